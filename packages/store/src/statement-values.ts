export type Scalar = string | number | bigint | boolean | Date | null;

/** What a statement takes as a value. JSON goes in as text. */
export type Value = Scalar | readonly Scalar[];

/** Written out here, as the driver's own way with times and big integers depends on the host's settings. */
export function toPostgres(value: Scalar): string | null {
  if (value === null) return null;
  return value instanceof Date ? value.toISOString() : String(value);
}

/** A PostgreSQL array. Each element is quoted: bare, the text `NULL` and an empty one would be something else. */
export function arrayLiteral(values: readonly Scalar[]): string {
  const elements = values.map((value) => {
    const text = toPostgres(value);
    if (text === null) return "NULL";
    // Few texts need it, and looking is a fraction of replacing.
    return `"${/["\\]/.test(text) ? text.replace(/["\\]/g, "\\$&") : text}"`;
  });
  return `{${elements.join(",")}}`;
}

/** As Knex stores them: times in milliseconds, booleans as 0 and 1. */
export function toSqlite(value: Scalar): string | number | bigint | null {
  if (value instanceof Date) return value.getTime();
  return typeof value === "boolean" ? Number(value) : value;
}

/** A JSON array for SQLite's `json_each`, big integers in full. */
export function jsonList(values: readonly Scalar[]): string {
  const elements = values.map((value) => {
    const stored = toSqlite(value);
    return typeof stored === "bigint" ? String(stored) : JSON.stringify(stored);
  });
  return `[${elements.join(",")}]`;
}
