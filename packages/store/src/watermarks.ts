import type { WatermarkStore } from "@goodword/core";
import type { Knex } from "knex";
import { type StoredTime, timeOf } from "./columns";

const table = "goodword_watermark";

export function knexWatermarkStore(knex: Knex): WatermarkStore {
  return {
    async get(name) {
      const row = await knex(table).where("name", name).first<{ at: StoredTime } | undefined>("at");
      return row === undefined ? null : timeOf(row.at);
    },
    async set(name, at) {
      await knex(table).insert({ name, at }).onConflict("name").merge();
    },
  };
}
