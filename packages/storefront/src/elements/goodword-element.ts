import { renderLoading } from "../render/render-prompt";
import { elementStyles } from "./element-styles";

// On a server there is no HTMLElement; importing must still be safe.
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

let sheet: CSSStyleSheet | undefined;

/** What both elements share: the shadow root, its style sheet, the live region, requests and events. */
export abstract class GoodwordElement extends Base {
  /** Selects the space that is kept while loading. */
  protected abstract readonly kind: "prompt" | "offer";
  #body: HTMLElement | undefined;
  #status: HTMLElement | undefined;
  #load = 0;

  connectedCallback(): void {
    if (!this.shadowRoot) {
      const root = this.attachShadow({ mode: "open" });
      if (!sheet) {
        // A constructed sheet is allowed under `style-src 'self'`; a style element is not.
        sheet = new CSSStyleSheet();
        sheet.replaceSync(elementStyles);
      }
      root.adoptedStyleSheets = [sheet];
      this.#body = document.createElement("div");
      this.#status = document.createElement("p");
      this.#status.className = "gw-status";
      this.#status.setAttribute("role", "status");
      root.append(this.#body, this.#status);
      this.#body.addEventListener("click", (event) => {
        const button = (event.target as Element).closest<HTMLElement>("button");
        // The second click of a double click would share twice, or undo what the first one did.
        if (button && event.detail < 2) void this.press(button, event.detail === 0);
      });
    }
    this.#start();
  }

  disconnectedCallback(): void {
    this.#load++;
  }

  attributeChangedCallback(_name: string, before: string | null, after: string | null): void {
    if (this.#body && this.isConnected && before !== after) this.#start();
  }

  protected abstract load(current: () => boolean): Promise<void>;
  /** @param byKeyboard true for keys and assistive technology, which come without a click count */
  protected abstract press(button: HTMLElement, byKeyboard: boolean): Promise<void>;

  protected get body(): HTMLElement {
    return this.#body as HTMLElement;
  }

  protected setting(name: string): string {
    return this.getAttribute(name)?.trim() ?? "";
  }

  /** Not named `locale`: React sets a property instead of an attribute where an element has one. */
  protected get language(): string {
    return this.setting("locale") || document.documentElement.lang || "en";
  }

  /** Shows markup and keeps the focus on the control that had it, or moves it to `focus`. */
  protected show(markup: string, focus?: string): void {
    const active = this.shadowRoot?.activeElement;
    const share = active instanceof HTMLElement ? active.dataset.share : undefined;
    const target = focus ?? (share && `[data-share=${share}]`);
    this.body.innerHTML = markup;
    this.hidden = false;
    if (target) this.body.querySelector<HTMLElement>(target)?.focus({ preventScroll: true });
  }

  /** Gone quietly: the shop's page goes on as if it had never been there. */
  protected leave(): void {
    this.body.replaceChildren();
    this.hidden = true;
  }

  protected announce(text: string): void {
    if (this.#status) this.#status.textContent = text;
  }

  protected emit(
    name: "shown" | "shared" | "dismissed" | "claimed",
    detail: Record<string, string> = {},
  ): void {
    this.dispatchEvent(new CustomEvent(`goodword-${name}`, { detail, bubbles: true, composed: true }));
  }

  /** JSON from the shop's own route. @throws when it is unreachable, late, or answers an error */
  protected async request<T>(path: string, body?: Record<string, string>): Promise<T> {
    const response = await fetch((this.setting("endpoint") || "/goodword") + path, {
      headers: { accept: "application/json", ...(body && { "content-type": "application/json" }) },
      ...(body && { method: "POST", body: JSON.stringify(body), keepalive: true }),
      signal: AbortSignal.timeout(8000),
    });
    if (!response.ok) throw new Error(`${response.status}`);
    return response.json() as Promise<T>;
  }

  #start(): void {
    const mine = ++this.#load;
    this.show(renderLoading(this.kind, this.language));
    // Late answers for an earlier order or code must not be shown.
    const current = () => mine === this.#load;
    this.load(current).catch(() => current() && this.leave());
  }
}

/** `?name=value` for what is not empty. */
export function queryOf(values: Record<string, string>): string {
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value)).toString();
  return query && `?${query}`;
}
