import { moneyOf, type ProgramDefinition, type RewardRule } from "@goodword/core";
import { day } from "./calendar";
import { endsOf, type Hint, type History, type OrderEnd, type PlacedOrder } from "./history";
import { trustScore } from "./oracle-trust";

/**
 * What the rules say must have come of a history, found by telling it once from the beginning. It is written from
 * the rules alone and shares no decision with the engine: it knows who people really are, and what became of each
 * order in the end, so that it needs no hashes, no queues and no second look.
 */
export interface Expected {
  readonly orders: ReadonlyMap<string, ExpectedOrder>;
  /** Milestones an advocate has in the end, by person: whose order carried them is nobody's to say. */
  readonly milestones: ReadonlyMap<number, readonly ExpectedReward[]>;
  /** Qualified friends who count in the end, by advocate. */
  readonly friends: ReadonlyMap<number, number>;
  /** Most rewards of a capped program, and how many orders would have earned one. */
  readonly caps: ReadonlyMap<string, { readonly most: number; readonly asked: number }>;
}

export interface ExpectedOrder {
  /** Whose code it counts for; null for nobody. */
  readonly advocate: number | null;
  readonly verdicts: readonly string[];
  /** Null where they depend on what was seen first: an order that came to nothing in the end. */
  readonly reasons: readonly string[] | null;
  readonly rewards: readonly ExpectedReward[];
  /** A program's cap decides which of its orders get theirs. */
  readonly capped: boolean;
}

/** Something that stands in the end, less what refunds took back. */
export interface ExpectedReward {
  readonly rule: string;
  readonly side: "advocate" | "friend";
  readonly person: number;
  readonly net: bigint;
  readonly currency: string;
  /** Given, or waiting for a person's look. */
  readonly class: "given" | "review";
}

/** A customer id without a login says nothing where no address stands beside it. */
function isNobodys({ email, customerId, loggedIn }: PlacedOrder): boolean {
  return email === null && !(loggedIn && customerId !== null);
}

interface Relation {
  readonly advocate: number;
  readonly program: ProgramDefinition;
  qualified: boolean;
}

const classes: readonly Hint["kind"][] = ["typed", "claim", "cookie"];

