import type { Migration } from "./migration";

/** Proofs by mail that two records are one person, one a proposal. */
export const proofs: Migration = {
  name: "010-proof",

  up(schema) {
    schema.createTable("goodword_proof_request", (table) => {
      table.text("proposal_id").primary();
      table.text("id").notNullable();
      table.text("seed").notNullable();
      table.text("token_hash").notNullable().unique({ indexName: "goodword_proof_request_token" });
      table.text("link_to").notNullable();
      table.text("number_to").notNullable();
      table.text("locale").notNullable();
      table.timestamp("asked_at", { useTz: true }).notNullable();
      table.text("asked_by").notNullable();
      table.timestamp("expires_at", { useTz: true }).notNullable();
      table.integer("times").notNullable();
      table.integer("tries").notNullable();
    });
  },

  down(schema) {
    schema.dropTable("goodword_proof_request");
  },
};
