import type { Currency } from "../../money/money";
import type { Engine } from "../../ports/ports";
import type { Stores } from "../../ports/store";
import { isPaidForClicks } from "../../program/paid-for-clicks";
import type { Program } from "../../program/program";
import type { RewardRule } from "../../program/reward-rule";
import { newCode } from "../../referral/code";
import { amountOf } from "../../reward/amount";
import { counterKeysOf } from "../../reward/caps";
import { clicksReview } from "../../trust/clicks-review";
import { book } from "../orders/convert";
import type { Draft } from "../queue/draft";

const day = 86_400_000;

/** Grants what no single order earns, a level or a period's bonus, within the program's caps; its hold begins now. */
export async function grantOutright(
  engine: Engine,
  stores: Stores,
  draft: Draft,
  given: {
    readonly program: Program;
    readonly rule: RewardRule;
    readonly advocateId: string;
    /** Makes the grant unique, with program and rule. */
    readonly orderId: string;
    readonly currency: Currency;
  },
): Promise<void> {
  const { program, rule, advocateId, orderId, currency } = given;
  const { clock, ids } = engine;
  const now = clock.now();
  const value = amountOf(rule, { currency, orderValue: 0n, qualifiedFriends: 0, placedAt: now });
  if (value === null) return;
  const keys = counterKeysOf(program, { advocateId, at: now, currency: value.currency });
  draft.knowCounters(await stores.counters.hold(keys));
  book(
    engine,
    draft,
    {
      id: ids.id("reward"),
      programId: program.id,
      programVersion: program.version,
      orderId,
      referralId: null,
      rule: rule.id,
      side: rule.side,
      kind: rule.kind,
      participantId: advocateId,
      value,
      reversed: 0n,
      restored: 0n,
      payout: null,
      settled: 0n,
      state: "pending",
      code: newCode("THANKS", ids),
      dueAt: new Date(now.getTime() + (rule.holdDays ?? program.holdDays) * day),
      createdAt: now,
      issuedAt: null,
      reversedAt: null,
      expiresAt: null,
      usedBeforeReversal: null,
      declined: null,
      ...(isPaidForClicks(rule) ? clicksReview(now) : { verdict: null, review: null }),
    },
    program,
  );
}
