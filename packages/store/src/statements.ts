import { createHash } from "node:crypto";
import { GoodwordError } from "@goodword/core";
import type { Knex } from "knex";
import { type Dialect, dialectOf } from "./columns";
import { busy } from "./slots";
import { arrayLiteral, jsonList, type Scalar, toPostgres, toSqlite, type Value } from "./statement-values";

type Row = Record<string, unknown>;

/** A constant text that the database parses once a connection. */
export interface Statement {
  /**
   * Made from the text: two texts never share a name, which pg would refuse. Null where PostgreSQL shall plan it
   * each time, by the size that its tables have by then.
   */
  readonly name: string | null;
  readonly text: string;
  readonly sqlite: string;
}

export type ColumnType = "text" | "timestamptz" | "bigint" | "integer" | "boolean" | "jsonb";

/** What happens to a row whose key is taken: it is left out, or the named columns are written over. */
export type OnConflict =
  | "ignore"
  | { readonly target: readonly string[]; readonly merge?: readonly string[]; readonly where?: string };

/** An insert of any number of rows, as one statement of constant text. */
export interface Insert<Column extends string = string> {
  readonly columns: readonly (readonly [name: Column, type: ColumnType])[];
  readonly rows: Statement;
  /** The same written out for a few rows, which costs PostgreSQL a third less; null for more. */
  few?(rows: number): Statement | null;
}

export interface Statements {
  /** The rows of a query, or those of a `returning`. */
  run<R extends object = Row>(statement: Statement, values?: readonly Value[]): Promise<R[]>;
  /** How many rows a statement without `returning` wrote. */
  change(statement: Statement, values?: readonly Value[]): Promise<number>;
  /**
   * Inserts all rows or none, and answers the `returning` of those that were written. With `merge`, no two
   * rows may have the same key: PostgreSQL refuses to write one row twice.
   */
  insert<Column extends string, R extends object = Row>(
    into: Insert<Column>,
    rows: readonly Readonly<Record<Column, Scalar | object>>[],
  ): Promise<R[]>;
}

/**
 * A statement with the placeholders `$1`, `$2`, … which both databases understand; an array value is
 * `any($1)` on PostgreSQL and `json_each($1)` on SQLite. Make it once, at the top of a file.
 * @example const byCode = statement("select status from goodword_code where code = $1");
 */
export function statement(text: string, sqlite: string = text): Statement {
  return { name: `goodword_${createHash("sha256").update(text).digest("hex").slice(0, 32)}`, text, sqlite };
}

/** So many rows are written out: most orders bring no more of anything, and each number is a text of its own. */
const mostWrittenOut = 4;

/** @example insertInto({ table: "goodword_share", columns: { id: "text" }, conflict: "ignore", returning: ["id"] }) */
export function insertInto<Column extends string>({
  table,
  columns,
  conflict,
  returning = [],
}: {
  readonly table: string;
  readonly columns: Readonly<Record<Column, ColumnType>>;
  readonly conflict?: OnConflict;
  readonly returning?: readonly string[];
}): Insert<Column> {
  const list = Object.entries(columns) as [Column, ColumnType][];
  const names = list.map(([name]) => name).join(", ");
  const tail = [
    conflict && conflictText(conflict),
    returning.length > 0 && `returning ${returning.join(", ")}`,
  ]
    .filter(Boolean)
    .map((part) => ` ${part}`)
    .join("");
  // There is no array of jsonb that takes any text: the elements travel as text and become jsonb one by one.
  const arrays = list.map(([, type], n) => `$${n + 1}::${type === "jsonb" ? "text" : type}[]`).join(", ");
  const selected = list.map(([name, type]) => (type === "jsonb" ? `${name}::jsonb` : name)).join(", ");
  const written = (rows: number) => {
    const row = (place: number) => `(${list.map((_, n) => `$${place * list.length + n + 1}`).join(", ")})`;
    return `insert into ${table} (${names}) values ${Array.from({ length: rows }, (_, n) => row(n)).join(", ")}${tail}`;
  };
  const few = Array.from({ length: mostWrittenOut }, (_, n) => statement(written(n + 1)));
  return {
    columns: list,
    rows: statement(
      `insert into ${table} (${names}) select ${selected} from unnest(${arrays}) as given (${names})${tail}`,
      written(1),
    ),
    few: (rows) => few[rows - 1] ?? null,
  };
}

function conflictText(conflict: OnConflict): string {
  if (conflict === "ignore") return "on conflict do nothing";
  const { target, merge, where } = conflict;
  const set = merge?.map((name) => `${name} = excluded.${name}`).join(", ");
  const act =
    set === undefined ? "nothing" : `update set ${set}${where === undefined ? "" : ` where ${where}`}`;
  return `on conflict (${target.join(", ")}) do ${act}`;
}

/**
 * Runs statements around Knex's builder, which costs as much as the query itself: on the transaction's own
 * connection within one, else on a connection of the host's pool. Knex still tells its listeners of each query.
 * @throws GoodwordError `GW_TRANSACTION` when the transaction is over
 */
