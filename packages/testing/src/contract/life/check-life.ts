import type { RecordedOrder, Referral, ReferralState, Reward, RewardState } from "@goodword/core";
import type { LifeModel, LifeShop } from "./life";

export interface Seen {
  readonly rows: readonly RecordedOrder[];
  readonly rewards: readonly Reward[];
  readonly referrals: readonly Referral[];
  /** Everybody there is. */
  readonly people: ReadonlySet<string>;
}

/** Written down once more, and not taken from the engine. */
const rewardMoves: Record<RewardState, readonly RewardState[]> = {
  pending: ["approved", "declined", "reversed"],
  approved: ["issued", "reversed"],
  issued: ["redeemed", "reversed", "expired"],
  redeemed: ["reversed"],
  declined: ["pending"],
  expired: ["reversed"],
  reversed: [],
};
const referralMoves: Record<ReferralState, readonly ReferralState[]> = {
  clicked: ["claimed", "converted"],
  claimed: ["converted"],
  converted: ["qualified", "rejected"],
  qualified: ["reversed"],
  rejected: ["qualified"],
  reversed: ["qualified"],
};

/** Everything that the engine shows of a life. */
export async function lookAt(model: LifeModel, { store }: LifeShop): Promise<Seen> {
  const rows = await store.orders.lock(model.orders.map(({ id }) => id));
  for (const { referralId } of rows) if (referralId !== null) remember(model.seenReferrals, referralId);
  const referrals = await store.referrals.byIds([...model.seenReferrals.keys()]);
  for (const { participantId } of rows) model.seenPeople.add(participantId);
  for (const { advocateId } of referrals) model.seenPeople.add(advocateId);
  const rewards = new Map<string, Reward>();
  const people = new Set<string>();
  for (const id of model.seenPeople) {
    if ((await store.participants.byId(id)) === null) continue;
    people.add(id);
    for (const reward of await store.rewards.byParticipant(id)) rewards.set(reward.id, reward);
  }
  return { rows, rewards: [...rewards.values()], referrals, people };
}

/** A referral first seen may be in any state. */
function remember(seen: Map<string, ReferralState>, id: string): void {
  if (!seen.has(id)) seen.set(id, "clicked");
}

/** What holds at any moment. */
export async function checkWeakly(model: LifeModel, shop: LifeShop): Promise<Seen> {
  const seen = await lookAt(model, shop);
  for (const sum of Object.values(await shop.store.ledger.sums())) expect(sum).toBe(0n);
  for (const { message, reason, key } of shop.warnings.splice(0)) {
    if (message !== "message set aside") continue;
    if (reason !== "GW_TEST_FAILURE") throw new Error(`${key} was set aside: ${reason}`);
    model.gaveUp = true;
  }
  checkMoves(model, seen);
  checkAmounts(seen);
  checkOnePerRule(seen);
  checkOwnOrders(model, seen);
  checkCaps(model, seen);
  checkHost(seen, shop);
  return seen;
}

function checkMoves(model: LifeModel, { rewards, referrals }: Seen): void {
  for (const { id, state, reversed } of rewards) {
    const before = model.seenRewards.get(id);
    if (before !== undefined) {
      legal(`reward ${id}`, rewardMoves, before.state, state);
      // Only an appeal gives back what was taken.
      if (before.state !== "declined" && reversed < before.reversed) {
        throw new Error(`reward ${id}: reversed shrank from ${before.reversed} to ${reversed}`);
      }
    }
    model.seenRewards.set(id, { state, reversed });
  }
  for (const { id, state } of referrals) {
    legal(`referral ${id}`, referralMoves, model.seenReferrals.get(id) ?? state, state);
    model.seenReferrals.set(id, state);
  }
}

function legal<S extends string>(what: string, moves: Record<S, readonly S[]>, from: S, to: S): void {
  const reached = new Set([from]);
  for (const state of reached) for (const next of moves[state]) reached.add(next);
  if (!reached.has(to)) throw new Error(`${what}: went from ${from} to ${to}`);
}

function checkAmounts({ rewards }: Seen): void {
  for (const { id, value, reversed, payout, state } of rewards) {
    const isRight =
      value.amount > 0n &&
      reversed >= 0n &&
      reversed <= value.amount &&
      (payout === null || (payout >= 0n && payout <= value.amount)) &&
      (state !== "reversed" || reversed === value.amount || payout === null);
    if (!isRight) throw new Error(`reward ${id}: ${reversed} of ${value.amount} reversed, pays ${payout}`);
  }
}

