/** No input of ours is nested as deep; a recursive reader further in would run out of stack. */
const deepest = 20;
/** NUL, which PostgreSQL stores in no text, and half of a character, which no encoding can carry. */
const unreadable = /\0|\p{Cs}/u;

/** What is wrong with the texts of an input, with the path of the first; null where all can be read and stored. */
export function unreadableIn(
  fields: Readonly<Record<string, unknown>>,
): { field: string; what: string } | null {
  const left = Object.entries(fields).map(([name, value]) => ({ path: [name], value }));
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { path, value } = next;
    const field = path.map((part) => part.replace(/\0|\p{Cs}/gu, "\uFFFD").slice(0, 100)).join(".");
    if (unreadable.test(path.at(-1) ?? "") || (typeof value === "string" && unreadable.test(value)))
      return { field, what: "contains a character that cannot be stored (NUL or half of a pair)" };
    if (value === null || typeof value !== "object") continue;
    if (path.length > deepest)
      return { field: path[0] ?? "", what: `is nested deeper than ${deepest} levels` };
    for (const [name, inner] of Object.entries(value)) left.push({ path: [...path, name], value: inner });
  }
  return null;
}