export function statements(knex: Knex): Statements {
  const dialect = dialectOf(knex);
  const ask = dialect === "pg" ? onPostgres : onSqlite;
  const encode = encoders[dialect];
  return {
    async run<R extends object>(statement: Statement, values: readonly Value[] = []) {
      return (await ask(knex, statement, [values.map(encode)])).rows as R[];
    },
    async change(statement, values = []) {
      return (await ask(knex, statement, [values.map(encode)])).changed;
    },
    async insert<Column extends string, R extends object>(
      { columns, rows: several, few }: Insert<Column>,
      rows: readonly Readonly<Record<Column, Scalar | object>>[],
    ) {
      if (rows.length === 0) return [];
      const cell = (row: (typeof rows)[number], [name, type]: readonly [Column, ColumnType]) => {
        const value = row[name];
        return type === "jsonb" && value !== null ? JSON.stringify(value) : (value as Scalar);
      };
      const written = dialect === "pg" ? few?.(rows.length) : null;
      if (written) {
        const values = rows.flatMap((row) => columns.map((column) => toPostgres(cell(row, column))));
        return (await ask(knex, written, [values])).rows as R[];
      }
      const lists =
        dialect === "pg"
          ? [columns.map((column) => arrayLiteral(rows.map((row) => cell(row, column))))]
          : rows.map((row) => columns.map((column) => toSqlite(cell(row, column))));
      return (await ask(knex, several, lists)).rows as R[];
    },
  };
}

const encoders: Record<Dialect, (value: Value) => unknown> = {
  pg: (value) => (Array.isArray(value) ? arrayLiteral(value) : toPostgres(value as Scalar)),
  "better-sqlite3": (value) => (Array.isArray(value) ? jsonList(value) : toSqlite(value as Scalar)),
};

interface Answer {
  readonly rows: Row[];
  readonly changed: number;
}

/** What is used of a Knex client, in every copy of 3.x a host may carry. */
interface Client<Connection> {
  readonly config: object;
  acquireConnection(): Promise<Connection>;
  releaseConnection(connection: Connection): Promise<void>;
  emit(event: "query", query: object): void;
}

async function onConnection<Connection extends object>(
  knex: Knex,
  { sql, bindings }: { sql: string; bindings: readonly unknown[] },
  act: (connection: Connection) => Answer | Promise<Answer>,
): Promise<Answer> {
  // A finished transaction has given its connection back: another's work may run on it.
  if (knex.isTransaction && (knex as Knex.Transaction).isCompleted()) {
    throw new GoodwordError("GW_TRANSACTION", "store: the transaction is over", { action: "fix-config" });
  }
  const client = knex.client as Client<Connection & { __knexUid?: string; __knexTxId?: string }>;
  const connection = await client.acquireConnection();
  try {
    const { __knexUid, __knexTxId } = connection;
    client.emit("query", { sql, bindings, __knexUid, __knexTxId });
    return await act(connection);
  } finally {
    await client.releaseConnection(connection);
  }
}

interface PgConnection {
  query(query: { name?: string; text: string; values: readonly unknown[] }): Promise<{
    rows: Row[];
    rowCount: number | null;
  }>;
}

/**
 * Hosts behind a pooler that hands a connection to another server in between, by the Knex configuration
 * that a client shares with its transactions: what was prepared is not there, or is somebody else's.
 */
const nameless = new WeakSet<object>();

async function onPostgres(
  knex: Knex,
  { name, text }: Statement,
  [values = []]: readonly (readonly unknown[])[],
): Promise<Answer> {
  const { config } = knex.client as Client<PgConnection>;
  const query = (named: boolean) =>
    onConnection<PgConnection>(knex, { sql: text, bindings: values }, async (connection) => {
      const { rows, rowCount } = await connection.query(
        named && name !== null ? { name, text, values } : { text, values },
      );
      return { rows, changed: rowCount ?? 0 };
    });
  const named = name !== null && !nameless.has(config);
  try {
    return await query(named);
  } catch (error) {
    if (isCancelled(error)) throw busy("a statement took too long and was cancelled", error);
    if (!named || !isForgotten(error)) throw error;
    nameless.add(config);
    // The failure has ended a transaction; whoever began it tries it again as a whole.
    if (knex.isTransaction) throw error;
    return await query(false);
  }
}

/** By us, when its time was over, or by the host's own `statement_timeout` or `lock_timeout`. */
function isCancelled(error: unknown): boolean {
  return ["57014", "55P03"].includes((error as { code?: string }).code ?? "");
}

/** The statement was refused before it ran: not there, there twice, or prepared before a migration. */
function isForgotten(error: unknown): boolean {
  const { code, routine } = error as { code?: string; routine?: string };
  return code === "26000" || code === "42P05" || (code === "0A000" && routine === "RevalidateCachedQuery");
}

interface SqliteStatement {
  readonly reader: boolean;
  all(...values: object[]): Row[];
  run(...values: object[]): { changes: number };
}

interface SqliteConnection {
  prepare(sql: string): SqliteStatement;
  transaction<T>(act: () => T): () => T;
}

const prepared = new WeakMap<SqliteConnection, Map<string, SqliteStatement>>();

function onSqlite(
  knex: Knex,
  { sqlite }: Statement,
  lists: readonly (readonly unknown[])[],
): Promise<Answer> {
  return onConnection<SqliteConnection>(knex, { sql: sqlite, bindings: lists.flat() }, (connection) => {
    const known = prepared.get(connection) ?? new Map<string, SqliteStatement>();
    prepared.set(connection, known);
    const statement = known.get(sqlite) ?? connection.prepare(sqlite);
    known.set(sqlite, statement);
    const each = (values: readonly unknown[]): Answer => {
      // `$1` is a named parameter here, and its name is "1".
      const given = values.length === 0 ? [] : [Object.fromEntries(values.map((value, n) => [n + 1, value]))];
      if (statement.reader) {
        const rows = statement.all(...given);
        return { rows, changed: rows.length };
      }
      return { rows: [], changed: statement.run(...given).changes };
    };
    const [first] = lists;
    if (lists.length === 1 && first !== undefined) return each(first);
    // One after the other without a pause, so nothing else comes in between; a savepoint within a transaction.
    const all = connection.transaction(() => lists.map(each))();
    return {
      rows: all.flatMap(({ rows }) => rows),
      changed: all.reduce((sum, { changed }) => sum + changed, 0),
    };
  });
}