export function expectedOf(history: History): Expected {
  const ends = endsOf(history);
  const programs = new Map(history.programs.map((program) => [program.id, program]));
  const sorted = [...history.orders].sort((a, b) => a.placedAt - b.placedAt || (a.id < b.id ? -1 : 1));
  const ofPerson = new Map<number, PlacedOrder[]>();
  for (const order of sorted) {
    const own = ofPerson.get(order.person);
    if (own === undefined) ofPerson.set(order.person, [order]);
    else own.push(order);
  }
  const orders = new Map<string, ExpectedOrder>();
  const bindings = new Map<number, Relation>();
  /** Who sent whom, for loops. */
  const sentBy = new Map<number, number>();
  const standing = new Map<number, Set<number>>();
  const counted = new Map<number, { program: ProgramDefinition; friends: Set<number> }>();
  const caps = new Map<string, { most: number; asked: number }>();
  for (const { id, caps: limits } of history.programs) {
    if (limits?.perProgram !== undefined) caps.set(id, { most: limits.perProgram, asked: 0 });
  }

  for (const order of sorted) {
    if (isNobodys(order)) continue;
    const end = ends.get(order.id) as OrderEnd;
    const before = bindings.get(order.person);
    const hint = before === undefined ? winnerOf(order) : null;
    const program = before?.program ?? (hint === null ? undefined : programs.get(hint.of.program));
    const advocate = before?.advocate ?? hint?.of.person ?? null;
    if (program === undefined || advocate === null) {
      orders.set(order.id, { advocate: null, verdicts: ["none"], reasons: [], rewards: [], capped: false });
      continue;
    }
    const relation = before ?? { advocate, program, qualified: false };
    const own = ofPerson.get(order.person) ?? [];
    const reasons = reasonsOf(order, program, { advocate, own, ends, isBound: before !== undefined, sentBy });
    const trust = trustScore(order, ofPerson.get(advocate) ?? []);
    const isWaiting = reasons.length === 0 && waits(program, end);
    const declined = reasons.length === 0 && !isWaiting && trust >= 70;

    const isGone = end.goneIn !== null;
    const verdict = reasons.length > 0 || declined ? "rejected" : isWaiting ? "waiting" : "qualified";
    const earns = verdict === "qualified";
    orders.set(order.id, {
      advocate,
      verdicts: isGone ? goneVerdicts(verdict, before !== undefined) : [verdict],
      reasons: isGone ? null : declined ? ["trust-declined"] : reasons,
      rewards: earns && !isGone ? rewardsOf(order, relation, end, trust >= 40) : [],
      capped: caps.has(program.id),
    });

    const binds = program.conditions.some(({ type }) => type === "orders") || program.rewards.some(paysEvery);
    // Seen before it was given back, an order binds; only those that are given back later have others after them.
    const begins = verdict !== "rejected" || (reasons.length > 0 && reasons.every(isAboutCount));
    if (begins && advocate !== order.person) {
      sentBy.set(order.person, advocate);
      if (binds) bindings.set(order.person, relation);
    }
    if (!earns) continue;
    relation.qualified = true;
    const cap = caps.get(program.id);
    if (cap !== undefined) cap.asked += 1;
    if (isGone) continue;
    standing.set(advocate, (standing.get(advocate) ?? new Set()).add(order.person));
    const found = counted.get(advocate) ?? { program, friends: new Set() };
    found.friends.add(order.person);
    if (program.rewards.some(({ trigger }) => trigger.on === "milestone")) counted.set(advocate, found);
  }

  return {
    orders,
    friends: new Map([...standing].map(([advocate, friends]) => [advocate, friends.size])),
    milestones: new Map(
      [...counted].map(([advocate, { program, friends }]) => [
        advocate,
        milestonesOf(advocate, program, friends.size),
      ]),
    ),
    caps,
  };
}

/** Qualified and then reversed, or never; one that came by a binding may be cancelled before it was known to. */
function goneVerdicts(verdict: string, isBound: boolean): string[] {
  return [...new Set([verdict, "qualified", "rejected", ...(isBound ? ["none"] : [])])];
}

type Pointing = Exclude<Hint, { kind: "nonsense" }>;

/** The strongest hint that is not too old, the last of its kind; oneself only where there is nobody else. */
function winnerOf(order: PlacedOrder): Pointing | null {
  const valid = order.hints.filter(
    (hint): hint is Pointing =>
      hint.kind !== "nonsense" &&
      (hint.kind !== "cookie" || (hint.at <= order.placedAt && order.placedAt - hint.at <= 30 * day)),
  );
  const others = valid.filter(({ of }) => of.person !== order.person);
  const rivals = others.length > 0 ? others : valid;
  const strength = ({ kind, ...hint }: Pointing) =>
    "applied" in hint && hint.applied ? 0 : classes.indexOf(kind);
  return rivals.toSorted((a, b) => strength(a) - strength(b))[0] ?? null;
}

interface Around {
  readonly advocate: number;
  /** All orders of the buyer, oldest first. */
  readonly own: readonly PlacedOrder[];
  readonly ends: ReadonlyMap<string, OrderEnd>;
  readonly isBound: boolean;
  readonly sentBy: ReadonlyMap<number, number>;
}

