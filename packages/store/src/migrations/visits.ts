import type { Migration } from "./migration";

/** The networks that visits came from, and how many a code had on a day that is closed. */
export const visits: Migration = {
  name: "008-visits",

  up(schema) {
    // Null for the clicks that are there: they are gone in a day, and none of them is an invitation.
    schema.raw("alter table goodword_click add column network text");
    schema.createTable("goodword_invitation_day", (table) => {
      table.text("code").notNullable();
      /** `2026-11-02` */
      table.text("day").notNullable();
      table.bigInteger("networks").notNullable();
      table.primary(["code", "day"]);
    });
  },

  down(schema) {
    schema.dropTable("goodword_invitation_day");
    schema.raw("alter table goodword_click drop column network");
  },
};
