import type { ShareStore } from "@goodword/core";
import type { Knex } from "knex";

export function knexShareStore(knex: Knex): ShareStore {
  return {
    async record(share) {
      const recorded = await knex("goodword_share")
        .insert({
          id: share.id,
          participant_id: share.participantId,
          order_id: share.orderId,
          channel: share.channel,
          shared_at: share.sharedAt,
        })
        .onConflict(["order_id", "channel"])
        .ignore()
        .returning("id");
      return recorded.length > 0;
    },
  };
}
