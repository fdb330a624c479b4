import fc from "fast-check";
import { currency, formatMoney, moneyOf } from "../money/money";
import { checkProgram } from "../program/check-program";
import type { Condition } from "../program/conditions";
import { offeredCurrencies } from "../program/offered";
import type { Program, ProgramDefinition } from "../program/program";
import { type PlainAmount, type RewardAmount, type RewardRule, rewardKinds } from "../program/reward-rule";
import { programFigures, programTerms } from "./terms";

const runs = { numRuns: Number(process.env.GOODWORD_RUNS ?? 1000) };
const eur = currency("eur");

const count = fc.integer({ min: 1, max: 5000 });
const days = fc.integer({ min: 1, max: 365 });
const amounts = fc.integer({ min: 1, max: 500_000 }).map((cents) => ({
  eur: `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`,
}));
const percent = fc.integer({ min: 1, max: 10_000 }).map((hundredths) => hundredths / 100);
const fixed = amounts.map((table) => ({ type: "fixed", amounts: table }) as const);
const plain: fc.Arbitrary<PlainAmount> = fc.oneof(
  fixed,
  percent.map((value) => ({ type: "percentage", percent: value }) as const),
  fc
    .tuple(amounts, percent)
    .map(([table, value]) => ({ type: "hybrid", amounts: table, percent: value }) as const),
);
const tiered = fc
  .uniqueArray(fc.integer({ min: 2, max: 500 }), { maxLength: 3 })
  .chain((froms) =>
    fc.tuple(...[1, ...froms.sort((a, b) => a - b)].map((from) => plain.map((amount) => ({ from, amount })))),
  )
  .map((tiers) => ({ type: "tiered", tiers }) as const);
const moment = fc.date({ min: new Date("2026-01-01"), max: new Date("2029-12-31"), noInvalidDate: true });
const span = fc.tuple(moment, fc.integer({ min: 1, max: 100 })).map(([from, hours]) => ({
  from: from.toISOString(),
  to: new Date(from.getTime() + hours * 3_600_000).toISOString(),
}));

const rule: fc.Arbitrary<Omit<RewardRule, "id">> = fc
  .record({
    kind: fc.constantFrom(...rewardKinds),
    side: fc.constantFrom("advocate" as const, "friend" as const),
    money: fc.oneof(plain, tiered),
    pieces: count,
    cap: fc.option(amounts, { nil: undefined }),
    boosts: fc.option(
      fc.array(fc.record({ span, percent: fc.integer({ min: 101, max: 500 }) }), {
        minLength: 1,
        maxLength: 2,
      }),
      { nil: undefined },
    ),
    holdDays: fc.option(days, { nil: undefined }),
    expiresAfterDays: fc.option(days, { nil: undefined }),
    months: fc.option(fc.integer({ min: 1, max: 120 }), { nil: undefined }),
    times: fc.option(count, { nil: undefined }),
    friends: count,
    on: fc.constantFrom("first", "every", "milestone"),
  })
  .map(
    ({ kind, side, money, pieces, cap, boosts, holdDays, expiresAfterDays, months, times, friends, on }) => {
      const inPieces = kind === "points" || kind === "free-product" || kind === "gated-content";
      const amount: RewardAmount = inPieces
        ? { type: "units", count: pieces, ...(kind !== "points" && { item: "mug" }) }
        : money;
      const who = kind === "commission" || on === "milestone" ? "advocate" : side;
      return {
        kind,
        side: who,
        amount,
        trigger:
          on === "milestone"
            ? { on, friends }
            : on === "first"
              ? { on: "order" }
              : { on: "order", orders: "every", ...(months && { months }), ...(times && { count: times }) },
        ...(cap && !inPieces && { cap }),
        ...(boosts && {
          boosts: boosts.map(({ span: { from, to }, percent: more }) => ({ from, to, percent: more })),
        }),
        ...(holdDays && { holdDays }),
        ...(expiresAfterDays && { expiresAfterDays }),
      } satisfies Omit<RewardRule, "id">;
    },
  );

const conditions: fc.Arbitrary<Condition[]> = fc
  .tuple(amounts, fc.integer({ min: 2, max: 100 }), days)
  .chain(([table, n, withinDays]) =>
    fc.subarray<Condition>([
      { type: "new-customer" },
      { type: "minimum-order", amounts: table },
      { type: "markets", countries: ["de", "ch"] },
      { type: "products", include: ["p 77"], exclude: ["p 78"] },
      { type: "orders", count: n, withinDays },
      { type: "captured" },
      { type: "fulfilled" },
      { type: "delivered" },
    ]),
  );

