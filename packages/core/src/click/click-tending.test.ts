import type { ClickProgress } from "./click";
import { beginTending, hasBegun, nextTending } from "./click-tending";

const at = (text: string) => new Date(`2026-11-${text}Z`);
const from = (rolled: string, closed: string, purged: string): ClickProgress => ({
  rolledUntil: at(rolled),
  closedUntil: at(closed),
  purgedUntil: at(purged),
});
const next = (progress: ClickProgress, now: string, purge = true) =>
  nextTending(progress, at(now), { purge });

it("begins with the day of the oldest click", () => {
  expect(beginTending(at("02T17:00:00"))).toEqual(from("02T00:00:00", "02T00:00:00", "02T00:00:00"));
  expect(hasBegun(beginTending(new Date(1)))).toBe(false);
  expect(hasBegun(from("02T00:00:00", "02T00:00:00", "02T00:00:00"))).toBe(true);
});

describe("counting", () => {
  const today = from("02T10:00:00", "02T00:00:00", "02T00:00:00");

  it("waits until a quarter of an hour after the hour", () => {
    expect(next(today, "02T11:14:59.999")).toBeNull();
    expect(next(today, "02T11:15:00")).toEqual({
      roll: { from: at("02T08:00:00"), until: at("02T11:00:00") },
      close: [],
      purgeBefore: null,
      progress: { ...today, rolledUntil: at("02T11:00:00") },
      rolledHours: 1,
      closedDays: 0,
    });
  });

  it("does nothing when a clock was put back", () => {
    expect(next(today, "02T09:30:00")).toBeNull();
    expect(next(today, "01T00:00:00")).toBeNull();
  });

  it("closes the day with its last hour, and goes no further in one step", () => {
    expect(next(from("02T23:00:00", "02T00:00:00", "02T00:00:00"), "03T00:15:00")).toMatchObject({
      close: [at("02T00:00:00")],
      progress: from("03T00:00:00", "03T00:00:00", "02T00:00:00"),
      rolledHours: 1,
      closedDays: 1,
    });
    expect(next(today, "05T12:00:00")).toMatchObject({
      roll: { until: at("03T00:00:00") },
      close: [at("02T00:00:00")],
      rolledHours: 14,
    });
  });

  it("never counts an hour again whose clicks are gone", () => {
    const purged = from("03T02:00:00", "03T00:00:00", "03T01:00:00");
    expect(next(purged, "03T03:15:00")).toMatchObject({ roll: { from: at("03T01:00:00") } });
    expect(next({ ...purged, purgedUntil: at("02T23:00:00") }, "03T03:15:00")).toMatchObject({
      roll: { from: at("03T00:00:00") },
    });
  });
});

describe("deleting", () => {
  const counted = from("03T01:00:00", "03T00:00:00", "02T00:00:00");

  it("waits until the whole hour is a day old, and counts it and its day for the last time", () => {
    expect(next(counted, "03T00:59:59.999")).toBeNull();
    expect(next(counted, "03T01:00:00")).toEqual({
      roll: { from: at("02T00:00:00"), until: at("02T01:00:00") },
      close: [at("02T00:00:00")],
      purgeBefore: at("02T01:00:00"),
      progress: { ...counted, purgedUntil: at("02T01:00:00") },
      rolledHours: 0,
      closedDays: 0,
    });
    expect(next(counted, "03T01:00:00", false)).toBeNull();
  });

  it("does not count the visitors of a day again that is there in part", () => {
    const begun = { ...counted, purgedUntil: at("02T00:00:00") };
    expect(next({ ...begun, purgedUntil: at("02T01:00:00") }, "03T02:00:00")).toMatchObject({
      close: [],
      roll: { from: at("02T01:00:00"), until: at("02T02:00:00") },
    });
  });

  it("spares a day that is not closed, however old it is", () => {
    const late = from("09T00:00:00", "02T00:00:00", "02T00:00:00");
    expect(next(late, "09T00:14:00")).toBeNull();
  });

  it("takes a day a step", () => {
    const behind = from("09T00:00:00", "09T00:00:00", "02T05:00:00");
    expect(next(behind, "09T00:14:00")?.purgeBefore).toEqual(at("03T00:00:00"));
  });

  it("comes after counting", () => {
    const behind = from("09T00:00:00", "09T00:00:00", "02T00:00:00");
    expect(next(behind, "09T01:15:00")?.purgeBefore).toBeNull();
  });
});
