import { randomIds } from "./random-ids";

it("makes ids that are ULIDs, grow with time and differ", () => {
  jest.useFakeTimers({ now: Date.UTC(2026, 10, 25) });
  const ids = Array.from({ length: 1_000 }, () => randomIds.id("click"));
  for (const id of ids) expect(id).toMatch(/^click_01[0-9A-HJKMNP-TV-Z]{24}$/);
  expect(new Set(ids).size).toBe(1_000);
  jest.advanceTimersByTime(1);
  const later = randomIds.id("click");
  expect([...ids, later].sort().at(-1)).toBe(later);
  jest.useRealTimers();
});
