import { ceilings, shopSize } from "@goodword/api";
import { createRefusedBearers } from "./refused-bearers";

const perMinute = ceilings.unsigned.address?.[0]?.most as number;

beforeEach(() => jest.useFakeTimers({ now: new Date("2026-11-02T09:00:00Z") }));
afterEach(() => jest.useRealTimers());

/** So many wrong bearers, one after the other; how many of them were not refused for their number. */
async function counted({ count }: ReturnType<typeof createRefusedBearers>, times: number, address: string) {
  let answered = 0;
  for (let n = 0; n < times; n += 1) {
    const asked = count(address);
    // From half of the ceiling on an answer is held back.
    await jest.advanceTimersByTimeAsync(500);
    if ((await asked) === null) answered += 1;
  }
  return answered;
}

describe("wrong bearers", () => {
  it("are refused by address from so many a minute on, with the seconds until the next try", async () => {
    const bearers = createRefusedBearers();
    expect(await counted(bearers, perMinute + 5, "203.0.113.9")).toBe(perMinute);
    const retryAfter = (await bearers.count("203.0.113.9")) as number;
    expect(retryAfter).toBeGreaterThan(0);
    expect(retryAfter).toBeLessThanOrEqual(60);
    expect(await counted(bearers, 1, "198.51.100.7")).toBe(1);
    await jest.advanceTimersByTimeAsync(retryAfter * 1_000);
    expect(await counted(bearers, 1, "203.0.113.9")).toBe(1);
  });

  it("have the room of a shop where they come from a private address, which may stand for everybody", async () => {
    expect(await counted(createRefusedBearers(), perMinute * 2, "10.0.0.7")).toBe(perMinute * 2);
    expect(shopSize).toBeGreaterThan(2);
  });
});
