import type { Amounts } from "../../money/amounts";
import { sharesOrder } from "../offered";
import type { Incentive } from "../program";
import type { RewardRule } from "../reward-rule";
import {
  type Boost,
  type PlainAmount,
  type RewardAmount,
  type RewardTrigger,
  rewardKinds,
} from "../reward-rule";
import { type Check, isFields, problem, wrong } from "./problem";
import { fields, list, maybe, oneLevel, variants } from "./shapes";
import { amounts, date, line, oneOf, percent, slug, whole } from "./values";

type Fixed = { readonly amounts: Amounts };
type Share = { readonly percent: number };

const fixed = { amounts } satisfies Record<keyof Fixed, Check>;
const percentage = { percent } satisfies Record<keyof Share, Check>;

/** The friend's benefit. */
export const checkIncentive = variants<Incentive, "type">("type", { fixed, percentage });

const plainAmount = variants<PlainAmount, "type">("type", {
  fixed,
  percentage,
  hybrid: { amounts, percent },
});

const rewardAmount = variants<RewardAmount, "type">("type", {
  fixed,
  percentage,
  hybrid: { amounts, percent },
  tiered: { tiers: ascending(list(fields({ from: whole(1, 100_000), amount: plainAmount }), "tiers")) },
  units: { count: whole(1, 1_000_000), item: maybe(line(200)) },
});

/** Every friend is in exactly one tier: the first begins at one friend, and each begins after the one before it. */
function ascending(check: Check): Check {
  return (value, at) => {
    const problems = check(value, at);
    if (problems.length > 0) return problems;
    const froms = (value as { from: number }[]).map(({ from }) => from);
    return froms.flatMap((from, index) => {
      const field = `${at}[${index}].from`;
      if (index === 0) return from === 1 ? [] : wrong(field, "1 for the first tier", from);
      const before = froms[index - 1] as number;
      return from > before ? [] : wrong(field, `more than ${before}, the tier before`, from);
    });
  };
}

const requirements = ["shares", "invitations", "friends"] as const;
const requirement = fields<Partial<Record<(typeof requirements)[number], number>>>({
  shares: maybe(whole(1, 100_000)),
  invitations: maybe(whole(1, 100_000)),
  friends: maybe(whole(1, 100_000)),
});

const oneRequirement: Check = (value, at) => {
  const problems = requirement(value, at);
  if (problems.length > 0 || !isFields(value)) return problems;
  const given = requirements.filter((name) => value[name] !== undefined);
  return given.length === 1 ? [] : wrong(at, "exactly one of shares, invitations and friends", value);
};

const trigger = variants<RewardTrigger, "on">("on", {
  order: {
    orders: maybe(oneOf(["first", "every"])),
    months: maybe(whole(1, 120)),
    count: maybe(whole(1, 100_000)),
  },
  milestone: { friends: whole(1, 100_000) },
  level: { level: whole(1, 100), requires: oneRequirement },
  "period-end": {
    period: oneOf(["week", "month", "quarter", "year"]),
    top: whole(1, 1000),
    minimumFriends: maybe(whole(1, 100_000)),
  },
});

const boostShape = fields<Boost>({ from: date, to: date, percent: whole(101, 10_000) });

const boost: Check = (value, at) => {
  const problems = boostShape(value, at);
  if (problems.length > 0) return problems;
  const { from, to } = value as Boost;
  return inOrder(from, to) ? [] : wrong(`${at}.to`, `a date after ${from}`, to);
};

export function inOrder(from: string, to: string): boolean {
  return Date.parse(from) < Date.parse(to);
}

const side: Check = (value, at) => {
  if (value === "advocate" || value === "friend") return [];
  const expected = '"advocate" or "friend"';
  return value === undefined ? wrong(at, expected, value) : oneLevel(at, expected, value);
};

const shape = fields<RewardRule>({
  id: slug,
  side,
  kind: oneOf(rewardKinds),
  trigger,
  amount: rewardAmount,
  boosts: maybe(list(boost, "boosts")),
  cap: maybe(amounts),
  holdDays: maybe(whole(0, 365)),
  expiresAfterDays: maybe(whole(1, 3650)),
});

/** A rule of any origin, alone. */
export const checkRule: Check = (value, at) => {
  const problems = shape(value, at);
  return problems.length > 0 ? problems : contradictions(value as RewardRule, at);
};

function contradictions({ side, kind, trigger, amount, boosts, cap }: RewardRule, at: string) {
  const found: [field: string, text: string][] = [];
  const isMoney = amount.type !== "units";
  if (kind === "commission" && side === "friend") {
    found.push(["side", 'expected "advocate" for a commission, got "friend"']);
  }
  if (side === "friend" && trigger.on !== "order") {
    found.push(["trigger.on", `expected "order" for a friend's reward, got "${trigger.on}"`]);
  }
  if (!unitKinds[kind] && !isMoney) {
    found.push(["amount.type", `expected an amount of money for kind "${kind}", got "units"`]);
  }
  if (unitKinds[kind] === "only" && isMoney) {
    found.push(["amount.type", `expected "units" for kind "${kind}", got "${amount.type}"`]);
  }
  if (!isMoney && unitKinds[kind] && (amount.item === undefined) !== (kind === "points")) {
    const expected = kind === "points" ? 'nothing for kind "points"' : `what to give for kind "${kind}"`;
    found.push(["amount.item", `expected ${expected}, got ${JSON.stringify(amount.item) ?? "nothing"}`]);
  }
  if (cap !== undefined && !isMoney)
    found.push(["cap", "bounds money, and this rule gives pieces; leave it out"]);
  if (trigger.on === "order" && trigger.orders !== "every") {
    for (const field of ["months", "count"] as const) {
      if (trigger[field] !== undefined) {
        found.push([`trigger.${field}`, 'needs trigger.orders "every"; set it, or leave this out']);
      }
    }
  }
  if (trigger.on === "level" || trigger.on === "period-end") {
    if (sharesOrder(amount)) {
      found.push(["amount", "is a share of an order, and this trigger has none; use a fixed amount"]);
    }
    if (boosts !== undefined) {
      found.push(["boosts", "go by when an order was placed, and this trigger has none; leave them out"]);
    }
  }
  return found.map(([field, text]) => problem("GW_PROGRAM_CONTRADICTION", `${at}.${field}`, text));
}

/** Kinds that are given in pieces: always, or also. */
const unitKinds: Partial<Record<RewardRule["kind"], "only" | "also">> = {
  points: "only",
  "free-product": "only",
  "gated-content": "only",
  custom: "also",
};
