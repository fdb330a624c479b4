import { disposableEmailBlocklistSet } from "disposable-email-domains-js";
import { readMailbox } from "./email-mailbox";

const disposable: ReadonlySet<string> = /* @__PURE__ */ disposableEmailBlocklistSet();

/**
 * Whether an address is at a provider of throw-away mailboxes, or at a subdomain of one. Forwarding
 * services (Apple's, DuckDuckGo's, Firefox's) are none: a person keeps theirs.
 */
export function disposableEmail(email: string): boolean {
  const mailbox = readMailbox(email);
  if (mailbox === null) return false;
  let domain = mailbox.domain;
  while (!disposable.has(domain)) {
    const dot = domain.indexOf(".");
    if (dot < 0) return false;
    domain = domain.slice(dot + 1);
  }
  return true;
}
