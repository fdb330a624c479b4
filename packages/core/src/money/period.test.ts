import fc from "fast-check";
import { GoodwordError } from "../errors";
import type { Period } from "./period";
import { periodKey, periodRange } from "./period";

const numRuns = Number(process.env.GOODWORD_RUNS ?? 1_000);
const periods: Period[] = ["day", "week", "month", "quarter", "year"];

describe("a period's key", () => {
  it.each([
    ["day", "2026-11-25"],
    ["week", "2026-W48"],
    ["month", "2026-11"],
    ["quarter", "2026-Q4"],
    ["year", "2026"],
  ] as const)("of a %s is %s", (period, key) => {
    expect(periodKey(period, new Date("2026-11-25T00:00:00Z"))).toBe(key);
    expect(periodKey(period, new Date("2026-11-25T23:59:59.999Z"))).toBe(key);
  });

  it.each([
    // ISO 8601: a week belongs to the year of its Thursday.
    ["2026-01-01T12:00:00Z", "2026-W01"],
    ["2025-12-29T00:00:00Z", "2026-W01"],
    ["2025-12-28T23:59:59Z", "2025-W52"],
    ["2026-12-31T12:00:00Z", "2026-W53"],
    ["2027-01-03T23:59:59.999Z", "2026-W53"],
    ["2027-01-04T00:00:00Z", "2027-W01"],
    ["2021-01-01T00:00:00Z", "2020-W53"],
    ["2024-12-30T00:00:00Z", "2025-W01"],
    ["2026-03-02T00:00:00Z", "2026-W10"],
  ])("%s is in week %s", (at, key) => {
    expect(periodKey("week", new Date(at))).toBe(key);
  });

  it.each([
    ["01", "Q1"],
    ["03", "Q1"],
    ["04", "Q2"],
    ["06", "Q2"],
    ["07", "Q3"],
    ["09", "Q3"],
    ["10", "Q4"],
    ["12", "Q4"],
  ])("month %s is in %s", (month, quarter) => {
    expect(periodKey("quarter", new Date(`2026-${month}-15T00:00:00Z`))).toBe(`2026-${quarter}`);
  });
});

describe("a period's range", () => {
  it.each([
    ["day", "2026-02-28", "2026-02-28T00:00:00.000Z", "2026-03-01T00:00:00.000Z"],
    ["week", "2026-W48", "2026-11-23T00:00:00.000Z", "2026-11-30T00:00:00.000Z"],
    ["week", "2026-W01", "2025-12-29T00:00:00.000Z", "2026-01-05T00:00:00.000Z"],
    ["week", "2026-W53", "2026-12-28T00:00:00.000Z", "2027-01-04T00:00:00.000Z"],
    ["month", "2026-12", "2026-12-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"],
    ["quarter", "2026-Q1", "2026-01-01T00:00:00.000Z", "2026-04-01T00:00:00.000Z"],
    ["quarter", "2026-Q4", "2026-10-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"],
    ["year", "2026", "2026-01-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"],
  ] as const)("of the %s %s is from %s to %s", (period, key, from, to) => {
    expect(periodRange(period, key)).toEqual({ from: new Date(from), to: new Date(to) });
  });

  it.each([
    ["day", "2026-02-30"],
    ["day", "2026-11"],
    ["week", "2025-W53"],
    ["week", "2026-W00"],
    ["week", "2026-048"],
    ["month", "2026-13"],
    ["month", "2026-11-25"],
    ["quarter", "2026-Q5"],
    ["quarter", "2026-Q0"],
    ["year", "26"],
    ["year", "2026-11"],
    ["year", ""],
  ] as const)("of the %s %j is refused", (period, key) => {
    const range = () => periodRange(period, key);
    expect(range).toThrow(GoodwordError);
    expect(range).toThrow(`period: "${key}" names no ${period}`);
    expect(range).toThrow(expect.objectContaining({ code: "GW_PERIOD", action: "fix-config" }));
  });

  it("holds every moment whose key it is, and neither its end nor the one before its start", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...periods),
        fc.date({ min: new Date("1990-01-01"), max: new Date("2100-01-01"), noInvalidDate: true }),
        (period, at) => {
          const key = periodKey(period, at);
          const { from, to } = periodRange(period, key);
          expect(from <= at && at < to).toBe(true);
          expect(periodKey(period, from)).toBe(key);
          expect(periodKey(period, new Date(to.getTime() - 1))).toBe(key);
          expect(periodKey(period, to)).not.toBe(key);
          expect(periodKey(period, new Date(from.getTime() - 1))).not.toBe(key);
        },
      ),
      { numRuns },
    );
  });
});
