import { emailIdentity, hashesOf } from "../../person/identity";
import type { Participant } from "../../person/participant";
import type { KnownAddress } from "../../ports/order-source";
import type { Engine } from "../../ports/ports";

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
  const firsts = new Map([...known].reverse().map((one) => [one.address, one]));
  const proven: KnownAddress[] = [];
  for (const one of known.filter((one) => firsts.get(one.address) === one)) {
    const identity = emailIdentity(options.secret, one.address);
    if (!hashesOf(identity).some(({ value }) => own.has(value))) continue;
    // A merge that was taken back may have left a newer hash behind: the store knows whose the address is.
    const owner = identity.former ? await store.participants.byIdentity(identity) : person;
    if (owner?.id === person.id) proven.push(one);
  }
  return proven;
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
