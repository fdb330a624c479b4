/** What the caller should do about a failure. */
export type ErrorAction = "retry" | "fix-config" | "ignore";

/**
 * Broken infrastructure or a wrong configuration. An expected outcome is never thrown: it is data.
 * `code` is stable and starts with `GW_`; `action` says what the caller should do.
 */
export class GoodwordError extends Error {
  readonly code: string;
  readonly action: ErrorAction;

  constructor(code: string, message: string, options: { cause?: unknown; action?: ErrorAction } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "GoodwordError";
    this.code = code;
    this.action = options.action ?? "retry";
  }
}
