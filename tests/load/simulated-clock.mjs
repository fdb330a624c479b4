/** A time that all processes of a simulation share: a file says when it began, and how fast it runs since. */
import { readFileSync, renameSync, writeFileSync } from "node:fs";

/** The file is read again after so many milliseconds: a jump may be seen that much later elsewhere. */
const kept = 25;

export function simulatedClock(file) {
  let known = null;
  let readAt = 0;
  return {
    now() {
      const real = Date.now();
      if (known === null || real - readAt > kept) {
        known = JSON.parse(readFileSync(file, "utf8"));
        readAt = real;
      }
      return new Date(known.base + (real - known.real) * known.speed);
    },
  };
}

/** Sets it, also forward in the middle of everything. */
export function setClock(file, base, speed) {
  // Whole or not at all: a worker may be reading it.
  writeFileSync(`${file}.new`, JSON.stringify({ base, real: Date.now(), speed }));
  renameSync(`${file}.new`, file);
}
