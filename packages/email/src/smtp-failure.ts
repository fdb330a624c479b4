import { GoodwordError } from "@goodword/core";

/** What nodemailer attaches to a failure. */
export interface SmtpFailure extends Error {
  readonly code?: string;
  /** What Node called it, where nodemailer has a name of its own. */
  readonly originalCode?: string;
  readonly command?: string;
  readonly response?: string;
  readonly responseCode?: number;
}

const OUR_SIDE = new Set([
  "EAUTH",
  "ENOAUTH",
  "EOAUTH2",
  "ETLS",
  "EREQUIRETLS",
  "ECONFIG",
  "EMESSAGE",
  "EPROXY",
]);

/**
 * Classes a failed delivery by what to do: `retry` for a 4xx reply, a full mailbox (5.2.2) and the network;
 * `ignore` when the recipient is refused for good (5.1.x; RFC 3463); `fix-config` for log-in, TLS, the sender's
 * address and policy. Addresses are cut out of the server's reply, which often repeats them.
 */
export function smtpFailure(failure: SmtpFailure): GoodwordError {
  const { responseCode = 0, response = "", command, originalCode = "", code = "unknown" } = failure;
  const reply = redact(response);
  if (responseCode < 400) {
    return OUR_SIDE.has(code) || /CERT|VERIFY/.test(originalCode)
      ? fixConfig(`The mail server cannot be used (${code}): ${redact(failure.message)}`)
      : retry(`The mail server was not reached (${code}).`, failure);
  }
  const status = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] ?? null;
  if (responseCode < 500 || status === "5.2.2") return retry(`The mail server asks to try later: ${reply}`);
  if (!refusesRecipient(status, responseCode, command)) {
    return fixConfig(`The mail server refused the mail: ${reply}`);
  }
  const message = `The mail server refused the recipient: ${reply}`;
  return new GoodwordError("GW_MAIL_RECIPIENT", message, { action: "ignore" });
}

function retry(message: string, cause?: unknown): GoodwordError {
  return new GoodwordError("GW_SMTP_UNAVAILABLE", message, { cause, action: "retry" });
}

function fixConfig(message: string): GoodwordError {
  return new GoodwordError("GW_SMTP_CONFIG", message, { action: "fix-config" });
}

/** 5.1.7 and 5.1.8 are about the sender. Old servers send no status: then a plain 550, 551 or 553 to RCPT counts. */
function refusesRecipient(status: string | null, replyCode: number, command: string | undefined): boolean {
  if (status !== null) return /^5\.1\.(?!7$|8$)/.test(status);
  return command === "RCPT TO" && [550, 551, 553].includes(replyCode);
}

function redact(text: string): string {
  return text
    .slice(0, 2_000)
    .split(/([\s<>"':;,()]+)/)
    .map((part) => (part.includes("@") ? "<address>" : part))
    .join("")
    .replace(/\s+/g, " ")
    .slice(0, 300);
}
