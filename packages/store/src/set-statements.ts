import type { Dialect } from "./columns";
import type { Value } from "./statement-values";
import { type ColumnType, type Insert, type Statement, type Statements, statement } from "./statements";

/** What the two databases say differently. */
export interface Wording {
  readonly dialect: Dialect;
  /** A table `given` of the lists that the first parameters are, a column each. */
  given(columns: Readonly<Record<string, ColumnType>>): string;
  /** Equal to one of a list of texts, the parameter of that place. */
  oneOf(place: number): string;
  /** Keeps others from changing or holding what was read. SQLite has one writer anyway. */
  readonly hold: string;
  /** Sorts and compares text by its bytes, and not by the rules of whatever language the database was made with. */
  readonly byBytes: string;
}

const wordings: Record<Dialect, Wording> = {
  pg: {
    dialect: "pg",
    given: unnested,
    oneOf: (place) => `= any((select $${place}::text[])::text[])`,
    hold: "for no key update",
    byBytes: 'collate "C"',
  },
  "better-sqlite3": {
    dialect: "better-sqlite3",
    given: zipped,
    oneOf: (place) => `in (select value from json_each($${place}))`,
    hold: "",
    byBytes: "collate binary",
  },
};

/** A query by a list of keys, its first parameter: an answer for one key costs PostgreSQL a third less. */
export interface Lookup {
  readonly one: Statement;
  readonly several: Statement;
}

/** @example worded(({ oneOf }) => `select * from goodword_code where code ${oneOf(1)}`) */
export function worded(text: (wording: Wording) => string): Statement {
  return statement(text(wordings.pg), text(wordings["better-sqlite3"]));
}

/**
 * `select … from …` of rows by a key. With `hold`, nobody else changes or holds them until the transaction
 * ends; they are taken, and answered, in the order of their keys.
 * @example lookup({ select: "select * from goodword_code", key: "code" })
 */
export function lookup({
  select,
  key,
  and,
  order,
  hold = false,
}: {
  readonly select: string;
  readonly key: string;
  readonly and?: (wording: Wording) => string;
  readonly order?: string;
  readonly hold?: boolean;
}): Lookup {
  const parts = (wording: Wording) => {
    const sorted = hold ? `${key} ${wording.byBytes}` : order;
    return {
      where: (is: string) => `${select} where ${key} ${is}${and === undefined ? "" : ` and ${and(wording)}`}`,
      by: sorted === undefined ? "" : ` order by ${sorted}`,
      held: hold ? ` ${wording.hold}` : "",
    };
  };
  return {
    one: worded((wording) => {
      const { where, by, held } = parts(wording);
      return `${where("= $1")}${by}${held}`;
    }),
    several: worded((wording) => {
      const { where, by, held } = parts(wording);
      if (wording.dialect !== "pg") return `${where(wording.oneOf(1))}${by}`;
      // The offset keeps the inner query apart, key by key: PostgreSQL would else find another plan for a table
      // that is still small, and keep to it when the table has grown.
      const each = `${where("= given.wanted")} offset 0${held}`;
      return `select found.* from unnest((select $1::text[])) as given (wanted) cross join lateral (${each}) as found${by}`;
    }),
  };
}

/** The rows of any of the keys; none, without a question, for no key. */
export async function rowsOf<R extends object>(
  database: Statements,
  { one, several }: Lookup,
  keys: readonly string[],
  ...rest: Value[]
): Promise<R[]> {
  // Everyone asks in one order, so that two transactions never wait for each other in a circle.
  const each = [...new Set(keys)].sort();
  const [key] = each;
  if (key === undefined) return [];
  return each.length === 1
    ? await database.run<R>(one, [key, ...rest])
    : await database.run<R>(several, [each, ...rest]);
}

/**
 * The lists come out of a query of their own: where PostgreSQL sees how long one is, it finds a plan of its
 * own for each length better than the one it knows, and plans the statement every time it runs.
 */
