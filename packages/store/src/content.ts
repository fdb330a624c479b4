import type { ContentSnapshot, ContentStore } from "@goodword/core";
import type { Knex } from "knex";
import { jsonOf } from "./columns";

const table = "goodword_content";

export function knexContentStore(knex: Knex): ContentStore {
  return {
    async current() {
      const row = await knex(table)
        .where("id", "current")
        .first<{ snapshot: ContentSnapshot | string } | undefined>("snapshot");
      return row === undefined ? null : jsonOf<ContentSnapshot>(row.snapshot);
    },
    async keep(snapshot, receivedAt) {
      const kept = await knex(table)
        .insert({
          id: "current",
          version: snapshot.version,
          snapshot: JSON.stringify(snapshot),
          received_at: receivedAt,
        })
        .onConflict("id")
        .merge()
        .where(`${table}.version`, "<", snapshot.version)
        .returning("id");
      return kept.length > 0;
    },
  };
}
