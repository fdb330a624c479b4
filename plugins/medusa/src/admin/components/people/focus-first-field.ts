/** A prompt begins with its cancel button; one that asks for something begins with what it asks for. */
export function focusFirstField(event: Event): void {
  event.preventDefault();
  (event.target as HTMLElement).querySelector<HTMLElement>("input, textarea")?.focus();
}
