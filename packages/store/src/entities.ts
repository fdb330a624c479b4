import { type Currency, decimalOf, GoodwordError } from "@goodword/core";
import type { Knex } from "knex";
import { type HostKnex, jsonOf, type StoredTime, timeOrNull } from "./columns";
import type { StoreOptions } from "./knex-store";
import { lanesOf } from "./lanes";

/** What a host may read of the store as rows, beside the engine's own questions. */
export type EntityName = "advocate" | "code" | "referral" | "reward";

type Kind = "text" | "time" | "json" | "number" | "flag" | "money";

interface Entity {
  /** SQL of a table of its own. */
  readonly rows: string;
  readonly columns: Readonly<Record<string, Kind>>;
  /** Rows come newest first by it where no order is asked for. */
  readonly newest: string;
}

const entities: Readonly<Record<EntityName, Entity>> = {
  advocate: {
    rows: `select person.id, customer.value as customer_id, person.first_order_id, person.locale, person.enrolled_at
      from goodword_participant as person
      left join goodword_identity as customer on customer.participant_id = person.id and customer.kind = 'customer'`,
    columns: {
      id: "text",
      customer_id: "text",
      first_order_id: "text",
      locale: "text",
      enrolled_at: "time",
    },
    newest: "enrolled_at",
  },
  code: {
    rows: `select code as id, participant_id as advocate_id, program_id, status, is_primary, created_at
      from goodword_code`,
    columns: {
      id: "text",
      advocate_id: "text",
      program_id: "text",
      status: "text",
      is_primary: "flag",
      created_at: "time",
    },
    newest: "created_at",
  },
  referral: {
    rows: "select * from goodword_referral",
    columns: {
      id: "text",
      program_id: "text",
      program_version: "number",
      code: "text",
      advocate_id: "text",
      friend_id: "text",
      order_id: "text",
      state: "text",
      source: "text",
      reasons: "json",
      claimed_at: "time",
      converted_at: "time",
    },
    newest: "claimed_at",
  },
  reward: {
    rows: "select * from goodword_reward",
    columns: {
      id: "text",
      program_id: "text",
      program_version: "number",
      order_id: "text",
      referral_id: "text",
      participant_id: "text",
      rule: "text",
      side: "text",
      kind: "text",
      state: "text",
      code: "text",
      amount: "money",
      reversed: "money",
      payout: "money",
      currency: "text",
      declined: "text",
      created_at: "time",
      due_at: "time",
      issued_at: "time",
      reversed_at: "time",
      expires_at: "time",
    },
    newest: "created_at",
  },
};

/** A value, several, null, or operators: `{ $gte: new Date() }`. */
export type EntityFilters = Readonly<Record<string, unknown>>;

export interface EntityPage {
  /** All columns where it is left out. */
  readonly select?: readonly string[] | undefined;
  /** `{ created_at: "DESC" }`; newest first where it is left out. */
  readonly order?: Readonly<Record<string, string>> | undefined;
  readonly skip?: number | undefined;
  /** All where it is null or left out. */
  readonly take?: number | null | undefined;
}

type Row = Record<string, unknown>;

const operators: Readonly<Record<string, string>> = {
  $ne: "<>",
  $gt: ">",
  $gte: ">=",
  $lt: "<",
  $lte: "<=",
};

/**
 * Reads the store as rows: what a host's own way to query wants. Amounts are decimals in major units, as text.
 * @throws GoodwordError `GW_QUERY` naming a column or an operator that there is not
 */
export function knexEntities(host: HostKnex, { limits }: Pick<StoreOptions, "limits"> = {}) {
  const knex = lanesOf(host as Knex, limits)?.background ?? (host as Knex);
  const from = (name: EntityName, filters: EntityFilters) => {
    const { columns, rows } = entities[name];
    const query = knex.from(knex.raw(`(${rows}) as entity`));
    for (const [column, wanted] of Object.entries(filters)) {
      if (wanted === undefined) continue;
      if (!(column in columns)) throw unknownColumn(name, column);
      narrow(query, column, wanted);
    }
    return query;
  };

  return {
    async list(name: EntityName, filters: EntityFilters = {}, page: EntityPage = {}): Promise<Row[]> {
      const { columns, newest } = entities[name];
      const order = Object.entries(page.order ?? { [newest]: "DESC" });
      const query = from(name, filters).select(
        Object.keys(columns).map((column) => read(knex, columns, column)),
      );
      for (const [column, direction] of order) {
        if (!(column in columns)) throw unknownColumn(name, column);
        query.orderBy(column, /^desc/i.test(direction) ? "desc" : "asc");
      }
      query.orderBy("id");
      if (page.take) query.limit(page.take);
      if (page.skip) query.offset(page.skip);
      const wanted = page.select?.filter((column) => column in columns) ?? Object.keys(columns);
      return ((await query) as Row[]).map((row) => shown(row, columns, wanted));
    },

    async count(name: EntityName, filters: EntityFilters = {}): Promise<number> {
      const [row] = (await from(name, filters).count({ count: "*" })) as { count: string | number }[];
      return Number(row?.count ?? 0);
    },
  };
}

/** A 64-bit integer as text: what a driver makes of it depends on the host. */
function read(knex: Knex, columns: Entity["columns"], column: string) {
  return columns[column] === "money" ? knex.raw("cast(?? as text) as ??", [column, column]) : column;
}

function narrow(query: Knex.QueryBuilder, column: string, wanted: unknown): void {
  if (wanted === null) query.whereNull(column);
  else if (Array.isArray(wanted)) query.whereIn(column, wanted);
  else if (typeof wanted !== "object" || wanted instanceof Date) query.where(column, wanted as string);
  else {
    for (const [operator, value] of Object.entries(wanted)) {
      if (operator === "$eq" || operator === "$in") narrow(query, column, value);
      else if (operator === "$nin") query.whereNotIn(column, value);
      else if (operator === "$ne" && value === null) query.whereNotNull(column);
      else if (operators[operator]) query.where(column, operators[operator], value);
      else
        throw refused(
          `${column}: "${operator}" is no operator; use $eq, $ne, $in, $nin, $gt, $gte, $lt, $lte`,
        );
    }
  }
}

function shown(row: Row, columns: Entity["columns"], wanted: readonly string[]): Row {
  const shownValue = (column: string): unknown => {
    const value = row[column];
    if (value === null) return null;
    switch (columns[column]) {
      case "time":
        return timeOrNull(value as StoredTime);
      case "json":
        return jsonOf(value as string);
      case "number":
        return Number(value);
      case "flag":
        return value === true || value === 1;
      case "money":
        return decimalOf({ amount: BigInt(value as string), currency: row.currency as Currency });
      default:
        return value;
    }
  };
  return Object.fromEntries(wanted.map((column) => [column, shownValue(column)]));
}

function unknownColumn(name: EntityName, column: string): GoodwordError {
  const known = Object.keys(entities[name].columns).join(", ");
  return refused(`${column}: is no field of ${name}; use ${known}`);
}

function refused(message: string): GoodwordError {
  return new GoodwordError("GW_QUERY", message, { action: "ignore" });
}
