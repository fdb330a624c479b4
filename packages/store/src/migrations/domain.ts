import type { Knex } from "knex";
import type { Dialect } from "../columns";
import type { Migration } from "./migration";

/** Programs with versions, bindings, traces and counters, and what the whole domain keeps of the rest. */
export const domain: Migration = {
  name: "003-domain",

  up(schema, dialect) {
    createTables(schema);
    for (const sql of upgrade(dialects[dialect])) schema.raw(sql);
  },

  /** What the shape before has no place for is dropped: former codes, and what had no claim behind it. */
  down(schema, dialect) {
    for (const sql of downgrade(dialects[dialect])) schema.raw(sql);
    for (const name of ["counter", "trace", "binding", "program_version", "program"]) {
      schema.dropTable(`goodword_${name}`);
    }
  },
};

interface Index {
  readonly name: string;
  readonly create: string;
}

interface Words {
  readonly time: string;
  readonly json: string;
  readonly byBytes: string;
  /** Lets a column be null, or no longer; `index` is the one it has. */
  nullable(table: string, column: string, index: Index): string[];
  filled(table: string, column: string, index: Index): string[];
  unique(table: string, name: string, columns: string): string;
  notUnique(table: string, name: string): string;
}

const dialects: Record<Dialect, Words> = {
  pg: {
    time: "timestamptz",
    json: "jsonb",
    byBytes: ' collate "C"',
    nullable: (table, column) => [`alter table ${table} alter column ${column} drop not null`],
    filled: (table, column) => [`alter table ${table} alter column ${column} set not null`],
    unique: (table, name, columns) => `alter table ${table} add constraint ${name} unique (${columns})`,
    notUnique: (table, name) => `alter table ${table} drop constraint ${name}`,
  },
  "better-sqlite3": {
    time: "datetime",
    json: "json",
    byBytes: "",
    nullable: (table, column, index) => replaced(table, column, index, "text"),
    // A column that is added needs a default here; nothing writes it.
    filled: (table, column, index) => replaced(table, column, index, "text not null default ''"),
    unique: (table, name, columns) => `create unique index ${name} on ${table} (${columns})`,
    notUnique: (_table, name) => `drop index ${name}`,
  },
};

/** SQLite cannot change a column: another takes its place. */
function replaced(table: string, column: string, { name, create }: Index, type: string): string[] {
  return [
    `drop index ${name}`,
    `alter table ${table} rename column ${column} to ${column}_before`,
    `alter table ${table} add column ${column} ${type}`,
    `update ${table} set ${column} = ${column}_before`,
    `alter table ${table} drop column ${column}_before`,
    create,
  ];
}

const claimIndex = {
  name: "goodword_referral_claim",
  create: "create unique index goodword_referral_claim on goodword_referral (claim_hash)",
};
const benefitIndex = {
  name: "goodword_referral_benefit",
  create: "create unique index goodword_referral_benefit on goodword_referral (benefit_code)",
};
const rewardIndex = {
  name: "goodword_reward_referral",
  create: "create index goodword_reward_referral on goodword_reward (referral_id)",
};

function upgrade({ time, json, byBytes, nullable, notUnique }: Words): string[] {
  const add = (table: string, ...columns: string[]) =>
    columns.map((column) => `alter table ${table} add column ${column}`);
  return [
    ...add("goodword_participant", "display_name text", "name_key text"),
    "create index goodword_participant_name on goodword_participant (name_key) where name_key is not null",

    ...add("goodword_code", "is_primary boolean not null default true"),
    notUnique("goodword_code", "goodword_code_once"),
    "create unique index goodword_code_primary on goodword_code (participant_id, program_id) where is_primary",
    "create index goodword_code_former on goodword_code (participant_id) where not is_primary",

    ...add(
      "goodword_referral",
      "program_version integer not null default 1",
      "source text not null default 'claim'",
    ),
    ...nullable("goodword_referral", "claim_hash", claimIndex),
    ...nullable("goodword_referral", "benefit_code", benefitIndex),
    "create index goodword_referral_friend on goodword_referral (friend_id) where friend_id is not null",
    // An advocate's, now by when they converted: how many did of late is asked with every order.
    "drop index goodword_referral_advocate",
    "create index goodword_referral_recent on goodword_referral (advocate_id, converted_at)",
    // Counted by advocate now, as a person may have several codes.
    "drop index goodword_referral_code",

    ...add(
      "goodword_order",
      "refunded bigint not null default 0",
      "referral_id text",
      "verdict text not null default 'none'",
      `reasons ${json} not null default '[]'`,
    ),
    `update goodword_order set
       referral_id = referral.id,
       verdict = case referral.state when 'converted' then 'waiting' when 'qualified' then 'qualified' else 'rejected' end,
       reasons = case referral.state when 'reversed' then '["order-canceled"]' else referral.reasons end
     from goodword_referral as referral where referral.order_id = goodword_order.order_id`,
    "create index goodword_order_referral on goodword_order (referral_id) where referral_id is not null",
    "create index goodword_order_newest on goodword_order (currency, placed_at)",
    `create index goodword_order_placed on goodword_order (placed_at, order_id${byBytes})`,

    ...add(
      "goodword_reward",
      "program_version integer not null default 1",
      "kind text not null default 'discount-code'",
      "reversed bigint not null default 0",
      "payout bigint",
      "settled bigint not null default 0",
      `expires_at ${time}`,
      "declined text",
      `verdict ${json}`,
      `review ${json}`,
      `waiting_since ${time}`,
    ),
    ...nullable("goodword_reward", "referral_id", rewardIndex),
    "update goodword_reward set reversed = amount where state = 'reversed'",
    "update goodword_reward set payout = amount where issued_at is not null",
    "create index goodword_reward_waiting on goodword_reward (waiting_since, id) where waiting_since is not null",

    // A person's accounts begin alike, and are found by that only in the order of their bytes.
    "drop index goodword_ledger_posting_account",
    `create index goodword_ledger_posting_account on goodword_ledger_posting (account${byBytes}, currency)`,
  ];
}

