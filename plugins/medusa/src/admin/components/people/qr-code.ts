/**
 * A text as a QR code (ISO/IEC 18004): byte mode, error correction M, versions 1 to 10, which hold up to 213 bytes.
 * Written here, as a package for the dashboard alone cannot be declared by a Medusa plugin.
 */

/** By version: codewords in all, error correction codewords a block, and blocks, for level M. */
const versions = [
  [26, 10, 1],
  [44, 16, 1],
  [70, 26, 1],
  [100, 18, 2],
  [134, 24, 2],
  [172, 16, 4],
  [196, 18, 4],
  [242, 22, 4],
  [292, 22, 5],
  [346, 26, 5],
] as const;

const alignments = [
  [],
  [6, 18],
  [6, 22],
  [6, 26],
  [6, 30],
  [6, 34],
  [6, 22, 38],
  [6, 24, 42],
  [6, 26, 46],
  [6, 28, 50],
];

/** The arithmetic of the field of 256 elements that error correction is made in. */
const powers: number[] = [];
for (let value = 1, n = 0; n < 255; n++) {
  powers.push(value);
  value = value << 1 > 255 ? (value << 1) ^ 0x11d : value << 1;
}
const multiply = (a: number, b: number): number =>
  a === 0 || b === 0 ? 0 : (powers[(powers.indexOf(a) + powers.indexOf(b)) % 255] as number);

/** Rows of modules, true for dark; null for a text that is too long. */
export function qrCode(text: string): boolean[][] | null {
  const bytes = [...new TextEncoder().encode(text)];
  const place = versions.findIndex(([total, correction, blocks], index) => {
    const header = index >= 9 ? 3 : 2;
    return bytes.length + header <= total - correction * blocks;
  });
  if (place === -1) return null;
  const codewords = interleave(dataOf(bytes, place), place);
  const masked = [0, 1, 2, 3, 4, 5, 6, 7].map((mask) => draw(codewords, place, mask));
  return masked.reduce((best, other) => (penalty(other) < penalty(best) ? other : best));
}

function dataOf(bytes: readonly number[], place: number): number[] {
  const [total, correction, blocks] = versions[place] as (typeof versions)[number];
  const capacity = total - correction * blocks;
  const bits: number[] = [];
  const put = (value: number, length: number) => {
    for (let n = length - 1; n >= 0; n--) bits.push((value >> n) & 1);
  };
  put(4, 4);
  put(bytes.length, place >= 9 ? 16 : 8);
  for (const byte of bytes) put(byte, 8);
  put(0, Math.min(4, capacity * 8 - bits.length));
  while (bits.length % 8 !== 0) bits.push(0);
  const data: number[] = [];
  for (let n = 0; n < bits.length; n += 8) data.push(Number.parseInt(bits.slice(n, n + 8).join(""), 2));
  for (let pad = 0xec; data.length < capacity; pad ^= 0xec ^ 0x11) data.push(pad);
  return data;
}

/** Splits the data into blocks, and takes from each in turn, first the data and then its correction. */
function interleave(data: readonly number[], place: number): number[] {
  const [, correction, count] = versions[place] as (typeof versions)[number];
  const short = Math.floor(data.length / count);
  const longer = data.length % count;
  let from = 0;
  const blocks = Array.from({ length: count }, (_, n) => {
    const block = data.slice(from, from + short + (n >= count - longer ? 1 : 0));
    from += block.length;
    return block;
  });
  const corrections = blocks.map((block) => correctionOf(block, correction));
  const turns = (lists: readonly (readonly number[])[], length: number) =>
    Array.from({ length }, (_, n) => lists.flatMap((list) => list[n] ?? [])).flat();
  return [...turns(blocks, short + 1), ...turns(corrections, correction)];
}

function correctionOf(block: readonly number[], length: number): number[] {
  let generator = [1];
  for (let n = 0; n < length; n++) {
    const next = [...generator, 0];
    for (const [i, factor] of generator.entries()) {
      next[i + 1] = (next[i + 1] as number) ^ multiply(factor, powers[n] as number);
    }
    generator = next;
  }
  const rest = [...block, ...Array<number>(length).fill(0)];
  for (let n = 0; n < block.length; n++) {
    const lead = rest[n] as number;
    for (const [i, factor] of generator.entries())
      rest[n + i] = (rest[n + i] as number) ^ multiply(factor, lead);
  }
  return rest.slice(block.length);
}

const masks: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

