import type { Migration } from "./migration";

/** What an order carries of a friend's benefit that was not for it. */
export const carts: Migration = {
  name: "006-carts",

  up(schema, dialect) {
    const json = dialect === "pg" ? "jsonb" : "json";
    schema.raw(`alter table goodword_order add column undue_benefit ${json}`);
    schema.raw(
      "create index goodword_order_undue on goodword_order (placed_at, order_id) where undue_benefit is not null",
    );
  },

  down(schema) {
    schema.raw("drop index goodword_order_undue");
    schema.raw("alter table goodword_order drop column undue_benefit");
  },
};
