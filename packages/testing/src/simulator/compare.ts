import type { Found, FoundReward } from "./found";
import type { History, PlacedOrder } from "./history";
import type { Expected, ExpectedOrder, ExpectedReward } from "./oracle";

/** Each in a sentence. */
export interface Differences {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly mismatches: readonly string[];
}

/** Everything in which what was found is not what the rules say. Pure. */
export function differencesOf(history: History, expected: Expected, found: Found): Differences {
  const comparison = new Comparison(history, expected, found);
  comparison.people();
  comparison.orders();
  comparison.rewards();
  comparison.friends();
  comparison.promotions();
  comparison.mails();
  comparison.books();
  comparison.queues();
  return comparison;
}

const ended = new Set(["declined", "reversed", "expired"]);

class Comparison implements Differences {
  readonly lost: string[] = [];
  readonly doubled: string[] = [];
  readonly mismatches: string[] = [];
  private readonly placed: ReadonlyMap<string, PlacedOrder>;
  private readonly persons = new Map<string, number>();
  private readonly standing: readonly FoundReward[];
  /** What each person is to have in the end, by person and currency. */
  private readonly due = new Map<string, bigint>();

  constructor(
    history: History,
    private readonly expected: Expected,
    private readonly found: Found,
  ) {
    this.placed = new Map(history.orders.map((order) => [order.id, order]));
    this.standing = found.rewards.filter(
      ({ state, value, reversed }) => !ended.has(state) && value > reversed,
    );
  }

  /** Each person is one record, and each record one person. */
  people(): void {
    const records = new Map<number, string>();
    for (const { orderId, participantId } of this.found.orders) {
      const person = this.placed.get(orderId)?.person ?? -1;
      const other = this.persons.get(participantId);
      if (other !== undefined && other !== person) {
        this.mismatches.push(`${orderId}: persons ${other} and ${person} are one record`);
      }
      const record = records.get(person);
      if (record !== undefined && record !== participantId) {
        this.mismatches.push(`${orderId}: person ${person} is two records, ${record} and ${participantId}`);
      }
      this.persons.set(participantId, person);
      records.set(person, participantId);
    }
  }

  orders(): void {
    const found = new Map(this.found.orders.map((order) => [order.orderId, order]));
    for (const [id, wanted] of this.expected.orders) {
      const order = found.get(id);
      found.delete(id);
      if (order === undefined) {
        this.lost.push(`${id}: was never recorded`);
        continue;
      }
      const advocate = order.advocateId === null ? null : (this.persons.get(order.advocateId) ?? -1);
      // Where it may be nobody's, nobody sent it.
      const isNobodys = advocate === null && order.verdict === "none" && wanted.verdicts.includes("none");
      if (advocate !== wanted.advocate && !isNobodys) this.differ(id, "advocate", wanted.advocate, advocate);
      if (!wanted.verdicts.includes(order.verdict)) {
        this.differ(
          id,
          "verdict",
          wanted.verdicts.join(" or "),
          `${order.verdict} ${order.reasons.join(", ")}`,
        );
      } else if (wanted.reasons !== null && !isSame(wanted.reasons, order.reasons)) {
        this.differ(id, "reasons", wanted.reasons.join(", "), order.reasons.join(", "));
      }
    }
    for (const id of found.keys())
      this.mismatches.push(`${id}: recorded, though nobody can be thanked for it`);
  }

  rewards(): void {
    const milestones = new Map(
      [...this.expected.milestones].map(([person, rewards]) => [person, [...rewards]]),
    );
    const byOrder = new Map<string, FoundReward[]>();
    const seen = new Set<string>();
    for (const reward of this.found.rewards) {
      const key = `${reward.orderId} ${reward.rule} ${reward.side}`;
      if (seen.has(key)) this.doubled.push(`${key}: granted twice`);
      seen.add(key);
    }
    for (const reward of this.standing) {
      if (!reward.rule.startsWith("friends-")) {
        const own = byOrder.get(reward.orderId);
        if (own === undefined) byOrder.set(reward.orderId, [reward]);
        else own.push(reward);
        continue;
      }
      const person = this.persons.get(reward.participantId) ?? -1;
      const wanted = milestones.get(person) ?? [];
      const place = wanted.findIndex(({ rule }) => rule === reward.rule);
      if (place < 0)
        this.doubled.push(
          `${reward.orderId}: person ${person} has the milestone ${reward.rule} once too often`,
        );
      else this.same(reward.orderId, wanted.splice(place, 1)[0] as ExpectedReward, reward);
    }
    for (const [person, wanted] of milestones) {
      for (const { rule } of wanted) this.lost.push(`person ${person}: milestone ${rule} is missing`);
    }
    const given = new Map<string, number>();
    for (const [id, wanted] of this.expected.orders) this.rewardsOf(id, wanted, byOrder.get(id) ?? [], given);
    for (const [program, { most, asked }] of this.expected.caps) {
      const count = given.get(program) ?? 0;
      const right = Math.min(most, asked);
      if (count > right) this.doubled.push(`${program}: ${count} rewards within a cap of ${most}`);
      if (count < right) this.lost.push(`${program}: ${count} rewards, though ${asked} asked for ${most}`);
    }
  }

