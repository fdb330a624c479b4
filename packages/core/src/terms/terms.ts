import { GoodwordError } from "../errors";
import { type Currency, formatMoney, type Money } from "../money/money";
import { headlineRule, isOffered } from "../program/offered";
import type { Program } from "../program/program";
import type { RewardRule } from "../program/reward-rule";
import type { ClaimRefusal } from "../referral/claim";
import { conditionTerms } from "./program-terms";
import { arrivalOf, minimumOf, type Say, sayIn, sayIncentive, sayPromise, sayReward, wordsOf } from "./say";
import { sentences } from "./words";

export { programTerms } from "./program-terms";
export {} from "./say";

/** The figures a prompt may use, in the words of a locale; each can follow "you get", and none is ever empty. */
export interface ProgramFigures {
  /** "nothing extra" where only the advocate gains: a disclosure then still says what the friend gets. */
  readonly friendReward: string;
  /** The headline rule's; "nothing" where only the friend gains. */
  readonly advocateReward: string;
  /** The main conditions for the advocate, in plain words. */
  readonly conditions: string;
  /** The main conditions for the friend. */
  readonly offerConditions: string;
}

/**
 * A program in plain words, from the same data that decides.
 * @throws GoodwordError `GW_CURRENCY_NOT_OFFERED` when it does not offer both sides' benefits in this currency
 */
export function programFigures(program: Program, code: Currency, locale: string): ProgramFigures {
  if (!isOffered(program, code)) {
    throw new GoodwordError("GW_CURRENCY_NOT_OFFERED", `program ${program.id}: offers nothing in ${code}`, {
      action: "fix-config",
    });
  }
  const say = sayIn(code, locale);
  const rule = headlineRule(program);
  const { nothing } = say.words;
  return {
    friendReward: friendReward(say, program) ?? nothing.friend,
    advocateReward: (rule && sayPromise(say, rule)) ?? nothing.advocate,
    conditions: sentences(
      ...mainConditions(say, program),
      rule && say.words.arrival(arrivalOf(program, rule)),
    ),
    offerConditions: offerConditions(say, program),
  };
}

/** At the checkout, or else what the first rule for friends promises. */
function friendReward(say: Say, program: Program): string | null {
  if (program.friend !== null) return sayIncentive(say, program.friend);
  return (
    friendRules(program)
      .map((rule) => sayReward(say, rule))
      .find((what) => what !== null) ?? null
  );
}

function friendRules({ rewards }: Program): RewardRule[] {
  return rewards.filter(({ side }) => side === "friend");
}

function mainConditions(say: Say, program: Program): (string | null)[] {
  return [
    say.words.conditions({ newCustomer: asksNew(program), minimum: minimumOf(say, program) }),
    ...program.conditions
      .filter(({ type }) => type !== "new-customer" && type !== "minimum-order")
      .flatMap((condition) => conditionTerms(say, program, condition)),
  ];
}

/** A benefit at the checkout is the friend's at once; what comes by a rule is earned under its conditions. */
function offerConditions(say: Say, program: Program): string {
  const isEarned = program.friend === null && friendRules(program).length > 0;
  const conditions = isEarned
    ? mainConditions(say, {
        ...program,
        conditions: program.conditions.filter(({ type }) => type !== "new-customer"),
      })
    : [];
  return sentences(
    ...conditions,
    say.words.offerConditions({
      newCustomer: asksNew(program),
      // What is earned by a rule has said its conditions already.
      minimum: program.friend === null ? null : minimumOf(say, program),
      days: program.attributionWindowDays,
      hasBenefit: program.friend !== null,
    }),
    program.friend !== null && program.combination === "best" ? say.words.onlyTheBest : null,
  );
}

/**
 * Why a friend's benefit is not on a cart. The program is null where nobody knows whose code it was.
 */
export function sayClaimRefusal(
  program: Program | null,
  { reason, missing }: { readonly reason: ClaimRefusal; readonly missing: Money | null },
  locale: string,
): string {
  const { refusal, missing: sayMissing } = wordsOf(locale);
  if (reason === "code-unknown") return refusal.unknown;
  if (reason !== "below-minimum") return refusal[reason];
  if (missing === null || !program?.friend) return refusal["not-applicable"];
  const what = sayIncentive(sayIn(missing.currency, locale), program.friend);
  return what === null ? refusal["not-applicable"] : sayMissing(formatMoney(missing, locale, "short"), what);
}

function asksNew({ conditions }: Program): boolean {
  return conditions.some(({ type }) => type === "new-customer");
}

/** An amount off in words: "€10 off", "10 € Rabatt". */
export function moneyOff(value: Money, locale: string): string {
  return wordsOf(locale).off(formatMoney(value, locale, "short"));
}

/** How an issued reward may be used, in words; of a single-use code where no rule is given. */
export function rewardConditions(
  program: Program,
  locale: string,
  rule?: Pick<RewardRule, "kind" | "expiresAfterDays">,
): string {
  const words = wordsOf(locale);
  return sentences(
    words.rewardConditions(rule?.kind ?? "discount-code", program.shopName),
    rule?.expiresAfterDays !== undefined && words.valid(rule.expiresAfterDays),
  );
}
