import { createHmac } from "node:crypto";
import type { Order } from "../order/order";
import { type Secret, secretsOf } from "../secret";
import { foldEmail, readMailbox } from "./email-mailbox";
import type { Identity } from "./participant";

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

/** An address as a person is known by it, under the newest secret and those before. */
export function emailIdentity(secret: Secret, email: string): Identity {
  const address = normalizeEmail(email);
  const [value = "", ...former] = secretsOf(secret).map((one) => keyedHash(one, "email", address));
  return { kind: "email", value, ...(former.length > 0 && { former: former.reverse() }) };
}

/** An identity under each secret, the oldest first. */
export function hashesOf({ kind, value, former = [] }: Identity): Identity[] {
  return [...former, value].map((one) => ({ kind, value: one }));
}

export interface OrderIdentities {
  /** Those that the order proves its buyer by, the strongest first. Empty where the buyer is nobody. */
  readonly own: readonly Identity[];
  /** Those that the order only names: anybody may type another person's address into a cart. */
  readonly mentioned: readonly Identity[];
}

/**
 * Who an order's buyer is, and whom the order only names. An account counts as the buyer's where its own address is
 * the order's, or where the shopper was logged in to it. The table stands in docs/identity.md.
 */
export function identitiesOf(
  secret: Secret,
  order: Pick<Order, "email" | "customerId" | "accountEmail" | "loggedIn">,
): OrderIdentities {
  const email = order.email ? emailIdentity(secret, order.email) : null;
  if (!order.customerId) return { own: listOf(email), mentioned: [] };
  const account: Identity = { kind: "customer", value: order.customerId };
  const address = order.accountEmail ? emailIdentity(secret, order.accountEmail) : null;
  if (email !== null && address?.value === email.value) {
    return { own: order.loggedIn ? [account, email] : [email, account], mentioned: [] };
  }
  if (order.loggedIn) return { own: [account, ...listOf(address)], mentioned: listOf(email) };
  return { own: listOf(email), mentioned: email === null ? [] : [account] };
}

/** Everything that a cart names, proven or not: enough to refuse by, never to give by. */
export function namedIdentities(
  secret: Secret,
  { email, customerId }: Pick<Order, "email" | "customerId">,
): Identity[] {
  const account: Identity | null = customerId ? { kind: "customer", value: customerId } : null;
  return [...listOf(email ? emailIdentity(secret, email) : null), ...listOf(account)];
}

function listOf(identity: Identity | null): Identity[] {
  return identity === null ? [] : [identity];
}