export function stands({ state }: Reward): boolean {
  return state !== "declined" && state !== "reversed";
}

function checkOnePerRule({ rewards }: Seen): void {
  const standing = new Set<string>();
  for (const reward of rewards.filter(stands)) {
    const { programId, orderId, rule, side, state } = reward;
    // What nobody can use any more is not given twice when staff give its order to somebody else.
    if (state === "expired") continue;
    const key = `${programId} ${orderId} ${rule.split("~")[0]} ${side}`;
    if (standing.has(key)) throw new Error(`two rewards stand for ${key}`);
    standing.add(key);
  }
}

function checkOwnOrders(model: LifeModel, { rows, rewards }: Seen): void {
  const buyers = new Map(rows.map((row) => [row.orderId, row.participantId]));
  const merged = new Set(model.orders.filter(({ person }) => person.doubted).map(({ id }) => id));
  for (const reward of rewards) {
    if (reward.side === "friend" || merged.has(reward.orderId)) continue;
    if (buyers.get(reward.orderId) === reward.participantId) {
      throw new Error(`reward ${reward.id} is for the own order ${reward.orderId}`);
    }
  }
}

function checkCaps(model: LifeModel, { rows, rewards }: Seen): void {
  const mergedOrders = new Set(model.orders.filter(({ person }) => person.doubted).map(({ id }) => id));
  const merged = new Set(
    rows.filter(({ orderId }) => mergedOrders.has(orderId)).map(({ participantId }) => participantId),
  );
  const counts = new Map<string, { count: bigint; limit: bigint }>();
  const count = (key: string, more: bigint, limit: bigint) => {
    const counted = { count: (counts.get(key)?.count ?? 0n) + more, limit };
    if (counted.count > limit) throw new Error(`cap ${key}: ${counted.count} of ${limit}`);
    counts.set(key, counted);
  };
  for (const reward of rewards.filter(stands)) {
    const { caps = {} } = model.versions.get(reward.programVersion)?.definition ?? {};
    const { perAdvocate, perAdvocatePeriod, perProgram, budget } = caps;
    const { participantId, createdAt, value, reversed } = reward;
    if (perProgram !== undefined) count("program", 1n, BigInt(perProgram));
    if (budget !== undefined) count("budget", value.amount - reversed, BigInt(budget.eur ?? "0") * 100n);
    // Two people who are made one bring with them what each was given.
    if (merged.has(participantId)) continue;
    if (perAdvocate !== undefined) count(`advocate ${participantId}`, 1n, BigInt(perAdvocate));
    if (perAdvocatePeriod !== undefined) {
      const month = createdAt.toISOString().slice(0, 7);
      count(`${month} ${participantId}`, 1n, BigInt(perAdvocatePeriod.count));
    }
  }
}

/** Nobody can use anything that is no reward of the same worth. */
function checkHost({ rewards }: Seen, { issuer }: LifeShop): void {
  for (const { code, kind, value } of issuer.issued.values()) {
    const reward = rewards.find((one) => one.code === code);
    const isRight =
      reward !== undefined &&
      reward.kind === kind &&
      reward.payout === value.amount &&
      reward.value.currency === value.currency &&
      ["approved", "issued", "reversed"].includes(reward.state);
    if (!isRight) {
      throw new Error(
        `${code} can be used for ${value.amount}: its reward is ${reward?.state ?? "none"}, pays ${reward?.payout}`,
      );
    }
  }
}

/** Each mail was sent once, and asks nobody who had said "No thanks". */
export function checkMails(model: LifeModel, { notifier, clock }: LifeShop): void {
  const { mails } = notifier;
  if (mails.length === model.mailsSeen) return;
  const known = new Set(mails.slice(0, model.mailsSeen).map(({ id }) => id));
  for (const { id, to, content } of mails.slice(model.mailsSeen)) {
    if (known.has(id)) throw new Error(`mail ${id} was sent twice`);
    known.add(id);
    const person = model.people.find(({ email }) => email === to.address);
    if (person === undefined) throw new Error(`mail ${id} went to a stranger`);
    const until = person.doubted ? null : person.dismissedUntil;
    if (content.template === "order-confirmation" && until !== null && until > clock.now()) {
      expect(content.referral).toBeNull();
    }
  }
  model.mailsSeen = mails.length;
}
