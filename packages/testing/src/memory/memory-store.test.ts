import { aMessage } from "../builders";
import { describeStore } from "../contract/describe-store";
import { testClock } from "../test-clock";
import { memoryStore } from "./memory-store";

describeStore("memory store", async () => ({ store: memoryStore(), close: async () => {} }));

it("refuses to be used inside its own transaction, where a single connection would wait for itself", async () => {
  const store = memoryStore();
  await expect(store.transaction(() => store.inbox.put([aMessage()]))).rejects.toMatchObject({
    code: "GW_TRANSACTION",
    action: "fix-config",
    message: expect.stringContaining("used inside its own transaction"),
  });
  expect(await store.inbox.put([aMessage()])).toBe(1);
});

it("may be used by work that a transaction began and did not wait for", async () => {
  const store = memoryStore();
  let outlived: Promise<number> | undefined;
  await store.transaction(async () => {
    outlived = new Promise((resolve) => setTimeout(resolve, 5)).then(() => store.inbox.put([aMessage()]));
  });
  expect(await outlived).toBe(1);
});

it("tells the time it was given", async () => {
  const clock = testClock("2026-11-02T09:00:00.000Z");
  const store = memoryStore({ now: clock.now });
  clock.advance({ hours: 1 });
  expect(await store.now()).toEqual(new Date("2026-11-02T10:00:00.000Z"));
});

it("a transaction of one memory store may use another, and not itself through it", async () => {
  const [one, other] = [memoryStore(), memoryStore()];
  await one.transaction(() => other.transaction(() => other.now()));
  const circle = one.transaction(() => other.transaction(() => one.transaction(() => one.now())));
  await expect(circle).rejects.toThrow("used inside its own transaction");
});
