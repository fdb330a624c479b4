import type { KnownAddress } from "../ports/order-source";
import type { Engine } from "../ports/ports";
import type { Participant } from "../ports/store";
import { emailIdentity } from "../referral/identity";

/** A person's newest orders are enough: one of an address that is theirs is among them, or the account has it. */
const ordersAsked = 20;

/**
 * Addresses of a person, the one to write to first. Of those that the host has, only the ones that the person is
 * known by: an order or an account may carry anybody's.
 */
export async function provenAddresses(
  { store, orders, options }: Engine,
  person: Pick<Participant, "id" | "firstOrderId">,
): Promise<KnownAddress[]> {
  const identities = await store.participants.identitiesOf(person.id);
  const own = new Set(identities.flatMap(({ kind, value }) => (kind === "email" ? [value] : [])));
  if (own.size === 0) return [];
  const newest = (await store.orders.standing([person.id]))
    .sort((a, b) => b.placedAt.getTime() - a.placedAt.getTime() || (a.orderId < b.orderId ? -1 : 1))
    .slice(0, ordersAsked);
  const known = await orders.addressesOf({
    customerIds: identities.flatMap(({ kind, value }) => (kind === "customer" ? [value] : [])),
    orderIds: [...new Set([person.firstOrderId, ...newest.map(({ orderId }) => orderId)])],
  });
  const seen = new Set<string>();
  return known.filter(({ address }) => {
    const isFirst = !seen.has(address);
    seen.add(address);
    return isFirst && own.has(emailIdentity(options.secret, address).value);
  });
}

/** Where to reach a person, for staff who pay them by hand; null where no address is proven to be theirs. */
export async function addressOf(
  engine: Engine,
  { participantId }: { participantId: string },
): Promise<KnownAddress | null> {
  const person = await engine.store.participants.byId(participantId);
  const [first = null] = person === null ? [] : await provenAddresses(engine, person);
  return first;
}
