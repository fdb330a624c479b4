import type { Knex } from "knex";
import { refuseChanges } from "./append-only";
import type { Migration } from "./migration";

const time = (table: Knex.CreateTableBuilder, name: string) => table.timestamp(name, { useTz: true });

export const initial: Migration = {
  name: "001-initial",

  up(schema, dialect) {
    schema
      .createTable("goodword_participant", (table) => {
        table.text("id").primary();
        table.text("first_order_id").notNullable();
        table.text("locale");
        time(table, "enrolled_at").notNullable().index("goodword_participant_enrolled");
        time(table, "dismissed_until");
      })
      .createTable("goodword_identity", (table) => {
        table.text("kind").notNullable();
        table.text("value").notNullable();
        table.text("participant_id").notNullable().index("goodword_identity_participant");
        table.primary(["kind", "value"]);
      })
      .createTable("goodword_code", (table) => {
        table.text("code").primary();
        table.text("program_id").notNullable();
        table.text("participant_id").notNullable();
        table.text("status").notNullable();
        time(table, "created_at").notNullable();
        // The participant first: staff look a person up without naming the program.
        table.unique(["participant_id", "program_id"], { indexName: "goodword_code_once" });
      })
      .createTable("goodword_click", (table) => {
        table.text("id").primary();
        table.text("code").notNullable();
        table.text("visitor").notNullable();
        time(table, "hour").notNullable();
        time(table, "clicked_at").notNullable();
        table.text("channel");
        table.boolean("bot").notNullable();
        table.unique(["code", "visitor", "hour"], { indexName: "goodword_click_once" });
      })
      .createTable("goodword_share", (table) => {
        table.text("id").primary();
        table.text("participant_id").notNullable().index("goodword_share_participant");
        table.text("order_id").notNullable();
        table.text("channel").notNullable();
        time(table, "shared_at").notNullable();
        table.unique(["order_id", "channel"], { indexName: "goodword_share_once" });
      })
      .createTable("goodword_referral", (table) => {
        table.text("id").primary();
        table.text("program_id").notNullable();
        table.text("code").notNullable();
        table.text("advocate_id").notNullable();
        table.text("state").notNullable();
        table.text("claim_hash").notNullable().unique({ indexName: "goodword_referral_claim" });
        table.text("benefit_code").notNullable().unique({ indexName: "goodword_referral_benefit" });
        time(table, "claimed_at").notNullable();
        table.text("friend_id");
        table.text("order_id").unique({ indexName: "goodword_referral_order" });
        time(table, "converted_at");
        table.jsonb("reasons").notNullable();
        table.index(["code", "state"], "goodword_referral_code");
        table.index(["claimed_at", "id"], "goodword_referral_newest");
        table.index(["state", "claimed_at", "id"], "goodword_referral_state");
        table.index(["advocate_id", "claimed_at", "id"], "goodword_referral_advocate");
      })
      .createTable("goodword_order", (table) => {
        table.text("order_id").primary();
        table.text("display_id").notNullable();
        table.text("participant_id").notNullable();
        table.text("currency").notNullable();
        table.bigInteger("value").notNullable();
        time(table, "placed_at").notNullable();
        time(table, "canceled_at");
        table.jsonb("attribution").notNullable();
        table.index(["participant_id", "placed_at"], "goodword_order_participant");
      })
      .createTable("goodword_reward", (table) => {
        table.text("id").primary();
        table.text("program_id").notNullable();
        table.text("order_id").notNullable();
        table.text("referral_id").notNullable().index("goodword_reward_referral");
        table.text("rule").notNullable();
        table.text("side").notNullable();
        table.text("participant_id").notNullable();
        table.bigInteger("amount").notNullable();
        table.text("currency").notNullable();
        table.text("state").notNullable();
        table.text("code").notNullable().unique({ indexName: "goodword_reward_code" });
        time(table, "due_at").notNullable();
        time(table, "created_at").notNullable();
        time(table, "issued_at");
        time(table, "reversed_at");
        table.boolean("used_before_reversal");
        table.unique(["order_id", "program_id", "rule", "side"], { indexName: "goodword_reward_once" });
        table.index(["participant_id", "created_at", "id"], "goodword_reward_participant");
      })
      .createTable("goodword_ledger_entry", (table) => {
        table.bigIncrements("seq");
        table.text("id").notNullable().unique({ indexName: "goodword_ledger_entry_id" });
        table.text("program_id").notNullable();
        table.text("order_id").notNullable();
        table.text("rule").notNullable();
        table.text("side").notNullable();
        table.text("kind").notNullable();
        time(table, "posted_at").notNullable();
        table.unique(["order_id", "program_id", "rule", "side", "kind"], {
          indexName: "goodword_ledger_entry_once",
        });
      })
      .createTable("goodword_ledger_posting", (table) => {
        table.text("entry_id").notNullable().references("id").inTable("goodword_ledger_entry");
        table.integer("position").notNullable();
        table.text("account").notNullable();
        table.text("currency").notNullable();
        table.bigInteger("amount").notNullable();
        table.primary(["entry_id", "position"]);
        table.index(["account", "currency"], "goodword_ledger_posting_account");
      })
      .createTable("goodword_content", (table) => {
        table.text("id").primary();
        table.bigInteger("version").notNullable();
        table.jsonb("snapshot").notNullable();
        time(table, "received_at").notNullable();
      })
      .createTable("goodword_watermark", (table) => {
        table.text("name").primary();
        time(table, "at").notNullable();
      });
    for (const queue of ["goodword_inbox", "goodword_outbox"]) createQueue(schema, queue);
    refuseChanges(schema, dialect, ["goodword_ledger_entry", "goodword_ledger_posting"]);
  },

  down(schema, dialect) {
    for (const name of [
      "goodword_outbox",
      "goodword_inbox",
      "goodword_watermark",
      "goodword_content",
      "goodword_ledger_posting",
      "goodword_ledger_entry",
      "goodword_reward",
      "goodword_order",
      "goodword_referral",
      "goodword_share",
      "goodword_click",
      "goodword_code",
      "goodword_identity",
      "goodword_participant",
    ]) {
      schema.dropTable(name);
    }
    if (dialect === "pg") schema.raw("drop function goodword_refuse_change()");
  },
};

function createQueue(schema: Knex.SchemaBuilder, name: string): void {
  schema.createTable(name, (table) => {
    table.bigIncrements("seq");
    table
      .text("id")
      .notNullable()
      .unique({ indexName: `${name}_id` });
    table
      .text("key")
      .notNullable()
      .unique({ indexName: `${name}_key` });
    table.text("kind").notNullable();
    table.jsonb("payload").notNullable();
    /** `waiting` (also while leased), `done` or `dead`. */
    table.text("state").notNullable().defaultTo("waiting");
    table.integer("attempts").notNullable().defaultTo(0);
    time(table, "available_at").notNullable();
    time(table, "lease_until");
    time(table, "done_at");
    table.text("error");
  });
  // Finished rows stay for good; the index that workers read holds the others only.
  schema.raw(`create index ${name}_waiting on ${name} (available_at, seq) where state = 'waiting'`);
}
