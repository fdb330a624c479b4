import { GoodwordError } from "../../errors";
import { reversalFor } from "../../money/proration";
import type { Order } from "../../order/order";
import { orderValueOf } from "../../order/order-value";
import type { Engine } from "../../ports/ports";
import type { Stores } from "../../ports/store";
import { minimumOrder } from "../../program/offered";
import { objectionsTo, withoutCode } from "../../referral/benefit";
import { claimExpiry } from "../../referral/claim";
import type { RecordedOrder, UndueBenefit } from "../../referral/recorded-order";
import type { Referral } from "../../referral/referral";
import { forgivenEntry, undueEntry } from "../../reward/ledger";
import { asksNew } from "../friends/judge-benefit";
import type { Draft } from "../queue/draft";

/**
 * What an order carries of friends' benefits and should not have had: the order is the last word, whatever was
 * judged of its cart, and when. Null where all is fine. Several are one sum, under the strongest reason.
 */
export async function undueBenefitOf(
  engine: Engine,
  stores: Stores,
  given: {
    readonly order: Order;
    readonly buyerId: string;
    readonly hasEarlierOrder: boolean;
    /** The referrals whose codes the order carries, as they were before it. */
    readonly carried: readonly Referral[];
    /** Whose referral the order was found to be; null for nobody's. */
    readonly attributed: { readonly advocateId: string; readonly referralId: string | null } | null;
  },
): Promise<UndueBenefit | null> {
  const { order, buyerId, carried, attributed } = given;
  const found: UndueBenefit[] = [];
  let isOneDue = false;
  for (const referral of dueFirst(carried, attributed?.referralId ?? null)) {
    const { programId } = referral;
    const code = referral.benefitCode as string;
    const amount = order.discounts
      .filter((one) => one.code === code)
      .reduce((sum, one) => sum + one.amount, 0n);
    const program = await engine.book.version(programId, referral.programVersion, stores.programs);
    const [reason] = objectionsTo({
      isAdvocate: referral.advocateId === buyerId,
      isKnownCustomer: asksNew(program) && given.hasEarlierOrder,
      value: orderValueOf(withoutCode(order, code), program.value),
      minimum: minimumOrder(program, order.currency)?.amount ?? null,
      isOver: claimExpiry(referral.claimedAt, program.attributionWindowDays) <= order.placedAt,
      isTaken: referral.state !== "claimed" && referral.orderId !== order.id,
      isOfOthers: attributed !== null && attributed.advocateId !== referral.advocateId,
      isSecond: isOneDue,
    });
    if (amount <= 0n) continue;
    isOneDue ||= reason === undefined;
    if (reason === undefined) continue;
    const owed = reason === "self-referral";
    found.push({ code, programId, reason, currency: order.currency, amount, owed, forgiven: 0n });
  }
  const main = found.find(({ owed }) => owed) ?? found[0];
  if (main === undefined) return null;
  const alike = found.filter(({ owed }) => owed === main.owed);
  return { ...main, amount: alike.reduce((sum, { amount }) => sum + amount, 0n) };
}

/** One friend's benefit is an order's: that of its own referral, or of the earliest claim. */
function dueFirst(carried: readonly Referral[], own: string | null): Referral[] {
  const rank = ({ id }: Referral) => (id === own ? 0 : 1);
  return [...carried].sort(
    (a, b) => rank(a) - rank(b) || a.claimedAt.getTime() - b.claimedAt.getTime() || (a.id < b.id ? -1 : 1),
  );
}

/** Takes what buyers owe for such a benefit out of their rewards: once, however often an order is heard of. */
export function oweUndue(engine: Engine, draft: Draft, row: RecordedOrder): void {
  const { undueBenefit } = row;
  if (!undueBenefit?.owed) return;
  draft.entries.push(undueEntry(row, undueBenefit, at(engine)));
}

/** Forgives what was refunded of it, or all where the order was cancelled. */
export function forgiveUndue(engine: Engine, draft: Draft, row: RecordedOrder): void {
  const { undueBenefit, price: orderValue, refunded } = row;
  if (!undueBenefit?.owed) return;
  const { amount, forgiven } = undueBenefit;
  const isGone = row.canceledAt !== null;
  const more = isGone
    ? amount - forgiven
    : reversalFor({ value: amount, reversed: forgiven, orderValue, refunded });
  if (more <= 0n) return;
  const cause = isGone ? "canceled" : `refund-${refunded}`;
  draft.entries.push(forgivenEntry(row, undueBenefit, more, cause, at(engine)));
  draft.change({ ...row, undueBenefit: { ...undueBenefit, forgiven: forgiven + more } });
}

/** Their records must not be merged into others while they are posted to. */
export async function keepDebtors(stores: Stores, rows: readonly RecordedOrder[]): Promise<void> {
  const debtors = rows.filter(({ undueBenefit }) => undueBenefit?.owed).map((row) => row.participantId);
  if (debtors.length === 0) return;
  const there = new Set(await stores.participants.keep([...new Set(debtors)].sort()));
  const gone = debtors.find((id) => !there.has(id));
  if (gone !== undefined) throw new GoodwordError("GW_RACE", `advocate ${gone}: merged meanwhile`);
}

function at({ ids, clock }: Engine) {
  return { id: ids.id("entry"), postedAt: clock.now() };
}
