import { createHmac } from "node:crypto";
import type { Identity } from "../ports/store";
import { foldEmail, readMailbox } from "./email-mailbox";

/**
 * The address that stands for one mailbox: trimmed, lower case, domain in ASCII, and the provider's own
 * rule (gmail dots and tags, `x@name.fastmail.com`, …). Two addresses are one person when these are equal.
 */
export function normalizeEmail(email: string): string {
  const mailbox = readMailbox(email);
  return mailbox === null ? foldEmail(email) : `${mailbox.local}@${mailbox.domain}`;
}

/** Keyed hash of something personal, hex. Without the key nobody can try addresses against it. */
export function keyedHash(secret: string, purpose: string, value: string): string {
  return createHmac("sha256", secret).update(`${purpose}:${value}`).digest("hex");
}

/** How a buyer is known: by e-mail first, then by the host's customer id. Empty when they are nobody. */
export function identitiesOf(
  secret: string,
  { customerId, email }: { email: string | null; customerId: string | null },
): Identity[] {
  const identities: Identity[] = [];
  if (email) identities.push({ kind: "email", value: keyedHash(secret, "email", normalizeEmail(email)) });
  if (customerId) identities.push({ kind: "customer", value: customerId });
  return identities;
}
