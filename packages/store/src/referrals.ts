import type { Referral, ReferralState, ReferralStore, RejectionReason } from "@goodword/core";
import type { Knex } from "knex";
import { jsonOf, type StoredTime, timeOf, timeOrNull } from "./columns";

interface Row {
  id: string;
  program_id: string;
  code: string;
  advocate_id: string;
  state: ReferralState;
  claim_hash: string;
  benefit_code: string;
  claimed_at: StoredTime;
  friend_id: string | null;
  order_id: string | null;
  converted_at: StoredTime | null;
  reasons: RejectionReason[] | string;
}

const table = "goodword_referral";

export function knexReferralStore(knex: Knex): ReferralStore {
  const find = async (where: Partial<Row>): Promise<Referral | null> => {
    const row = await knex(table).where(where).first<Row | undefined>();
    return row === undefined ? null : referralOf(row);
  };
  return {
    async insert(referral) {
      await knex(table).insert(rowOf(referral));
    },
    byId: (id) => find({ id }),
    byClaimHash: (hash) => find({ claim_hash: hash }),
    async byBenefitCodes(codes) {
      const rows = await knex(table)
        .whereIn("benefit_code", codes)
        .orderBy(["claimed_at", "id"])
        .select<Row[]>("*");
      return rows.map(referralOf);
    },
    byOrder: (orderId) => find({ order_id: orderId }),
    async save(referral, from) {
      return (await knex(table).where({ id: referral.id, state: from }).update(rowOf(referral))) > 0;
    },
  };
}

function rowOf(referral: Referral): Row {
  return {
    id: referral.id,
    program_id: referral.programId,
    code: referral.code,
    advocate_id: referral.advocateId,
    state: referral.state,
    claim_hash: referral.claimHash,
    benefit_code: referral.benefitCode,
    claimed_at: referral.claimedAt,
    friend_id: referral.friendId,
    order_id: referral.orderId,
    converted_at: referral.convertedAt,
    reasons: JSON.stringify(referral.reasons),
  };
}

function referralOf(row: Row): Referral {
  return {
    id: row.id,
    programId: row.program_id,
    code: row.code,
    advocateId: row.advocate_id,
    state: row.state,
    claimHash: row.claim_hash,
    benefitCode: row.benefit_code,
    claimedAt: timeOf(row.claimed_at),
    friendId: row.friend_id,
    orderId: row.order_id,
    convertedAt: timeOrNull(row.converted_at),
    reasons: jsonOf<RejectionReason[]>(row.reasons),
  };
}
