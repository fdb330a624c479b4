/** The processes of a simulated shop, and whoever kills them. */
import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("simulate-worker.mjs", import.meta.url));

export function startWorkers({ count, settingsFile, chance, killSeconds }) {
  const slots = [];
  let kills = 0;
  let working = true;

  const start = (slot) => {
    if (!working) return;
    const worker = spawn(process.execPath, [program, settingsFile], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    slots[slot] = worker;
    // However it ended, another takes its place: nobody else does the work.
    worker.once("exit", () => start(slot));
  };
  for (let slot = 0; slot < count; slot += 1) start(slot);

  const killer = (async () => {
    while (working) {
      await sleep((killSeconds.least + chance.next() * (killSeconds.most - killSeconds.least)) * 1_000);
      if (working && slots[chance.below(count)].kill("SIGKILL")) kills += 1;
    }
  })();

  return {
    kills: () => kills,
    /** Kills them for the last time. */
    async stop() {
      working = false;
      const gone = slots.map((worker) => new Promise((done) => worker.once("exit", done)));
      for (const worker of slots) worker.kill("SIGKILL");
      const exited = slots.map((worker, i) =>
        (worker.exitCode ?? worker.signalCode ?? null) === null ? gone[i] : null,
      );
      await Promise.all(exited);
      await killer;
    },
  };
}
