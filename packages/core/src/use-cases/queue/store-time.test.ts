import type { Store } from "../../ports/store";
import { storeTime } from "./store-time";

const noon = new Date("2026-11-02T12:00:00.000Z").getTime();

/** An instance whose clock is ten minutes fast; the store's answers are counted. */
function instance() {
  const at = { process: noon + 600_000, store: noon, asked: 0 };
  const time = storeTime({
    store: {
      now: async () => {
        at.asked += 1;
        return new Date(at.store);
      },
    } as Store,
    clock: { now: () => new Date(at.process) },
  });
  const pass = (milliseconds: number) => {
    at.process += milliseconds;
    at.store += milliseconds;
  };
  return { at, time, pass };
}

describe("the store's time", () => {
  it("sets a clock that goes wrong, and goes on from there", async () => {
    const { time, pass } = instance();
    expect(time.clock.now()).toEqual(new Date(noon + 600_000));
    expect(await time.store.now()).toEqual(new Date(noon));
    pass(5_000);
    expect(time.clock.now()).toEqual(new Date(noon + 5_000));
  });

  it("is asked for once a minute", async () => {
    const { at, time, pass } = instance();
    expect(await time.time()).toEqual(new Date(noon));
    pass(59_999);
    expect(await time.time()).toEqual(new Date(noon + 59_999));
    expect(at.asked).toBe(1);
    pass(1);
    expect(await time.time()).toEqual(new Date(noon + 60_000));
    expect(at.asked).toBe(2);
  });

  it("is asked for again when the process's clock is set back", async () => {
    const { at, time } = instance();
    await time.time();
    at.process -= 3_600_000;
    expect(await time.time()).toEqual(new Date(noon));
    expect(at.asked).toBe(2);
  });
});