function downgrade({ filled, unique }: Words): string[] {
  const drop = (table: string, ...columns: string[]) =>
    columns.map((column) => `alter table ${table} drop column ${column}`);
  return [
    "drop index goodword_participant_name",
    ...drop("goodword_participant", "display_name", "name_key"),

    "delete from goodword_code where not is_primary",
    "drop index goodword_code_primary",
    "drop index goodword_code_former",
    ...drop("goodword_code", "is_primary"),
    unique("goodword_code", "goodword_code_once", "participant_id, program_id"),

    "delete from goodword_referral where claim_hash is null or benefit_code is null or state = 'clicked'",
    "drop index goodword_referral_friend",
    "drop index goodword_referral_recent",
    "create index goodword_referral_advocate on goodword_referral (advocate_id, claimed_at, id)",
    ...drop("goodword_referral", "program_version", "source"),
    ...filled("goodword_referral", "claim_hash", claimIndex),
    ...filled("goodword_referral", "benefit_code", benefitIndex),
    "create index goodword_referral_code on goodword_referral (code, state)",

    "drop index goodword_order_referral",
    "drop index goodword_order_newest",
    "drop index goodword_order_placed",
    ...drop("goodword_order", "refunded", "referral_id", "verdict", "reasons"),

    "delete from goodword_reward where referral_id is null",
    "drop index goodword_reward_waiting",
    ...drop("goodword_reward", "program_version", "kind", "reversed", "payout", "settled", "expires_at"),
    ...drop("goodword_reward", "declined", "verdict", "review", "waiting_since"),
    ...filled("goodword_reward", "referral_id", rewardIndex),

    "drop index goodword_ledger_posting_account",
    "create index goodword_ledger_posting_account on goodword_ledger_posting (account, currency)",
  ];
}

function createTables(schema: Knex.SchemaBuilder): void {
  const time = (table: Knex.CreateTableBuilder, name: string) => table.timestamp(name, { useTz: true });
  schema
    .createTable("goodword_program", (table) => {
      table.text("id").primary();
      table.text("state").notNullable();
      table.text("seed");
      // The newest.
      table.integer("version").notNullable();
    })
    .createTable("goodword_program_version", (table) => {
      table.text("program_id").notNullable();
      table.integer("version").notNullable();
      table.jsonb("definition").notNullable();
      time(table, "created_at").notNullable();
      table.primary(["program_id", "version"]);
    })
    .createTable("goodword_binding", (table) => {
      table.text("program_id").notNullable();
      table.text("friend_id").notNullable();
      table.text("referral_id").notNullable();
      time(table, "bound_at").notNullable();
      time(table, "until");
      // The friend first: an order asks for their bindings in any program.
      table.primary(["friend_id", "program_id"]);
    })
    .createTable("goodword_trace", (table) => {
      table.text("kind").notNullable();
      table.text("hash").notNullable();
      table.text("participant_id").notNullable().index("goodword_trace_participant");
      // The hash first: an order asks for whoever left one, of any kind.
      table.primary(["hash", "kind", "participant_id"]);
    })
    .createTable("goodword_counter", (table) => {
      table.text("program_id").notNullable();
      table.text("scope").notNullable();
      table.text("subject").notNullable().index("goodword_counter_subject");
      // In no index: a count is written more often than it is ranked.
      table.bigInteger("count").notNullable();
      table.primary(["program_id", "scope", "subject"]);
    });
}
