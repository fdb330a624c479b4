import type { Referral, ReferralState, ReferralStore, RejectionReason } from "@goodword/core";
import type { Knex } from "knex";
import { jsonOf, type StoredTime, timeOf, timeOrNull } from "./columns";
import { type Lookup, lookup, moveEach, rowsOf, worded } from "./set-statements";
import { type ColumnType, insertInto, statements } from "./statements";

interface Row {
  id: string;
  program_id: string;
  program_version: number | string;
  code: string;
  advocate_id: string;
  state: ReferralState;
  source: Referral["source"];
  claim_hash: string | null;
  benefit_code: string | null;
  claimed_at: StoredTime;
  friend_id: string | null;
  order_id: string | null;
  converted_at: StoredTime | null;
  reasons: RejectionReason[] | string;
}

const table = "goodword_referral";

const columns = {
  program_id: "text",
  program_version: "integer",
  code: "text",
  advocate_id: "text",
  state: "text",
  source: "text",
  claim_hash: "text",
  benefit_code: "text",
  claimed_at: "timestamptz",
  friend_id: "text",
  order_id: "text",
  converted_at: "timestamptz",
  reasons: "jsonb",
} satisfies Record<string, ColumnType>;

const insert = insertInto({ table, columns: { id: "text", ...columns } });
const move = moveEach({ table, key: "id", set: columns });

const select = `select ${["id", ...Object.keys(columns)].join(", ")} from ${table}`;
const byIds = lookup({ select, key: "id" });
const byClaimHashes = lookup({ select, key: "claim_hash" });
const byBenefitCodes = lookup({ select, key: "benefit_code", order: "claimed_at, id" });
const byOrders = lookup({ select, key: "order_id" });
const byFriends = lookup({ select, key: "friend_id", order: "claimed_at desc, id desc" });
const recent = worded(({ dialect, given, oneOf }) => {
  const newest = "order by converted_at desc, id desc";
  return dialect === "pg"
    ? `select found.* from ${given({ advocate: "text" })} cross join lateral (
         ${select} where advocate_id = given.advocate and converted_at >= $2 ${newest} limit $3
       ) as found ${newest}`
    : `select * from (
         select *, row_number() over (partition by advocate_id ${newest}) as place from ${table}
         where advocate_id ${oneOf(1)} and converted_at >= $2
       ) where place <= $3 ${newest}`;
});

export function knexReferralStore(knex: Knex): ReferralStore {
  const database = statements(knex);
  const find = async (by: Lookup, keys: readonly string[]): Promise<Referral[]> =>
    (await rowsOf<Row>(database, by, keys)).map(referralOf);
  return {
    async insert(referrals) {
      await database.insert(insert, referrals.map(rowOf));
    },
    byIds: (ids) => find(byIds, ids),
    byClaimHashes: (hashes) => find(byClaimHashes, hashes),
    byBenefitCodes: (codes) => find(byBenefitCodes, codes),
    async byOrder(orderId) {
      return (await find(byOrders, [orderId]))[0] ?? null;
    },
    byFriends: (friendIds) => find(byFriends, friendIds),
    async recent(advocateIds, since, limit) {
      if (advocateIds.length === 0) return [];
      const rows = await database.run<Row>(recent, [[...new Set(advocateIds)], since, limit]);
      return rows.map(referralOf);
    },
    async save(changes) {
      const rows = changes.map(({ to, from: was }) => ({ ...rowOf(to), was })).sort(byId);
      const moved = new Set((await database.insert<string, Row>(move, rows)).map(({ id }) => id));
      return changes.map(({ to }) => to.id).filter((id) => !moved.has(id));
    },
  };
}

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);

function rowOf(referral: Referral) {
  return {
    id: referral.id,
    program_id: referral.programId,
    program_version: referral.programVersion,
    code: referral.code,
    advocate_id: referral.advocateId,
    state: referral.state,
    source: referral.source,
    claim_hash: referral.claimHash,
    benefit_code: referral.benefitCode,
    claimed_at: referral.claimedAt,
    friend_id: referral.friendId,
    order_id: referral.orderId,
    converted_at: referral.convertedAt,
    reasons: referral.reasons,
  };
}

function referralOf(row: Row): Referral {
  return {
    id: row.id,
    programId: row.program_id,
    programVersion: Number(row.program_version),
    code: row.code,
    advocateId: row.advocate_id,
    state: row.state,
    source: row.source,
    claimHash: row.claim_hash,
    benefitCode: row.benefit_code,
    claimedAt: timeOf(row.claimed_at),
    friendId: row.friend_id,
    orderId: row.order_id,
    convertedAt: timeOrNull(row.converted_at),
    reasons: jsonOf<RejectionReason[]>(row.reasons),
  };
}