  private rewardsOf(
    id: string,
    wanted: ExpectedOrder,
    found: FoundReward[],
    given: Map<string, number>,
  ): void {
    const left = [...found];
    for (const reward of wanted.rewards) {
      const place = left.findIndex(({ rule, side }) => rule === reward.rule && side === reward.side);
      const [one] = place < 0 ? [] : left.splice(place, 1);
      if (one === undefined) {
        if (!wanted.capped)
          this.lost.push(`${id}: ${reward.rule} of ${reward.net} ${reward.currency} is missing`);
        continue;
      }
      // The only capped program of the simulation.
      if (wanted.capped) given.set("capped", (given.get("capped") ?? 0) + 1);
      this.same(id, reward, one);
    }
    for (const { rule, value, reversed, state } of left) {
      this.mismatches.push(`${id}: ${rule} of ${value - reversed} stands (${state}), though nothing is owed`);
    }
  }

  private same(id: string, wanted: ExpectedReward, found: FoundReward): void {
    const at = `${id}: ${wanted.rule}`;
    const key = `${wanted.person} ${wanted.currency}`;
    this.due.set(key, (this.due.get(key) ?? 0n) + wanted.net);
    const person = this.persons.get(found.participantId) ?? -1;
    if (person !== wanted.person) this.differ(at, "receiver", wanted.person, person);
    const net = `${found.value - found.reversed} ${found.currency}`;
    if (net !== `${wanted.net} ${wanted.currency}`)
      this.differ(at, "amount", `${wanted.net} ${wanted.currency}`, net);
    const waits = found.state === "pending" && found.reviewOpen;
    if (wanted.class === "review" ? waits : found.state === "issued" || found.state === "redeemed") return;
    if (found.state === "pending" || found.state === "approved")
      this.lost.push(`${at}: still ${found.state}`);
    else this.differ(at, "state", wanted.class, found.state);
  }

  friends(): void {
    const found = new Map<number, number>();
    for (const { advocateId, count } of this.found.friends) {
      const person = this.persons.get(advocateId) ?? -1;
      found.set(person, (found.get(person) ?? 0) + count);
    }
    for (const person of new Set([...found.keys(), ...this.expected.friends.keys()])) {
      const [wanted, count] = [this.expected.friends.get(person) ?? 0, found.get(person) ?? 0];
      if (wanted !== count) this.differ(`person ${person}`, "qualified friends", wanted, count);
    }
  }

  /** What works in the shop is what was issued and not used, one for one, and worth its payout. */
  promotions(): void {
    const working = new Map(
      this.found.promotions.filter(({ active, used }) => active && !used).map((one) => [one.code, one]),
    );
    for (const { code, payout, orderId, state } of this.found.rewards) {
      const promotion = working.get(code);
      const works = state === "issued" && payout !== null && payout > 0n;
      if (works && promotion === undefined) this.lost.push(`${orderId}: its code ${code} does not work`);
      if (works && promotion !== undefined && promotion.amount !== payout) {
        this.differ(`${orderId}: ${code}`, "worth", payout, promotion.amount);
      }
      if (works) working.delete(code);
    }
    for (const { code, amount } of working.values())
      this.doubled.push(`${code}: worth ${amount}, works and is no reward's`);
  }

  mails(): void {
    const ids = new Map<string, Set<string>>();
    for (const { id, template, about } of this.found.mails) {
      const key = `${template} ${about}`;
      ids.set(key, (ids.get(key) ?? new Set()).add(id));
    }
    for (const { code, orderId, reversed, payout, state } of this.found.rewards) {
      const count = ids.get(`reward-issued ${code}`)?.size ?? 0;
      // A code for the rest, after a refund, may be told by two mails.
      if (count > (reversed > 0n ? 2 : 1)) this.doubled.push(`${orderId}: told of ${code} by ${count} mails`);
      if (count === 0 && state === "issued" && payout !== null && payout > 0n) {
        this.lost.push(`${orderId}: nobody was told of ${code}`);
      }
    }
    for (const [key, { size }] of ids) {
      if (key.startsWith("order-confirmation ") && size > 1) this.doubled.push(`${key}: ${size} mails`);
    }
  }

  /** In the end each person is owed what stands less what they used; who used what was then refunded owes it. */
  books(): void {
    const owed = new Map<string, bigint>();
    const add = (participantId: string, currency: string, amount: bigint) => {
      const key = `${this.persons.get(participantId) ?? -1} ${currency}`;
      owed.set(key, (owed.get(key) ?? 0n) + amount);
    };
    const used = new Map(
      this.found.promotions.filter((one) => one.used).map((one) => [one.code, one.amount]),
    );
    for (const { participantId, currency, amount } of this.found.balances)
      add(participantId, currency, -amount);
    for (const { code, participantId, currency } of this.found.rewards)
      add(participantId, currency, used.get(code) ?? 0n);
    for (const key of new Set([...owed.keys(), ...this.due.keys()])) {
      const [wanted, balance] = [this.due.get(key) ?? 0n, owed.get(key) ?? 0n];
      if (wanted !== balance) this.differ(`person ${key}`, "books", wanted, balance);
    }
  }

  queues(): void {
    for (const key of this.found.open) this.lost.push(`message ${key}: not done`);
    for (const key of this.found.dead) {
      if (!key.includes(":ghost-")) this.lost.push(`message ${key}: set aside`);
    }
  }

  private differ(at: string, what: string, wanted: unknown, found: unknown): void {
    this.mismatches.push(`${at}: ${what} should be ${wanted}, is ${found}`);
  }
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((reason) => other.includes(reason));
}
