import { GoodwordError } from "../../errors";
import type { Engine } from "../../ports/ports";
import type { QueueMessage, StateChange, Stores } from "../../ports/store";
import type { Binding } from "../../referral/binding";
import type { OrderMark, RecordedOrder } from "../../referral/recorded-order";
import { moveReferral, type Referral, type ReferralState } from "../../referral/referral";
import type { Counter, CounterKey } from "../../reward/counter";
import type { LedgerEntry } from "../../reward/ledger";
import type { Reward, RewardState } from "../../reward/reward";
import type { Trace } from "../../trust/trace";
import { announcements, referralTold, rewardTold } from "./announce";

/**
 * What one transaction is about to write. Orders of a batch are decided one after the other, and each sees what
 * was decided before it; then everything is written in sets, a statement a table.
 */
export class Draft {
  readonly traces: Trace[] = [];
  readonly entries: LedgerEntry[] = [];
  readonly messages: QueueMessage[] = [];
  private readonly added = new Map<string, RecordedOrder>();
  private readonly granted = new Map<string, Reward>();
  private readonly grantedFor = new Map<string, string[]>();
  private readonly orderChanges = new Map<string, RecordedOrder>();
  private readonly referrals = new Map<string, Referral>();
  private readonly newReferrals = new Set<string>();
  private readonly referralsFrom = new Map<string, ReferralState>();
  private readonly rewards = new Map<string, StateChange<Reward, RewardState>>();
  private readonly counters = new Map<string, Counter>();
  private readonly countersChanged = new Set<string>();
  private readonly countersAdded = new Map<string, Counter>();
  private readonly bindings = new Map<string, Binding>();
  private readonly newBindings: Binding[] = [];
  private readonly released: Pick<Binding, "programId" | "friendId">[] = [];
  private readonly orderMarks = new Map<string, OrderMark[]>();

  /** What the database says now of referrals; what was decided since is not written over. */
  knowReferrals(referrals: readonly Referral[]): void {
    for (const referral of referrals) {
      if (!this.referrals.has(referral.id)) this.referrals.set(referral.id, referral);
    }
  }

  knowBindings(bindings: readonly Binding[]): void {
    for (const binding of bindings) this.bindings.set(bindingKey(binding), binding);
  }

  knowStanding(marks: readonly OrderMark[]): void {
    for (const mark of marks) this.addMark(mark);
  }

  knowCounters(counters: readonly Counter[]): void {
    for (const counter of counters) this.counters.set(counterKey(counter), counter);
  }

  referral(id: string): Referral | null {
    return this.referrals.get(id) ?? null;
  }

  referralsHere(): Referral[] {
    return [...this.referrals.values()];
  }

  begin(referral: Referral): Referral {
    this.referrals.set(referral.id, referral);
    this.newReferrals.add(referral.id);
    return referral;
  }

  move(id: string, to: ReferralState, change: Partial<Referral> = {}): Referral {
    const known = this.referrals.get(id);
    if (known === undefined) throw new GoodwordError("GW_REFERRAL_UNKNOWN", `referral ${id}: not read`);
    if (!this.newReferrals.has(id) && !this.referralsFrom.has(id)) this.referralsFrom.set(id, known.state);
    const moved = unraced(() => moveReferral(known, to, change));
    this.referrals.set(id, moved);
    return moved;
  }

  /** Changes a relation without moving it. */
  amend(id: string, change: Partial<Omit<Referral, "state">>): void {
    const known = this.referrals.get(id);
    if (known === undefined) throw new GoodwordError("GW_REFERRAL_UNKNOWN", `referral ${id}: not read`);
    if (!this.newReferrals.has(id) && !this.referralsFrom.has(id)) this.referralsFrom.set(id, known.state);
    this.referrals.set(id, { ...known, ...change });
  }

  binding(programId: string, friendId: string): Binding | null {
    return this.bindings.get(bindingKey({ programId, friendId })) ?? null;
  }

  bindingsOf(friendId: string): Binding[] {
    return [...this.bindings.values()].filter((binding) => binding.friendId === friendId);
  }

  bind(binding: Binding): void {
    this.bindings.set(bindingKey(binding), binding);
    this.newBindings.push(binding);
  }

  /** A relation that came to nothing binds nobody. */
  release(programId: string, friendId: string): void {
    this.bindings.delete(bindingKey({ programId, friendId }));
    const begun = this.newBindings.findIndex(
      (one) => bindingKey(one) === bindingKey({ programId, friendId }),
    );
    if (begun >= 0) this.newBindings.splice(begun, 1);
    else this.released.push({ programId, friendId });
  }

  /** Standing orders of a person, this batch's included. */
  standing(participantId: string): readonly OrderMark[] {
    return this.orderMarks.get(participantId) ?? [];
  }

  addMark(mark: OrderMark): void {
    const marks = this.orderMarks.get(mark.participantId) ?? [];
    if (marks.some(({ orderId }) => orderId === mark.orderId)) return;
    this.orderMarks.set(mark.participantId, [...marks, mark]);
  }

  dropMark(participantId: string, orderId: string): void {
    const marks = this.orderMarks.get(participantId) ?? [];
    this.orderMarks.set(
      participantId,
      marks.filter((mark) => mark.orderId !== orderId),
    );
  }

  add(order: RecordedOrder): void {
    this.added.set(order.orderId, order);
  }

  get newOrders(): RecordedOrder[] {
    return [...this.added.values()];
  }

  /** As it is about to be written; null where nothing was decided of it. */
  order(orderId: string): RecordedOrder | null {
    return this.added.get(orderId) ?? this.orderChanges.get(orderId) ?? null;
  }

  change(order: RecordedOrder): void {
    if (this.added.has(order.orderId)) this.added.set(order.orderId, order);
    else this.orderChanges.set(order.orderId, order);
  }

