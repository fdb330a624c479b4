import type { Money } from "../../money/money";
import { orderValueOf } from "../../order/order-value";
import { emailIdentity, namedIdentities } from "../../person/identity";
import type { BenefitBinding, BenefitCart } from "../../ports/host";
import type { Engine } from "../../ports/ports";
import { minimumOrder } from "../../program/offered";
import type { Program } from "../../program/program";
import { type BenefitObjection, objectionsTo, withoutCode } from "../../referral/benefit";
import { claimExpiry } from "../../referral/claim";
import type { Referral } from "../../referral/referral";

export interface CartVerdict {
  /** Null where the benefit is for this cart. */
  readonly objection: Exclude<BenefitObjection, "other-relation" | "second-benefit"> | null;
  /** What the cart lacks of the minimum order value; null for every other objection. */
  readonly missing: Money | null;
}

/** As the order would be judged if it were placed now, as far as a cart shows it; the buyer only where asked. */
export async function judgeCart(
  engine: Engine,
  cart: BenefitCart,
  referral: Referral,
  program: Program,
  { judgesBuyer = true } = {},
): Promise<CartVerdict> {
  const minimum = minimumOrder(program, cart.currency);
  const value = orderValueOf(withoutCode(cart, referral.benefitCode ?? ""), program.value);
  const people = judgesBuyer ? await peopleBehind(engine, cart) : [];
  const isAdvocate = people.includes(referral.advocateId);
  const objections = objectionsTo({
    isAdvocate,
    isKnownCustomer:
      judgesBuyer && !isAdvocate && asksNew(program) && (await hasOrdered(engine, cart, people)),
    value,
    minimum: minimum?.amount ?? null,
    isOver: claimExpiry(referral.claimedAt, program.attributionWindowDays) <= engine.clock.now(),
    isTaken: referral.state !== "claimed",
    isOfOthers: false,
    isSecond: false,
  });
  // What is over for good comes first: the shop forgets such a claim.
  const final = objections.find((one) => one === "claim-expired" || one === "already-used");
  const objection = (final ?? objections[0] ?? null) as CartVerdict["objection"];
  const lacks = objection === "below-minimum" && minimum !== null;
  return { objection, missing: lacks ? { ...minimum, amount: minimum.amount - value } : null };
}

/** What a benefit that is fine for a cart is bound to. */
export function bindingOf(cartId: string, cart: BenefitCart, program: Program): BenefitBinding {
  const { includeTax, includeShipping } = program.value ?? {};
  // Goods before discounts are worth at least what the program measures, unless it counts tax or shipping too.
  const measures = !includeTax && !includeShipping;
  const minimum = measures ? minimumOrder(program, cart.currency) : null;
  return { cartId, addresses: addressesOf(cart), minimum };
}

export function addressesOf({ email, account }: BenefitCart): string[] {
  return [email, account].filter((address) => address !== null);
}

export function asksNew({ conditions }: Program): boolean {
  return conditions.some(({ type }) => type === "new-customer");
}

/** Ids of everybody that a cart may be of, by its address, its account's and its customer. */
async function peopleBehind({ store, options }: Engine, cart: BenefitCart): Promise<string[]> {
  const { email, account, customerId } = cart;
  const identities = [
    ...namedIdentities(options.secret, { email, customerId }),
    ...(account === null ? [] : [emailIdentity(options.secret, account)]),
  ];
  const people: string[] = [];
  for (const identity of identities) {
    const person = await store.participants.byIdentity(identity);
    if (person !== null) people.push(person.id);
  }
  return people;
}

async function hasOrdered(
  { orders, clock, store }: Engine,
  { email, account, customerId }: BenefitCart,
  people: readonly string[],
): Promise<boolean> {
  const before = clock.now();
  // The host compares addresses letter by letter; the people behind them are known by their mailbox.
  const marks = people.length === 0 ? [] : await store.orders.standing(people);
  if (marks.some(({ placedAt }) => placedAt < before)) return true;
  if (email === null && customerId === null) return false;
  if (await orders.hasEarlierOrder({ orderId: "", email, customerId, before })) return true;
  if (account === null || account === email) return false;
  return orders.hasEarlierOrder({ orderId: "", email: account, customerId: null, before });
}
