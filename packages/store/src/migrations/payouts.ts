import type { Migration } from "./migration";

/** Rewards in money that staff pay by hand: in which file each stands, and that it was paid. */
export const payouts: Migration = {
  name: "004-payouts",

  up(schema) {
    schema.createTable("goodword_payout", (table) => {
      // The reward's: one record a code decides between an export and a reversal.
      table.text("code").primary();
      table.text("batch_id").index("goodword_payout_batch");
      table.timestamp("recorded_at", { useTz: true }).notNullable();
      table.text("recorded_by");
      table.timestamp("paid_at", { useTz: true });
      table.text("paid_by");
      table.text("reference");
    });
    schema.raw(
      `create index goodword_reward_payable on goodword_reward (issued_at, id)
       where state = 'issued' and kind in ('payout', 'commission')`,
    );
    schema.raw(
      "create index goodword_payout_open on goodword_payout (recorded_at, code) where batch_id is not null and paid_at is null",
    );
    schema.raw(
      "create index goodword_payout_paid on goodword_payout (recorded_at, code) where paid_at is not null",
    );
  },

  down(schema) {
    schema.raw("drop index goodword_reward_payable");
    schema.dropTable("goodword_payout");
  },
};
