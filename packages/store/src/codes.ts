import type { CodeStore, ReferralCode } from "@goodword/core";
import type { Knex } from "knex";
import { type StoredTime, timeOf } from "./columns";

interface Row {
  code: string;
  program_id: string;
  participant_id: string;
  status: ReferralCode["status"];
  created_at: StoredTime;
}

const table = "goodword_code";

export function knexCodeStore(knex: Knex): CodeStore {
  const find = async (where: Partial<Row>): Promise<ReferralCode | null> => {
    const row = await knex(table).where(where).first<Row | undefined>();
    return row === undefined ? null : codeOf(row);
  };
  return {
    async mint(candidate) {
      // Either key may be taken; which one is read afterwards, as a caught error would end the transaction.
      const minted = await knex(table)
        .insert({
          code: candidate.code,
          program_id: candidate.programId,
          participant_id: candidate.participantId,
          status: candidate.status,
          created_at: candidate.createdAt,
        })
        .onConflict()
        .ignore()
        .returning("code");
      if (minted.length > 0) return { outcome: "minted", code: candidate };
      const existing = await find({
        program_id: candidate.programId,
        participant_id: candidate.participantId,
      });
      return existing === null ? { outcome: "taken" } : { outcome: "existing", code: existing };
    },
    byCode: (code) => find({ code }),
    byParticipant: (programId, participantId) =>
      find({ program_id: programId, participant_id: participantId }),
    async setStatus(code, status) {
      return (await knex(table).where("code", code).update({ status })) > 0;
    },
  };
}

function codeOf(row: Row): ReferralCode {
  return {
    code: row.code,
    programId: row.program_id,
    participantId: row.participant_id,
    status: row.status,
    createdAt: timeOf(row.created_at),
  };
}
