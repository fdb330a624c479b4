import type { ValueDefinition } from "../order/order-value";
import { checkCondition, countries } from "./checks/check-condition";
import { checkIncentive, checkRule } from "./checks/check-rule";
import { checkTrust } from "./checks/check-trust";
import { contradictionsOf } from "./checks/contradictions";
import { type Check, isFields, type ProgramProblem, wrong } from "./checks/problem";
import { fields, list, maybe } from "./checks/shapes";
import {
  amounts,
  date,
  flag,
  line,
  oneOf,
  shareAddress,
  slug,
  text,
  webAddress,
  whole,
} from "./checks/values";
import type { Caps, ProgramDefinition } from "./program";
import type { RewardKind } from "./reward-rule";

export type { ProgramProblem, ProgramProblemCode } from "./checks/problem";

/** Names that a share link uses itself. */
const ownParameters = /^(?!(?:ref|s[1-5])$)[A-Za-z0-9_-]{1,64}$/;

const most = 1_000_000;

const caps = fields<Caps>({
  perAdvocate: maybe(whole(1, most)),
  perAdvocatePeriod: maybe(
    fields<NonNullable<Caps["perAdvocatePeriod"]>>({
      count: whole(1, most),
      period: oneOf(["day", "week", "month", "quarter", "year"]),
    }),
  ),
  perProgram: maybe(whole(1, most)),
  budget: maybe(amounts),
});

const friend: Check = (value, at) => {
  if (value === null) return [];
  return isFields(value) ? checkIncentive(value, at) : wrong(at, "a benefit, or null for none", value);
};

const shape = fields<ProgramDefinition>({
  id: slug,
  shopName: line(100),
  landingUrl: webAddress,
  shareUrl: shareAddress,
  codeWord: text(/^[A-Z]{2,12}$/, '2 to 12 capital letters, such as "FRIEND"'),
  salesChannels: maybe(list(line(200), "sales channels", { unique: true })),
  markets: maybe(countries),
  startsAt: maybe(date),
  endsAt: maybe(date),
  friend,
  combination: maybe(oneOf(["stack", "best"])),
  rewards: list(checkRule, "reward rules", { least: 0 }),
  conditions: list(checkCondition, "conditions", { least: 0 }),
  value: maybe(
    fields<ValueDefinition>({
      includeTax: maybe(flag),
      includeShipping: maybe(flag),
      beforeDiscounts: maybe(flag),
    }),
  ),
  attributionWindowDays: whole(1, 365),
  attributionTouch: maybe(oneOf(["last", "first"])),
  bindingDays: maybe(whole(1, 3650)),
  nameShare: maybe(flag),
  preservedClickIds: maybe(
    list(text(ownParameters, 'a parameter such as "gclid", other than ref and s1–s5'), "click ids", {
      unique: true,
    }),
  ),
  holdDays: whole(0, 365),
  holdFrom: maybe(oneOf(["placed", "captured", "fulfilled", "delivered"])),
  caps: maybe(caps),
  trust: maybe(checkTrust),
});

/**
 * Everything that is wrong with a definition of any origin; empty when it can be saved as a `ProgramDefinition`.
 * Pure and total. What contradicts itself is looked for once each field alone is right. `host` says what can be
 * issued; without it any kind may be promised.
 */
export function checkProgram(
  definition: unknown,
  host?: { readonly kinds: readonly RewardKind[] },
): ProgramProblem[] {
  const problems = shape(definition, "");
  return problems.length > 0
    ? problems
    : contradictionsOf(definition as ProgramDefinition, host?.kinds ?? null);
}
