import { GoodwordError } from "@goodword/core";

export interface Slots {
  /** @throws GoodwordError `GW_DATABASE_BUSY` when none was free in time */
  take(): Promise<void>;
  give(): void;
}

/** So many at once; who comes later waits its turn, and not for longer than `waitMs`. */
export function slots(most: number, waitMs: number): Slots {
  let free = most;
  const waiting = new Set<() => void>();
  return {
    take() {
      if (free > 0) {
        free -= 1;
        return Promise.resolve();
      }
      return new Promise((resolve, reject) => {
        const turn = () => {
          clearTimeout(timer);
          resolve();
        };
        const timer = setTimeout(() => {
          waiting.delete(turn);
          reject(busy(`no connection was free within ${waitMs} ms`));
        }, waitMs);
        waiting.add(turn);
      });
    },
    give() {
      const [next] = waiting;
      if (next === undefined) {
        free += 1;
        return;
      }
      waiting.delete(next);
      next();
    },
  };
}

export function busy(what: string, cause?: unknown): GoodwordError {
  return new GoodwordError("GW_DATABASE_BUSY", `store: ${what}`, { cause });
}
