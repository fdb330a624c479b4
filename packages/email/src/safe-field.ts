import { type ErrorAction, GoodwordError, isPlainAddress } from "@goodword/core";

// Also the two line ends that are no control characters: some mailers fold headers at them.
const CONTROL = /[\p{Cc}\u2028\u2029]/u;

/**
 * `value` when it is safe in a header: CR, LF, NUL and every other control character could begin a header of
 * the sender's own choosing. Throws `GW_MAIL_FIELD` naming the field, never its value.
 */
export function singleLine(field: string, value: string): string {
  if (CONTROL.test(value)) {
    throw fieldError(field, "must be one line without control characters");
  }
  return value;
}

/** `value` when it is a web address: https, or http on this machine. Throws `GW_MAIL_FIELD`. */
export function webAddress(field: string, value: string): string {
  const url = URL.canParse(value) ? new URL(value) : null;
  const allowed = url?.protocol === "https:" || (url?.protocol === "http:" && isLoopback(url.hostname));
  if (!allowed) throw fieldError(field, "must be an https address (http only on localhost)");
  return value;
}

/**
 * `value` when it is a plain address, `local@domain`. Throws `GW_MAIL_FIELD` with the caller's action.
 */
export function mailAddress(field: string, value: string, action: ErrorAction): string {
  if (!isPlainAddress(value))
    throw fieldError(field, "must be a plain address like anna@example.com", action);
  return value;
}

/** True for a host that never leaves this machine. */
export function isLoopback(host: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i.test(host);
}

export function fieldError(field: string, rule: string, action: ErrorAction = "fix-config"): GoodwordError {
  return new GoodwordError("GW_MAIL_FIELD", `${field} ${rule}.`, { action });
}
