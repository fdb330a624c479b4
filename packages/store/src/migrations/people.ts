import type { Knex } from "knex";
import type { Migration } from "./migration";

const time = (table: Knex.CreateTableBuilder, name: string) => table.timestamp(name, { useTz: true });

/** Pairs of records that may be one person, the merges that staff made, and logins seen at checkout. */
export const people: Migration = {
  name: "005-people",

  up(schema) {
    schema
      .createTable("goodword_identity_proposal", (table) => {
        table.text("id").primary();
        // The pair in the order of its bytes.
        table.text("first_id").notNullable();
        table.text("second_id").notNullable().index("goodword_identity_proposal_second");
        table.jsonb("reasons").notNullable();
        table.text("order_id").notNullable();
        time(table, "proposed_at").notNullable();
        table.text("state").notNullable();
        table.text("decided_by");
        table.text("decided_reason");
        time(table, "decided_at");
        table.unique(["first_id", "second_id"], { indexName: "goodword_identity_proposal_once" });
      })
      .createTable("goodword_merge", (table) => {
        table.bigIncrements("seq");
        table.text("id").notNullable().unique({ indexName: "goodword_merge_id" });
        table.text("proposal_id").notNullable();
        table.text("from_id").notNullable().index("goodword_merge_from");
        table.text("into_id").notNullable().index("goodword_merge_into");
        table.text("merged_by").notNullable();
        table.text("reason").notNullable();
        time(table, "merged_at").notNullable();
        table.jsonb("moved").notNullable();
        table.jsonb("held").notNullable();
        table.text("undone_by");
        table.text("undone_reason");
        time(table, "undone_at");
      })
      .createTable("goodword_login", (table) => {
        table.text("cart_id").primary();
        table.text("customer_id").notNullable();
        time(table, "seen_at").notNullable().index("goodword_login_seen");
      });
    schema.raw(
      "create index goodword_identity_proposal_open on goodword_identity_proposal (proposed_at, id) where state = 'open'",
    );
  },

  down(schema) {
    for (const name of ["goodword_login", "goodword_merge", "goodword_identity_proposal"]) {
      schema.dropTable(name);
    }
  },
};
