/** The processes of a simulated shop, and whoever kills them. */
import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("simulate-worker.mjs", import.meta.url));
/** What a start takes on a machine with nothing else to do, in milliseconds. */
const usualStart = 500;

export function startWorkers({ count, settingsFile, chance, killSeconds }) {
  const slots = [];
  const ready = new Set();
  let slowness = 1;
  let kills = 0;
  let working = true;

  const start = (slot) => {
    if (!working) return;
    const began = Date.now();
    const worker = spawn(process.execPath, [program, settingsFile], {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    slots[slot] = worker;
    worker.once("message", () => {
      ready.add(worker);
      slowness = Math.max(1, (slowness + (Date.now() - began) / usualStart) / 2);
    });
    // However it ended, another takes its place: nobody else does the work.
    worker.once("exit", () => {
      ready.delete(worker);
      start(slot);
    });
  };
  for (let slot = 0; slot < count; slot += 1) start(slot);

  const wait = async (seconds) => {
    // On a busy machine they live longer: what is killed while it starts has shown nothing.
    for (let left = seconds * 1_000 * slowness; working && left > 0; left -= 50)
      await sleep(Math.min(left, 50));
  };
  const killer = (async () => {
    for (let shots = 1; working; shots += 1) {
      const { least, most, calm } = killSeconds;
      // After a storm of ten they get some time to do what they are here for.
      await wait(least + chance.next() * (most - least) + (shots % 10 === 0 ? calm : 0));
      const worker = slots[chance.below(count)];
      if (working && ready.has(worker) && worker.kill("SIGKILL")) kills += 1;
    }
  })();

  return {
    kills: () => kills,
    /** How much slower than usual the machine is, 1 at least. */
    slowness: () => slowness,
    /** Kills them for the last time. */
    async stop() {
      working = false;
      await killer;
      await Promise.all(
        slots
          .filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
          .map((worker) => {
            const gone = new Promise((done) => worker.once("exit", done));
            worker.kill("SIGKILL");
            return gone;
          }),
      );
    },
  };
}