function reasonsOf(order: PlacedOrder, program: ProgramDefinition, around: Around): string[] {
  const { advocate, own, ends, isBound, sentBy } = around;
  const isSelf = advocate === order.person;
  const found: string[] = [];
  if (isSelf) found.push("self-referral");
  if (!program.rewards.some((rule) => amountOf(rule, order) !== null)) found.push("currency-not-offered");
  for (const condition of program.conditions) {
    if (condition.type === "new-customer") {
      const isKnown = own.some(({ id, placedAt }) => placedAt < order.placedAt && !ends.get(id)?.canceled);
      // Of oneself it goes without saying.
      if (isKnown && !isBound && !isSelf) found.push("existing-customer");
    }
    if (condition.type === "minimum-order") {
      const least = condition.amounts[order.currency];
      if (least !== undefined && order.value < moneyOf(least, order.currency).amount)
        found.push("below-minimum");
    }
    if (condition.type === "orders") {
      const [first, second] = own;
      const inTime = first && second && second.placedAt - first.placedAt <= condition.withinDays * day;
      if (!inTime) found.push("too-few-orders");
      else if (second.id !== order.id) found.push("not-the-nth-order");
    }
  }
  // Nothing else is wrong with it: it would close a circle of people who sent one another.
  if (found.length === 0 && closesLoop(order.person, advocate, sentBy)) found.push("advocate-loop");
  return found;
}

function closesLoop(friend: number, advocate: number, sentBy: ReadonlyMap<number, number>): boolean {
  for (let above = sentBy.get(advocate); above !== undefined; above = sentBy.get(above)) {
    if (above === friend) return true;
  }
  return false;
}

function waits(program: ProgramDefinition, end: OrderEnd): boolean {
  return program.conditions.some(({ type }) => type === "captured") && !end.captured;
}

/** Too few so far: another order of the friend, also one that is heard of late, may still make it right. */
function isAboutCount(reason: string): boolean {
  return reason === "too-few-orders" || reason === "not-the-nth-order";
}

function paysEvery({ trigger }: RewardRule): boolean {
  return trigger.on === "order" && trigger.orders === "every";
}

function rewardsOf(
  order: PlacedOrder,
  relation: Relation,
  end: OrderEnd,
  isFlagged: boolean,
): ExpectedReward[] {
  const rewards: ExpectedReward[] = [];
  for (const rule of relation.program.rewards) {
    const amount =
      rule.trigger.on === "order" && (paysEvery(rule) || !relation.qualified) ? amountOf(rule, order) : null;
    if (amount === null) continue;
    const { value, currency } = amount;
    const net = value - half(value * end.refunded, order.value);
    const person = rule.side === "advocate" ? relation.advocate : order.person;
    // Rounded away, nothing is left of it.
    if (net > 0n)
      rewards.push({
        rule: rule.id,
        side: rule.side,
        person,
        net,
        currency,
        class: isFlagged ? "review" : "given",
      });
  }
  return rewards;
}

function milestonesOf(person: number, program: ProgramDefinition, friends: number): ExpectedReward[] {
  return program.rewards.flatMap(({ id, side, trigger, amount }): ExpectedReward[] => {
    if (trigger.on !== "milestone" || trigger.friends > friends || amount.type !== "fixed") return [];
    const net = moneyOf(amount.amounts.eur as string, "eur").amount;
    return [{ rule: id, side, person, net, currency: "eur", class: "given" }];
  });
}

/** What a rule grants for an order; null where it names no amount in its currency. */
function amountOf(
  { amount, cap }: RewardRule,
  { currency, value }: PlacedOrder,
): { value: bigint; currency: string } | null {
  if (amount.type === "units") return { value: BigInt(amount.count), currency: "points" };
  if (amount.type === "tiered") throw new Error("oracle: it knows no tiers");
  const named = "amounts" in amount ? amount.amounts[currency] : "0";
  if (named === undefined) return null;
  const fixed = moneyOf(named, currency).amount;
  const share = "percent" in amount ? half(value * BigInt(Math.round(amount.percent * 100)), 10_000n) : 0n;
  const most = cap?.[currency];
  const limit = most === undefined ? null : moneyOf(most, currency).amount;
  return { value: limit !== null && limit < fixed + share ? limit : fixed + share, currency };
}

/** The nearest whole number to a fraction of numbers from 0 on, of two as near the even one. */
function half(numerator: bigint, denominator: bigint): bigint {
  const below = numerator / denominator;
  const rest = numerator % denominator;
  if (rest * 2n === denominator) return below % 2n === 0n ? below : below + 1n;
  return rest * 2n > denominator ? below + 1n : below;
}
