import type { Clock } from "../../ports/clock";
import type { Store } from "../../ports/store";

/** Clocks of two machines drift apart by far less in this time than anything here waits for. */
const kept = 60_000;

export interface StoreTime {
  /** This process's clock, set by the store's: whatever one instance makes due, all see due at one moment. */
  readonly clock: Clock;
  /** The same store; each time it tells the time, the clock is set. */
  readonly store: Store;
  /** The store's time, from the clock where that was set within a minute. */
  time(): Promise<Date>;
}

/** Instances' clocks may be minutes apart: holds, deadlines and what is due go by the one they share, the store's. */
export function storeTime({ store, clock }: { store: Store; clock: Clock }): StoreTime {
  let ahead = 0;
  let setAt = Number.NEGATIVE_INFINITY;
  const now = async () => {
    const at = await store.now();
    setAt = clock.now().getTime();
    ahead = at.getTime() - setAt;
    return at;
  };
  const set: Clock = { now: () => new Date(clock.now().getTime() + ahead) };
  return {
    clock: set,
    store: { ...store, now },
    time: async () => (Math.abs(clock.now().getTime() - setAt) < kept ? set.now() : now()),
  };
}
