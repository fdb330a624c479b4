/** Excel takes a file without a byte-order mark for its local encoding, and spoils every name with an accent. */
const byteOrderMark = "\uFEFF";
/** What a spreadsheet takes for the beginning of a formula, full-width spellings included. */
const signs = new Set("=+-@＝＋－＠");
/** Where a cell may begin: which sign separates cells is a setting of the reader's machine, not of the file. */
const borders = new Set(`,;\t|"'\r\n\v\f`);
/** What a spreadsheet skips before the first character of a cell. */
const skipped = /^[\s\p{Cc}\p{Cf}]$/u;
/** Tab and line ends by themselves: some importers drop them, and look at what follows. */
const leading = /^[\t\r\n]/;

/**
 * Rows as CSV (RFC 4180, UTF-8 with a byte-order mark) that no spreadsheet computes: wherever a cell would begin a
 * formula, also when the file is read with another separator, it begins with an apostrophe, which spreadsheets show
 * as text.
 */
export function csv(rows: readonly (readonly string[])[]): string {
  return byteOrderMark + rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function cell(text: string): string {
  const safe = (leading.test(text) ? "'" : "") + withoutFormulas(text);
  return safe !== text || /[",;|\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One pass over the text: a pattern for "border, any spaces, sign" would read a run of spaces again and again. */
function withoutFormulas(text: string): string {
  let safe = "";
  let isAtBorder = true;
  for (const letter of text) {
    if (isAtBorder && signs.has(letter)) safe += "'";
    if (borders.has(letter)) isAtBorder = true;
    else if (!skipped.test(letter)) isAtBorder = false;
    safe += letter;
  }
  return safe;
}
