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
    async keep(snapshot, receivedAt, onto) {
      const row = {
        id: "current",
        version: snapshot.version,
        snapshot: JSON.stringify(snapshot),
        received_at: receivedAt,
      };
      if (onto === 0)
        return (await knex(table).insert(row).onConflict("id").ignore().returning("id")).length > 0;
      const older =
        onto === undefined ? knex(table).insert(row).onConflict("id").merge() : knex(table).update(row);
      if (onto !== undefined) older.where("version", onto);
      return (await older.where(`${table}.version`, "<", snapshot.version).returning("id")).length > 0;
    },
  };
}
