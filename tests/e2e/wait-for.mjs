import { setTimeout as delay } from "node:timers/promises";

/** Waits until something holds, a minute at most. @param {() => Promise<boolean>} holds @param {string} what */
export async function waitFor(holds, what) {
  const until = Date.now() + 60_000;
  while (!(await holds())) {
    if (Date.now() > until) throw new Error(`${what}: not there after a minute`);
    await delay(500);
  }
}
