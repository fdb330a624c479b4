import type { Migration } from "./migration";

/** Counts of requests that several instances share, and how many claims there were of those that were deleted. */
export const limits: Migration = {
  name: "007-limits",

  up(schema) {
    schema
      .createTable("goodword_limit", (table) => {
        // The library that counts writes these three, in this order.
        table.text("key").primary();
        table.integer("points").notNullable();
        /** Milliseconds since 1970. */
        table.bigInteger("expire").index("goodword_limit_expire");
      })
      .createTable("goodword_claim_day", (table) => {
        table.text("code").notNullable();
        /** `2026-11-02` */
        table.text("day").notNullable();
        table.bigInteger("claims").notNullable();
        table.timestamp("first_at", { useTz: true }).notNullable();
        table.primary(["code", "day"]);
      });
    schema.raw("create index goodword_claim_day_at on goodword_claim_day (first_at)");
    schema.raw(
      "create index goodword_referral_unused on goodword_referral (program_id, claimed_at, id) where state = 'claimed'",
    );
  },

  down(schema) {
    schema.raw("drop index goodword_referral_unused");
    schema.dropTable("goodword_claim_day");
    schema.dropTable("goodword_limit");
  },
};