  /** Orders of a relation as they are about to be: `stored`, with what was decided since. */
  ordersOf(referralId: string, stored: readonly RecordedOrder[]): RecordedOrder[] {
    const decided = [...this.added.values(), ...this.orderChanges.values()];
    const orders = new Map([...stored, ...decided].map((order) => [order.orderId, order]));
    return [...orders.values()].filter((order) => order.referralId === referralId);
  }

  grant(reward: Reward): void {
    this.granted.set(reward.id, reward);
    this.grantedFor.set(reward.orderId, [...(this.grantedFor.get(reward.orderId) ?? []), reward.id]);
  }

  get grants(): Reward[] {
    return [...this.granted.values()];
  }

  grantsOf(orderId: string): Reward[] {
    return (this.grantedFor.get(orderId) ?? []).map((id) => this.granted.get(id) as Reward);
  }

  /** As decided so far. */
  reward(reward: Reward): Reward {
    return this.rewards.get(reward.id)?.to ?? this.granted.get(reward.id) ?? reward;
  }

  save(reward: Reward, from: RewardState): void {
    if (this.granted.has(reward.id)) this.granted.set(reward.id, reward);
    else this.rewards.set(reward.id, { to: reward, from: this.rewards.get(reward.id)?.from ?? from });
  }

  count(key: CounterKey): bigint {
    return this.counters.get(counterKey(key))?.count ?? 0n;
  }

  countersOf(keys: readonly CounterKey[]): Counter[] {
    return keys.map((key) => ({ ...key, count: this.count(key) }));
  }

  setCounters(counters: readonly Counter[]): void {
    for (const counter of counters) {
      const key = counterKey(counter);
      if (!this.counters.has(key)) {
        throw new GoodwordError("GW_COUNTER_FREE", `counter ${key}: counted without being held`);
      }
      this.counters.set(key, counter);
      this.countersChanged.add(key);
    }
  }

  /** Adds to counters, of which some may not be held: their count is then not known here. */
  addTo(keys: readonly CounterKey[], by: bigint): void {
    for (const key of keys) {
      const name = counterKey(key);
      const held = this.counters.get(name);
      if (held !== undefined) this.setCounters([{ ...held, count: held.count + by }]);
      else this.countersAdded.set(name, { ...key, count: (this.countersAdded.get(name)?.count ?? 0n) + by });
    }
  }

  /**
   * Writes it all, with what is to be told of it. What somebody else wrote first ends the transaction; the next try
   * sees theirs.
   * @throws GoodwordError `GW_RACE`, to be tried again
   */
  async write(engine: Engine, stores: Stores): Promise<void> {
    const taken = await stores.orders.record(this.newOrders);
    if (taken.length > 0) throw race(`order ${taken[0]}: recorded meanwhile`);
    await stores.orders.update([...this.orderChanges.values()]);
    await stores.traces.record(this.traces);
    await this.writeReferrals(stores);
    for (const { programId, friendId } of this.released) await stores.bindings.release(programId, friendId);
    const bound = await stores.bindings.bind(this.newBindings);
    if (bound.length > 0) throw race(`friend ${bound[0]?.friendId}: bound meanwhile`);
    const refused = await stores.rewards.grant(this.grants);
    if (refused.length > 0) throw race(`reward ${refused[0]}: granted meanwhile`);
    const moved = await stores.rewards.save([...this.rewards.values()]);
    if (moved.length > 0) throw race(`reward ${moved[0]}: moved meanwhile`);
    const posted = await stores.ledger.post(this.entries);
    if (posted < this.entries.length) throw race("an entry was posted meanwhile");
    const counted = [...this.countersChanged].map((key) => this.counters.get(key) as Counter);
    await stores.counters.save(counted);
    await stores.outbox.put([...this.messages, ...this.announcements(engine)]);
    // Last: from here on another order by a friend of the same advocate waits.
    await stores.counters.add([...this.countersAdded.values()]);
  }

  private announcements(engine: Engine): QueueMessage[] {
    if (!engine.events) return [];
    const referrals = [...this.referrals.values()].filter(
      ({ id, state }) => this.newReferrals.has(id) || (this.referralsFrom.get(id) ?? state) !== state,
    );
    const rewards = [...this.rewards.values()]
      .filter(({ to, from }) => to.state !== from)
      .map(({ to }) => to);
    return announcements(engine, [
      ...referrals.map(referralTold),
      ...[...this.grants, ...rewards].map(rewardTold),
    ]);
  }

  private async writeReferrals(stores: Stores): Promise<void> {
    const changes = [...this.referralsFrom].map(([id, from]) => ({
      to: this.referrals.get(id) as Referral,
      from,
    }));
    const lost = await stores.referrals.save(changes);
    if (lost.length > 0) throw race(`referral ${lost[0]}: another order was first`);
    // After the changes: one of them may give up the order that a new relation begins with.
    await stores.referrals.insert([...this.newReferrals].map((id) => this.referrals.get(id) as Referral));
  }
}

/**
 * A relation that cannot move has moved since the order was found to be new: another worker had the same order.
 * To be tried again, and never to be set aside: the message may carry what nobody reads a second time.
 */
function unraced<T>(move: () => T): T {
  try {
    return move();
  } catch (error) {
    throw race(error instanceof Error ? error.message : "a relation moved meanwhile");
  }
}

function race(message: string): GoodwordError {
  return new GoodwordError("GW_RACE", message);
}

const bindingKey = ({ programId, friendId }: Pick<Binding, "programId" | "friendId">) =>
  `${programId}|${friendId}`;
const counterKey = ({ programId, scope, subject }: CounterKey) => `${programId}|${scope}|${subject}`;
