import { EventEmitter } from "node:events";
import { setImmediate as later } from "node:timers/promises";
import { Checkouts } from "./checkouts";

/** Whether what was begun has come to an end. */
function watch(promise: Promise<void>) {
  const seen = { isOver: false };
  promise.then(() => {
    seen.isOver = true;
  });
  return seen;
}

describe("work in the background", () => {
  it("waits for nothing while no cart is being completed", async () => {
    const work = watch(new Checkouts().pauses()());
    await later();
    expect(work.isOver).toBe(true);
  });

  it("goes on when the last cart that is being completed is answered", async () => {
    const checkouts = new Checkouts();
    const [one, two] = [new EventEmitter(), new EventEmitter()];
    checkouts.begin(one);
    checkouts.begin(two);
    const rounds = [watch(checkouts.pauses()()), watch(checkouts.pauses()())];
    one.emit("close");
    one.emit("close");
    await later();
    expect(rounds.map(({ isOver }) => isOver)).toEqual([false, false]);
    two.emit("close");
    await later();
    expect(rounds.map(({ isOver }) => isOver)).toEqual([true, true]);
  });

  it("waits once more when the next cart came before it was its turn", async () => {
    const checkouts = new Checkouts();
    const [one, two] = [new EventEmitter(), new EventEmitter()];
    checkouts.begin(one);
    const work = watch(checkouts.pauses()());
    one.emit("close");
    checkouts.begin(two);
    await later();
    expect(work.isOver).toBe(false);
    two.emit("close");
    await later();
    expect(work.isOver).toBe(true);
  });

  it("waits no more once its round has waited as long as it may", async () => {
    const checkouts = new Checkouts(50);
    checkouts.begin(new EventEmitter());
    const pause = checkouts.pauses();
    await pause();
    const again = watch(pause());
    await later();
    expect(again.isOver).toBe(true);
  });
});

describe("a friend's cart that is completed", () => {
  afterEach(() => jest.useRealTimers());

  it("is the only one of its buyer, by whatever they are known, until its order is written", () => {
    jest.useFakeTimers();
    const checkouts = new Checkouts();
    expect(checkouts.isOnlyOne("cart_1", ["address:a", "cus_a"])).toBe(true);
    expect(checkouts.isOnlyOne("cart_2", ["address:b", "cus_a"])).toBe(false);
    expect(checkouts.isOnlyOne("cart_2", ["address:b", "cus_b"])).toBe(true);
    jest.advanceTimersByTime(9_000);
    // Tried again: it does not keep the buyer's other carts waiting for longer.
    expect(checkouts.isOnlyOne("cart_1", ["address:a", "cus_a"])).toBe(true);
    jest.advanceTimersByTime(1_000);
    expect(checkouts.isOnlyOne("cart_3", ["address:a"])).toBe(true);
  });
});
