import type { Migration } from "./migration";

/** What an order cost when it was decided, by which refunds are measured, and what of a reward was given again. */
export const prices: Migration = {
  name: "011-prices",

  up(schema) {
    schema.raw("alter table goodword_order add column price bigint not null default 0");
    // Refunds of the orders that are there were measured by their value.
    schema.raw("update goodword_order set price = value");
    schema.raw("alter table goodword_reward add column restored bigint not null default 0");
  },

  down(schema) {
    schema.raw("alter table goodword_reward drop column restored");
    schema.raw("alter table goodword_order drop column price");
  },
};
