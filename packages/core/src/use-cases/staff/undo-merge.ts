import type { Engine } from "../../ports/ports";
import type { Stores } from "../../ports/store";
import type { HeldReward, Merge } from "../../referral/merge";
import type { Referral } from "../../referral/referral";
import { checked, type StaffWord } from "../../referral/staff-attribution";
import { counterKeysOf } from "../../reward/caps";
import type { Counter, CounterKey } from "../../reward/counter";
import { friendCounterKeys } from "../../reward/friend-counters";
import { isOfBenefit, type LedgerEntry, personBalances, unmergedEntry } from "../../reward/ledger";
import { isBooked, type Reward } from "../../reward/reward";
import { anyProgram, isRepeated } from "./decide-proposal";

export const undoRefusals = [
  "merge-unknown",
  /** Somebody else undid it. */
  "changed-meanwhile",
  /** The record was merged again since: undo the later merge first. */
  "merged-again",
] as const;
export type UndoRefusal = (typeof undoRefusals)[number];

export interface UndoneMerge {
  readonly undone: boolean;
  readonly refusal: UndoRefusal | null;
  /** The merge that has to be undone first, where it was merged again. */
  readonly laterMergeId: string | null;
}

/**
 * Staff take a merge back: what was moved returns as it is now, with the postings of its rewards and orders; so do referrals that
 * came by the returned codes since, and what they earned. What else happened since stays with the record that
 * remained. The same word of the same person once more changes nothing.
 * @throws GoodwordError `GW_STAFF_REASON` without a person or a reason of 1 to 500 characters
 */
export async function undoMerge(
  engine: Engine,
  input: { mergeId: string } & Omit<StaffWord, "at">,
): Promise<UndoneMerge> {
  const word = checked({ ...input, at: engine.clock.now() });
  const programId = await anyProgram(engine);
  const refused = (refusal: UndoRefusal, laterMergeId: string | null = null) => ({
    undone: false,
    refusal,
    laterMergeId,
  });
  return engine.store.transaction(async (stores) => {
    const merge = await stores.merges.lock(input.mergeId);
    if (merge === null) return refused("merge-unknown");
    const done = { undone: true, refusal: null, laterMergeId: null };
    if (merge.undone !== null) return isRepeated(merge.undone, word) ? done : refused("changed-meanwhile");
    const { from, into } = merge;
    const asAdvocate = [
      ...new Set([...merge.moved.asAdvocate, ...(await stores.merges.referralsBy(into, codesOf(merge)))]),
    ];
    const seen = await stores.referrals.byIds(asAdvocate);
    // Their friends too: an order of one of them, decided meanwhile, would be rewarded to the wrong record.
    await stores.merges.hold([into, from, ...seen.flatMap(({ friendId }) => friendId ?? [])]);
    const [later] = (await stores.merges.of([from, into])).reverse().filter(({ undone }) => undone === null);
    if (later !== undefined && later.id !== merge.id) return refused("merged-again", later.id);
    const referrals = (await stores.referrals.byIds(asAdvocate)).filter(
      ({ advocateId }) => advocateId === into,
    );
    const rewards = await rewardsOf(stores, merge, referrals);
    const entries = [...(await entriesOf(stores, rewards)), ...(await owedFor(stores, merge.moved.orders))];
    const entry = unmergedEntry(from, into, personBalances(entries), {
      id: engine.ids.id("entry"),
      postedAt: engine.clock.now(),
      programId,
      mergeId: merge.id,
    });
    const counts = await countsOf(engine, stores, merge, rewards, referrals);
    await release(engine, stores, merge, rewards);
    await stores.merges.giveBack({
      from,
      into,
      moved: {
        ...merge.moved,
        asAdvocate: referrals.map(({ id }) => id),
        rewards: rewards.map(({ id }) => id),
      },
    });
    await stores.counters.add(counts);
    if (entry !== null) await stores.ledger.post([entry]);
    await stores.merges.undo(merge.id, word);
    await stores.proposals.decide(merge.proposalId, "separate", word);
    return done;
  });
}

const codesOf = ({ moved }: Merge) => moved.codes.map(({ code }) => code);

