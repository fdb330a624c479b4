import type { ShareStore } from "@goodword/core";
import type { Knex } from "knex";
import { insertInto, statement, statements } from "./statements";

const record = insertInto({
  table: "goodword_share",
  columns: {
    id: "text",
    participant_id: "text",
    order_id: "text",
    channel: "text",
    shared_at: "timestamptz",
  },
  conflict: { target: ["order_id", "channel"] },
  returning: ["id"],
});
const countOf = statement("select count(*) as count from goodword_share where participant_id = $1");

export function knexShareStore(knex: Knex): ShareStore {
  const database = statements(knex);
  return {
    async record(share) {
      const row = {
        id: share.id,
        participant_id: share.participantId,
        order_id: share.orderId,
        channel: share.channel,
        shared_at: share.sharedAt,
      };
      return (await database.insert(record, [row])).length > 0;
    },
    async countOf(participantId) {
      const [row] = await database.run<{ count: string | number }>(countOf, [participantId]);
      return Number(row?.count);
    },
  };
}