const definition: fc.Arbitrary<ProgramDefinition> = fc
  .record({
    friend: fc.option(
      fc.oneof(
        fixed,
        percent.map((value) => ({ type: "percentage" as const, percent: value })),
      ),
    ),
    rules: fc.uniqueArray(rule, {
      minLength: 1,
      maxLength: 4,
      selector: ({ trigger }) => (trigger.on === "milestone" ? trigger.friends : trigger),
    }),
    conditions,
    dates: fc.option(span, { nil: undefined }),
    caps: fc.record(
      {
        perAdvocate: count,
        perAdvocatePeriod: fc.record({ count, period: fc.constantFrom("day" as const, "month" as const) }),
        perProgram: count,
      },
      { requiredKeys: [] },
    ),
    attributionWindowDays: days,
    bindingDays: days,
    holdDays: fc.integer({ min: 0, max: 365 }),
  })
  .map(({ rules, dates, ...rest }) => ({
    id: "friends",
    shopName: "Mug & Co",
    landingUrl: "https://shop.example/welcome",
    shareUrl: "https://shop.example/go",
    codeWord: "FRIEND",
    rewards: rules.map((each, index) => ({ id: `rule-${index}`, ...each })),
    ...(dates && { startsAt: dates.from, endsAt: dates.to }),
    ...rest,
  }));

const locales = ["en", "de", "de-AT", "en-GB"];
const numbersIn = (text: string) => text.match(/\d+(?:[.,’\u00a0\u202f]\d+)*/g) ?? [];

/** Formatters are slow to make, and there are many figures. */
const formats = new Map(
  [...locales, "en", "de"].map((locale) => [
    locale,
    {
      number: new Intl.NumberFormat(locale),
      percent: new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 }),
      date: new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone: "UTC" }),
    },
  ]),
);

/** Every number that a locale, or its language alone, may write a figure of the data with. */
function figuresOf(value: unknown, locale: string): string[] {
  if (typeof value === "number") {
    return [locale, locale.slice(0, 2)].flatMap((each) => {
      const format = formats.get(each);
      return [format?.number.format(value), format?.percent.format(value / 100)].flatMap((text) =>
        numbersIn(text ?? ""),
      );
    });
  }
  if (typeof value === "string" && /^\d+\.\d\d$/.test(value)) {
    return numbersIn(formatMoney(moneyOf(value, eur), locale, "short"));
  }
  if (typeof value === "string" && /^\d{4}-/.test(value)) {
    return numbersIn(formats.get(locale)?.date.format(new Date(value)) ?? "");
  }
  return typeof value === "object" && value !== null
    ? Object.values(value).flatMap((each) => figuresOf(each, locale))
    : [];
}

describe("a program in words", () => {
  it("may be any that was checked", () => {
    fc.assert(
      fc.property(definition, (program) => {
        expect(checkProgram(program)).toEqual([]);
      }),
      runs,
    );
  });

  it("names no number that is not one of its figures", () => {
    fc.assert(
      fc.property(definition, fc.constantFrom(...locales), (given, locale) => {
        const program: Program = { ...given, version: 999_983 };
        const code = offeredCurrencies(program)[0] ?? eur;
        const known = new Set(figuresOf(given, locale));
        const figures = programFigures(program, code, locale);
        const said = [...programTerms(program, code, locale), ...Object.values(figures)];
        for (const text of said) {
          // A place of a ranking is counted from one.
          expect(numbersIn(text).filter((number) => !known.has(number))).toEqual([]);
          expect(text).not.toMatch(/undefined|null|NaN|\{|\}| {2}|^ | $/);
        }
        expect(figures.friendReward).not.toBe("");
        expect(figures.advocateReward).not.toBe("");
      }),
      runs,
    );
  });

  it("leaves none of its figures out", () => {
    fc.assert(
      fc.property(definition, fc.constantFrom("en", "de"), (given, locale) => {
        const terms = programTerms({ ...given, version: 1 }, eur, locale).join(" ");
        const said = new Set(numbersIn(terms));
        const {
          holdDays,
          attributionWindowDays,
          bindingDays,
          rewards,
          friend,
          conditions: asked,
          caps = {},
          ...rest
        } = given;
        const usesHold = rewards.some((each) => each.holdDays === undefined);
        const told = {
          attributionWindowDays,
          bindingDays,
          friend,
          caps,
          dates: [rest.startsAt, rest.endsAt],
          hold: usesHold && holdDays > 0 ? holdDays : null,
          asked: asked.map((each) => (each.type === "products" ? null : each)),
          // One piece is "a free product".
          rewards: rewards.map(({ amount, ...each }) => ({
            ...each,
            amount: amount.type === "units" && amount.count === 1 ? null : amount,
          })),
        };
        const missing = numbersOf(told).filter((texts) => !texts.some((text) => said.has(text)));
        expect(missing).toEqual([]);
      }),
      runs,
    );

    function numbersOf(value: unknown): string[][] {
      if (typeof value === "object" && value !== null) return Object.values(value).flatMap(numbersOf);
      const written = ["en", "de"].flatMap((each) => figuresOf(value, each));
      return written.length === 0 ? [] : [written];
    }
  });
});