/** Those that were moved and still belong to the record, and those that the returned referrals earned it since. */
async function rewardsOf(stores: Stores, merge: Merge, referrals: readonly Referral[]): Promise<Reward[]> {
  const earned = await Promise.all(referrals.map(({ id }) => stores.rewards.byReferral(id)));
  const ofAdvocate = earned.flat().filter(({ side }) => side === "advocate");
  const ids = [...merge.moved.rewards, ...ofAdvocate.map(({ id }) => id)];
  return (await stores.rewards.lock(ids)).filter(({ participantId }) => participantId === merge.into);
}

/** Every entry of these rewards, whoever's they were when it was posted. */
async function entriesOf(stores: Stores, rewards: readonly Reward[]): Promise<LedgerEntry[]> {
  const keyOf = ({
    programId,
    orderId,
    rule,
    side,
  }: Pick<LedgerEntry, "programId" | "orderId" | "rule" | "side">) =>
    JSON.stringify([programId, orderId, rule, side]);
  const wanted = new Set(rewards.map(keyOf));
  const entries: LedgerEntry[] = [];
  for (const orderId of new Set(rewards.map((reward) => reward.orderId))) {
    entries.push(...(await stores.ledger.byOrder(orderId)).filter((entry) => wanted.has(keyOf(entry))));
  }
  return entries;
}

/** What orders owe and were forgiven for a friend's benefit that was their own advocate's. */
async function owedFor(stores: Stores, orderIds: readonly string[]): Promise<LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  for (const orderId of orderIds) entries.push(...(await stores.ledger.byOrder(orderId)).filter(isOfBenefit));
  return entries;
}

/** What is counted for them as they are now: more for the one record, and as much less for the other. */
async function countsOf(
  engine: Engine,
  stores: Stores,
  { from, into }: Merge,
  rewards: readonly Reward[],
  referrals: readonly Referral[],
): Promise<Counter[]> {
  const counts = new Map<string, Counter>();
  const count = (key: CounterKey) => {
    if (key.subject !== from) return;
    for (const [subject, one] of [
      [from, 1n],
      [into, -1n],
    ] as const) {
      const name = JSON.stringify([key.programId, key.scope, subject]);
      counts.set(name, { ...key, subject, count: (counts.get(name)?.count ?? 0n) + one });
    }
  };
  for (const reward of rewards.filter((one) => isBooked(one) && one.state !== "reversed")) {
    const program = await engine.book.version(reward.programId, reward.programVersion, stores.programs);
    const { createdAt: at, value } = reward;
    counterKeysOf(program, { advocateId: from, at, currency: value.currency }).forEach(count);
  }
  const qualified = referrals.filter(({ state }) => state === "qualified");
  const orders = await stores.orders.byReferrals(qualified.map(({ id }) => id));
  for (const { id, programId, programVersion, convertedAt } of qualified) {
    const program = await engine.book.version(programId, programVersion, stores.programs);
    const [first] = orders
      .filter(({ referralId, verdict }) => referralId === id && verdict === "qualified")
      .map(({ placedAt }) => placedAt)
      .sort((a, b) => a.getTime() - b.getTime());
    friendCounterKeys(program, from, first ?? convertedAt ?? engine.clock.now()).forEach(count);
  }
  return [...counts.values()];
}

/** Rewards that waited because the two were one wait no longer, unless a person decided on them. */
async function release(
  engine: Engine,
  stores: Stores,
  merge: Merge,
  rewards: readonly Reward[],
): Promise<void> {
  const given = new Map(rewards.map((reward) => [reward.id, reward]));
  const others = await stores.rewards.lock(
    merge.held.map(({ rewardId }) => rewardId).filter((id) => !given.has(id)),
  );
  const all = new Map([...given, ...others.map((reward) => [reward.id, reward] as const)]);
  const now = engine.clock.now();
  for (const { rewardId, review, verdict, openedAt } of merge.held) {
    const reward = all.get(rewardId);
    if (reward === undefined || !isStillHeld(reward, openedAt)) continue;
    await stores.rewards.save([{ to: { ...reward, review, verdict }, from: "pending" }]);
    if (reward.dueAt > now) continue;
    await stores.outbox.put([
      {
        id: engine.ids.id("settle"),
        key: `settle:${rewardId}:${merge.id}`,
        kind: "settle-reward",
        payload: { rewardId },
        availableAt: now,
      },
    ]);
  }
}

function isStillHeld({ state, review }: Reward, openedAt: HeldReward["openedAt"]): boolean {
  return state === "pending" && review?.state === "open" && review.openedAt === openedAt;
}
