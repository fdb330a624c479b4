import type { Currency, Money } from "../../money/money";
import type { Order } from "../../order/order";
import type { Engine } from "../../ports/ports";
import { checkProgram, type ProgramProblem } from "../../program/check-program";
import type { Program, ProgramDefinition } from "../../program/program";
import { attribute, type Candidate, type LossReason, type Touch } from "../../referral/attribution";
import type { OrderMark, RecordedOrder } from "../../referral/recorded-order";
import type { Referral, RejectionReason } from "../../referral/referral";
import type { DeclineReason, Reward } from "../../reward/reward";
import { nothingSuspicious } from "../../trust/facts";
import { traceKeysOf } from "../../trust/traces";
import { asOfNow } from "../orders/as-of-now";
import { conversionCounters, convert } from "../orders/convert";
import { rulesOf } from "../orders/evidence";
import type { Won } from "../orders/facts";
import { relate } from "../orders/relate";
import { reverseForOrder } from "../orders/reverse";
import { Draft } from "../queue/draft";

const page = 200;

/** What a program would have paid, beside what was paid. Amounts are minor units by currency, after reversals. */
export interface ProgramSimulation {
  /** Recorded orders looked at, and those that somebody would have been thought to have sent. */
  readonly orders: number;
  readonly attributed: number;
  readonly qualified: number;
  readonly rejected: Readonly<Partial<Record<RejectionReason, number>>>;
  /** Grants that would have been refused at a cap. */
  readonly declined: Readonly<Partial<Record<DeclineReason, number>>>;
  readonly wouldPay: readonly Money[];
  readonly paid: readonly Money[];
  /** By advocate or, for a friend's own reward, by friend; the most rewards first. */
  readonly people: readonly {
    readonly participantId: string;
    readonly rewards: number;
    readonly wouldPay: readonly Money[];
    readonly paid: readonly Money[];
  }[];
}

/** Losses that another program's rules may turn; the others are about the order or the code itself. */
const byRules: ReadonlySet<LossReason> = new Set([
  "weaker-evidence",
  "earlier-touch",
  "later-touch",
  "same-touch",
  "outside-window",
  "self",
]);

/**
 * Runs a changed program over the orders placed in a time, as the host tells them now, and says what it would have
 * paid and to whom. The same decisions as for a live order, in the order they were placed; nothing is written.
 *
 * Only orders recorded by Goodword whose evidence belongs to this program are judged. What fraud signals found then
 * stands, as what they looked at is not kept. Ladders and period bonuses are left out: they look at more than orders.
 */
export async function simulateProgram(
  engine: Engine,
  input: { definition: ProgramDefinition; from: Date; to: Date },
): Promise<
  { simulation: ProgramSimulation; problems: [] } | { simulation: null; problems: ProgramProblem[] }
> {
  const problems = checkProgram(input.definition, { kinds: engine.issuer.kinds });
  if (problems.length > 0) return { simulation: null, problems };
  const program: Program = { ...input.definition, version: 0 };
  const draft = new Draft();
  const tally = { orders: 0, attributed: 0, paid: [] as Reward[] };
  let after: OrderMark | null = null;
  for (;;) {
    const rows = await engine.store.orders.placedBetween(input.from, input.to, { after, limit: page });
    if (rows.length === 0) break;
    after = rows.at(-1) ?? null;
    tally.orders += rows.length;
    const sent = rows.filter((row) => row.attribution.candidates.length > 0);
    const paid = await engine.store.rewards.byOrders(sent.map(({ orderId }) => orderId));
    tally.paid.push(...paid.filter(({ programId }) => programId === program.id));
    const hosts = new Map(
      (await engine.orders.load(sent.map(({ orderId }) => orderId))).map((order) => [order.id, order]),
    );
    draft.knowStanding(await engine.store.orders.standing(sent.map(({ participantId }) => participantId)));
    for (const row of sent) {
      const order = hosts.get(row.orderId);
      if (order !== undefined && (await judgeAgain(engine, draft, program, row, order)))
        tally.attributed += 1;
    }
  }
  return { simulation: summary(draft, tally), problems: [] };
}

