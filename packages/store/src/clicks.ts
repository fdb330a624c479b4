import type { ClickStore } from "@goodword/core";
import type { Knex } from "knex";

const hour = 3_600_000;

export function knexClickStore(knex: Knex): ClickStore {
  return {
    async record(click) {
      const recorded = await knex("goodword_click")
        .insert({
          id: click.id,
          code: click.code,
          visitor: click.visitor,
          hour: new Date(Math.floor(click.clickedAt.getTime() / hour) * hour),
          clicked_at: click.clickedAt,
          channel: click.channel,
          bot: click.bot,
        })
        .onConflict(["code", "visitor", "hour"])
        .ignore()
        .returning("id");
      return recorded.length > 0;
    },
  };
}
