import fc from "fast-check";
import { daysOf, periodBefore, periodOf } from "./period";

const at = (text: string) => new Date(text);
const now = at("2026-11-25T23:59:59.999Z");

it("ends with today, as far as it has come", () => {
  expect(periodOf(7, { now })).toEqual({ from: at("2026-11-19"), until: at("2026-11-26") });
  expect(periodOf(1, { now: at("2026-11-25") })).toEqual({ from: at("2026-11-25"), until: at("2026-11-26") });
});

it("ends with the day it is told", () => {
  const period = periodOf(2, { now, last: "2026-03-01" });
  expect(daysOf(period)).toEqual(["2026-02-28", "2026-03-01"]);
});

it.each(["2026-11-31", "2026-13-01", "yesterday", "2026-11-1", ""])("refuses %s, which is no day", (last) => {
  expect(() => periodOf(7, { now, last })).toThrow(/expected a day such as "2026-11-30"/);
});

it("is compared with as many days right before it, without a gap or a day in both", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 366 }),
      fc.date({ min: at("2000-01-01"), max: at("2100-01-01"), noInvalidDate: true }),
      (days, time) => {
        const period = periodOf(days, { now: time });
        const before = periodBefore(period);
        const names = [...daysOf(before), ...daysOf(period)];
        expect(daysOf(before)).toHaveLength(days);
        expect(daysOf(period)).toHaveLength(days);
        expect(names).toEqual([...new Set(names)].sort());
        expect(before.until).toEqual(period.from);
      },
    ),
    { numRuns: Number(process.env.GOODWORD_RUNS ?? 1000) },
  );
});