/** Decides one order again; false where nobody would be thought to have sent its buyer. */
async function judgeAgain(
  engine: Engine,
  draft: Draft,
  program: Program,
  row: RecordedOrder,
  order: Order,
): Promise<boolean> {
  const buyerId = row.participantId;
  const touches = row.attribution.candidates.flatMap((candidate) => touchAgain(program, candidate));
  const bound = draft.binding(program.id, buyerId);
  const { winner } = attribute({ ...order, buyerId }, touches);
  if (winner === null && bound === null) return false;
  const known = bound && draft.referral(bound.referralId);
  const advocateId = known?.advocateId ?? winner?.advocateId ?? "";
  const code = known?.code ?? winner?.code ?? "";
  const claimedAt = winner?.touchedAt ?? order.placedAt;
  const referral = relate(engine, draft, order, buyerId, program, {
    known,
    fresh: { code, advocateId, source: "claim", claimedAt },
  });
  const won = { order, buyerId, keys: traceKeysOf(engine.options.secret, order), referral, program };
  const { id: orderId, customerId, email, placedAt } = order;
  const earlier = { orderId, customerId, email, before: placedAt };
  holdFromZero(draft, won);
  const fresh: RecordedOrder = {
    ...row,
    referralId: referral.id,
    verdict: "none",
    reasons: [],
    ...asOfNow(order, program),
  };
  // A change of a row that is not new is a change of a stored one: here nothing is stored.
  draft.add(fresh);
  if (order.canceledAt !== null) draft.dropMark(buyerId, order.id);
  if (row.reasons.includes("trust-declined")) {
    draft.change({ ...fresh, verdict: "rejected", reasons: ["trust-declined"] });
    return true;
  }
  convert(engine, draft, {
    ...won,
    row: fresh,
    hasEarlierOrder:
      (await engine.orders.hasEarlierOrder(earlier)) ||
      draft.standing(buyerId).some((mark) => mark.placedAt < placedAt),
    facts: { ...nothingSuspicious, loop: row.reasons.includes("advocate-loop") },
    earlierGrants: grantsOf(draft, referral),
    attempt: 1,
    asItStands: true,
    asOf: engine.clock.now(),
  });
  for (const reward of draft.grantsOf(order.id)) {
    reverseForOrder(engine, draft, fresh, reward, program, "refund");
  }
  return true;
}

/** What was known of a touch, under the rules that are tried. */
function touchAgain(program: Program, candidate: Candidate): Touch[] {
  const { kind, code, advocateId, touchedAt, lost } = candidate;
  if (advocateId === undefined || (candidate.programId ?? program.id) !== program.id) return [];
  if (kind === "binding" || (lost !== null && !byRules.has(lost))) return [];
  const { id: programId, version: programVersion } = program;
  const rules = rulesOf(program);
  const touched = new Date(touchedAt);
  return [{ kind, code, advocateId, programId, programVersion, referral: null, touchedAt: touched, rules }];
}

/** Counts begin at nothing: the program is tried as if it began with the time looked at. */
function holdFromZero(draft: Draft, won: Won): void {
  const keys = conversionCounters(won);
  draft.knowCounters(draft.countersOf(keys));
}

function grantsOf(draft: Draft, referral: Referral): Map<string, number> {
  const grants = new Map<string, number>();
  for (const { referralId, rule, state } of draft.grants) {
    if (referralId === referral.id && state !== "declined") grants.set(rule, (grants.get(rule) ?? 0) + 1);
  }
  return grants;
}

function summary(
  draft: Draft,
  { orders, attributed, paid }: { orders: number; attributed: number; paid: readonly Reward[] },
): ProgramSimulation {
  const standing = (reward: Reward) => reward.state !== "declined" && reward.value.amount > reward.reversed;
  const would = draft.grants.filter(standing);
  const did = paid.filter(standing);
  const ids = [...new Set([...would, ...did].map(({ participantId }) => participantId))];
  const of = (rewards: readonly Reward[], id: string) => rewards.filter((one) => one.participantId === id);
  return {
    orders,
    attributed,
    qualified: draft.newOrders.filter(({ verdict }) => verdict === "qualified").length,
    rejected: countBy(draft.newOrders.flatMap(({ reasons }) => reasons)),
    declined: countBy(draft.grants.flatMap(({ declined }) => declined ?? [])),
    wouldPay: totals(would),
    paid: totals(did),
    people: ids
      .map((participantId) => ({
        participantId,
        rewards: of(would, participantId).length,
        wouldPay: totals(of(would, participantId)),
        paid: totals(of(did, participantId)),
      }))
      .sort((a, b) => b.rewards - a.rewards || (a.participantId < b.participantId ? -1 : 1)),
  };
}

function totals(rewards: readonly Reward[]): Money[] {
  const sums = new Map<Currency, bigint>();
  for (const { value, reversed } of rewards) {
    sums.set(value.currency, (sums.get(value.currency) ?? 0n) + value.amount - reversed);
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, amount]) => ({ currency, amount }));
}

function countBy<K extends string>(keys: readonly K[]): Partial<Record<K, number>> {
  const counts: Partial<Record<K, number>> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}