export function unnested(columns: Readonly<Record<string, ColumnType>>): string {
  // There is no array of jsonb that takes any text: the elements travel as text.
  const arrays = Object.values(columns).map((type, n) => `$${n + 1}::${type === "jsonb" ? "text" : type}[]`);
  const [first, ...others] = arrays;
  return `unnest(${[`(select ${first})`, ...others].join(", ")}) as given (${Object.keys(columns).join(", ")})`;
}

function zipped(columns: Readonly<Record<string, ColumnType>>): string {
  const names = Object.keys(columns);
  const lists = names.map((_, n) =>
    n === 0 ? "json_each($1) as list_1" : `json_each($${n + 1}) as list_${n + 1} using (key)`,
  );
  const values = names.map((name, n) => `list_${n + 1}.value as ${name}`);
  return `(select ${values.join(", ")} from ${lists.join(" join ")}) as given`;
}

/** A 64-bit integer as text: SQLite would round it to a float, pg's reading depends on the host. */
export const digitsOf = (column: string) => `cast(${column} as text) as ${column}`;

interface EachUpdate<Key extends string, Column extends string> {
  readonly table: string;
  readonly key: Key;
  /** All columns but the key. */
  readonly set: Readonly<Record<Column, ColumnType>>;
}

/** Writes over the rows that have these keys, as one statement; run it as an insert, in order of keys. */
export function updateEach<Key extends string, Column extends string>({
  table,
  key,
  set,
}: EachUpdate<Key, Column>): Insert<Key | Column> {
  const columns = [[key, "text"], ...Object.entries(set)] as [Key | Column, ColumnType][];
  const held = `select from ${table} as held where held.${key} = given.${key} offset 0`;
  const one = `update ${table} set ${places(columns, 2)} where ${key} = $1`;
  return {
    columns,
    rows: statement(
      `${overwrite(table, columns, columns)} cross join lateral (${held}) as held ${instead(key, set)}`,
      one,
    ),
    few: onlyOne(one),
  };
}

/**
 * Writes over rows whose state is still `was`, and answers the keys of those it wrote; run it as an insert, in
 * order of keys, so that two workers who save the same ones never wait for each other in a circle.
 */
export function moveEach<Key extends string, Column extends string>({
  table,
  key,
  set,
}: EachUpdate<Key, Column>): Insert<Key | "was" | Column> {
  const stored = [[key, "text"], ...Object.entries(set)] as [Key | Column, ColumnType][];
  const columns = [[key, "text"], ["was", "text"], ...stored.slice(1)] as [
    Key | "was" | Column,
    ColumnType,
  ][];
  const held = `select state from ${table} as held where held.${key} = given.${key} offset 0 for no key update`;
  const one = `update ${table} set ${places(columns, 3)} where ${key} = $1 and state = $2 returning ${key}`;
  return {
    columns,
    rows: statement(
      `${overwrite(table, stored, columns)} cross join lateral (${held}) as held where held.state = given.was ${instead(key, set)} returning ${key}`,
      one,
    ),
    few: onlyOne(one),
  };
}

/**
 * An insert whose every row is there: unlike an update, it finds them by the key's index and by nothing else,
 * also where the plan was made for a table that was still small.
 */
function overwrite(
  table: string,
  stored: readonly (readonly [string, ColumnType])[],
  given: readonly (readonly [string, ColumnType])[],
): string {
  const names = stored.map(([name]) => name).join(", ");
  const values = stored.map(([name, type]) => `given.${name}${type === "jsonb" ? "::jsonb" : ""}`).join(", ");
  return `insert into ${table} (${names}) select ${values} from ${unnested(Object.fromEntries(given))}`;
}

const instead = (key: string, set: object) =>
  `on conflict (${key}) do update set ${Object.keys(set)
    .map((name) => `${name} = excluded.${name}`)
    .join(", ")}`;

/** Assignments of the columns from a place on. */
const places = (columns: readonly (readonly [string, ColumnType])[], from: number) =>
  columns
    .slice(from - 1)
    .map(([name], n) => `${name} = $${n + from}`)
    .join(", ");

/** A text for a single row, for an insert or update that is not written out for more. */
export function onlyOne(text: string): (rows: number) => Statement | null {
  const one = statement(text);
  return (rows) => (rows === 1 ? one : null);
}