function draw(codewords: readonly number[], place: number, mask: number): boolean[][] {
  const size = 21 + place * 4;
  const cells: (boolean | null)[][] = Array.from({ length: size }, () => Array(size).fill(null));
  const set = (x: number, y: number, dark: boolean) => {
    const row = cells[y];
    if (row && x >= 0 && x < size) row[x] = dark;
  };
  for (const [cx, cy] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const) {
    for (let dy = -4; dy <= 4; dy++) {
      for (let dx = -4; dx <= 4; dx++) {
        const ring = Math.max(Math.abs(dx), Math.abs(dy));
        set(cx + dx, cy + dy, ring !== 2 && ring !== 4);
      }
    }
  }
  const centres = alignments[place] ?? [];
  const last = centres.length - 1;
  for (const [i, cy] of centres.entries()) {
    for (const [j, cx] of centres.entries()) {
      if ((i === 0 && (j === 0 || j === last)) || (i === last && j === 0)) continue;
      for (let dy = -2; dy <= 2; dy++) {
        for (let dx = -2; dx <= 2; dx++) set(cx + dx, cy + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
      }
    }
  }
  for (let n = 8; n < size - 8; n++) {
    set(n, 6, n % 2 === 0);
    set(6, n, n % 2 === 0);
  }
  drawFormat(set, size, mask);
  if (place >= 6) drawVersion(set, size, place + 1);
  const bits = codewords.flatMap((word) => [7, 6, 5, 4, 3, 2, 1, 0].map((n) => ((word >> n) & 1) === 1));
  const isMasked = masks[mask] as (typeof masks)[number];
  let next = 0;
  let isUp = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step++) {
      const y = isUp ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (cells[y]?.[x] === null) set(x, y, (bits[next++] ?? false) !== isMasked(x, y));
      }
    }
    isUp = !isUp;
  }
  return cells as boolean[][];
}

/** What is left of `value` times x^`degree` divided by a polynomial of that degree. */
function remainder(value: number, degree: number, polynomial: number): number {
  let rest = value;
  for (let n = 0; n < degree; n++) rest = (rest << 1) ^ ((rest >> (degree - 1)) * polynomial);
  return rest;
}

type Set = (x: number, y: number, dark: boolean) => void;

function drawFormat(set: Set, size: number, mask: number): void {
  // Level M is 0, so that the mask's number is all there is to say.
  const format = ((mask << 10) | remainder(mask, 10, 0x537)) ^ 0x5412;
  const bit = (n: number) => ((format >> n) & 1) === 1;
  for (let n = 0; n <= 5; n++) set(8, n, bit(n));
  set(8, 7, bit(6));
  set(8, 8, bit(7));
  set(7, 8, bit(8));
  for (let n = 9; n < 15; n++) set(14 - n, 8, bit(n));
  for (let n = 0; n < 8; n++) set(size - 1 - n, 8, bit(n));
  for (let n = 8; n < 15; n++) set(8, size - 15 + n, bit(n));
  set(8, size - 8, true);
}

function drawVersion(set: Set, size: number, version: number): void {
  const bits = (version << 12) | remainder(version, 12, 0x1f25);
  for (let n = 0; n < 18; n++) {
    const dark = ((bits >> n) & 1) === 1;
    set(size - 11 + (n % 3), Math.floor(n / 3), dark);
    set(Math.floor(n / 3), size - 11 + (n % 3), dark);
  }
}

/** How hard a code is to read: long runs, blocks, look-alikes of the corners, and too much of one shade. */
function penalty(rows: readonly (readonly boolean[])[]): number {
  const columns = rows.map((_, x) => rows.map((row) => row[x] as boolean));
  let points = 0;
  for (const line of [...rows, ...columns]) {
    const text = line.map((dark) => (dark ? "1" : "0")).join("");
    for (const [run] of text.matchAll(/1{5,}|0{5,}/g)) points += run.length - 2;
    for (const look of ["10111010000", "00001011101"]) {
      for (let at = text.indexOf(look); at !== -1; at = text.indexOf(look, at + 1)) points += 40;
    }
  }
  for (let y = 1; y < rows.length; y++) {
    for (let x = 1; x < rows.length; x++) {
      const corner = rows[y]?.[x];
      if ([rows[y - 1]?.[x], rows[y]?.[x - 1], rows[y - 1]?.[x - 1]].every((cell) => cell === corner))
        points += 3;
    }
  }
  const dark = rows.flat().filter(Boolean).length;
  return points + Math.floor(Math.abs((dark * 20) / rows.length ** 2 - 10)) * 10;
}
