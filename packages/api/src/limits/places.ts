/** May enter at once, after the place named has become free, or not at all. */
type Turn = { readonly refused: true } | { readonly refused: false; readonly waitFor: string | null };

export interface Places {
  /** How many are inside under a name. */
  taken(name: string): number;
  /**
   * Enters under all the names when `turn` says so; false when it refuses, or after waiting for too long. Whoever was
   * first enters first.
   */
  enter(names: readonly string[], turn: () => Turn): Promise<boolean>;
  leave(names: readonly string[]): void;
}

/** Nobody waits longer for the others of the same address; a page has not given up by then. */
export const patienceMs = 8_000;
/** Of everybody; whoever comes then is refused. */
const mostWaiting = 2_000;

/** Who is inside, by name, and who waits for them. */
export function createPlaces(): Places {
  const inside = new Map<string, number>();
  const queues = new Map<string, (() => void)[]>();
  let waiting = 0;

  const taken = (name: string) => inside.get(name) ?? 0;

  /** Lets the next one look again. */
  const wake = (name: string) => {
    const queue = queues.get(name);
    const next = queue?.shift();
    if (queue?.length === 0) queues.delete(name);
    next?.();
  };

  /** True when woken, false when it took too long. */
  const wait = (name: string, isFirst: boolean): Promise<boolean> =>
    new Promise((resolve) => {
      const queue = queues.get(name) ?? [];
      queues.set(name, queue);
      const woken = () => {
        clearTimeout(timer);
        resolve(true);
      };
      const timer = setTimeout(() => {
        queue.splice(queue.indexOf(woken), 1);
        resolve(false);
      }, patienceMs);
      if (isFirst) queue.unshift(woken);
      else queue.push(woken);
    });

  return {
    taken,
    async enter(names, turn) {
      let last: string | null = null;
      for (;;) {
        const { refused, ...rest } = turn();
        const waitFor = "waitFor" in rest ? rest.waitFor : null;
        if (!refused && waitFor === null) {
          for (const name of names) inside.set(name, taken(name) + 1);
          // There may be room for another.
          if (last !== null) wake(last);
          return true;
        }
        // Whoever does not take the place that became free passes it on.
        if (last !== null && (refused || last !== waitFor)) wake(last);
        if (refused || waitFor === null || waiting >= mostWaiting) return false;
        waiting += 1;
        const woken = await wait(waitFor, last === waitFor);
        waiting -= 1;
        if (!woken) return false;
        last = waitFor;
      }
    },
    leave(names) {
      for (const name of names) {
        const left = taken(name) - 1;
        if (left > 0) inside.set(name, left);
        else inside.delete(name);
        wake(name);
      }
    },
  };
}
