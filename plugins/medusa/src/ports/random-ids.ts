import { randomBytes, randomFillSync } from "node:crypto";
import type { Ids } from "@goodword/core";

/** Crockford's: no I, L, O or U. */
const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

export const randomIds: Ids = {
  // ULIDs, as Medusa's own ids are: they grow with time, so what is new stands together in every index. Its helper
  // asks for sixteen random bytes one by one, which share links feel.
  id: (prefix) => `${prefix}_${timePart(Date.now())}${randomPart()}`,
  bytes: (length) => randomBytes(length),
};

function timePart(time: number): string {
  let text = "";
  for (let left = time, place = 0; place < 10; place += 1, left = Math.floor(left / 32)) {
    text = digits.charAt(left % 32) + text;
  }
  return text;
}

/** Drawn many at a time: a call of the operating system for each id costs more than the rest of it. */
const drawn = new Uint8Array(4_096);
let used = drawn.length;

function randomPart(): string {
  if (used === drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  let text = "";
  for (const byte of drawn.subarray(used, used + 16)) text += digits.charAt(byte & 31);
  used += 16;
  return text;
}
