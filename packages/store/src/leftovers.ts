import type { LeftoverStore } from "@goodword/core";
import type { Knex } from "knex";
import { atomically, type StoredTime, timeOf } from "./columns";
import { worded } from "./set-statements";
import { statement, statements } from "./statements";

interface ClaimRow {
  id: string;
  claimed_at: StoredTime;
  benefit_code: string | null;
}

interface DeletedRow {
  code: string;
  claimed_at: StoredTime;
}

/** Nothing came of it, whoever may have been about to. */
const isUnused = `referral.state = 'claimed' and referral.order_id is null and referral.friend_id is null
  and referral.converted_at is null
  and not exists (select 1 from goodword_order as placed where placed.referral_id = referral.id)
  and not exists (select 1 from goodword_binding as bound where bound.referral_id = referral.id)
  and not exists (select 1 from goodword_reward as reward where reward.referral_id = referral.id)`;

// A version is written as a text: lists of texts are what both databases are given alike.
const unused = worded(
  ({ oneOf, byBytes }) =>
    `select referral.id, referral.claimed_at, referral.benefit_code from goodword_referral as referral
     where referral.program_id = $1 and cast(referral.program_version as text) ${oneOf(2)}
       and referral.claimed_at < $3 and (referral.claimed_at > $4 or (referral.claimed_at = $4 and referral.id ${byBytes} > $5))
       and ${isUnused}
     order by referral.claimed_at, referral.id ${byBytes} limit $6`,
);
const remove = worded(
  ({ oneOf }) =>
    `delete from goodword_referral as referral where referral.id ${oneOf(1)} and ${isUnused} returning code, claimed_at`,
);
const keep = worded(({ dialect }) => {
  const earlier = dialect === "pg" ? "least" : "min";
  return `insert into goodword_claim_day (code, day, claims, first_at) values ($1, $2, $3, $4)
    on conflict (code, day) do update set claims = goodword_claim_day.claims + excluded.claims,
      first_at = ${earlier}(goodword_claim_day.first_at, excluded.first_at)`;
});
const removeCounts = statement(
  "delete from goodword_limit where key = any(array(select key from goodword_limit where expire < $1 limit $2 for update skip locked))",
  "delete from goodword_limit where key in (select key from goodword_limit where expire < $1 limit $2)",
);

export function knexLeftoverStore(knex: Knex): LeftoverStore {
  return {
    async unusedClaims({ programId, versions, before, after, limit }) {
      const since = after?.claimedAt ?? new Date(0);
      const values = [programId, versions.map(String), before, since, after?.id ?? "", limit];
      const rows = await statements(knex).run<ClaimRow>(unused, values);
      return rows.map((row) => ({
        id: row.id,
        claimedAt: timeOf(row.claimed_at),
        benefitCode: row.benefit_code,
      }));
    },
    deleteClaims(ids) {
      return atomically(knex, async (trx) => {
        const database = statements(trx);
        const gone = await database.run<DeletedRow>(remove, [[...new Set(ids)].sort()]);
        for (const { code, day, claims, firstAt } of byDay(gone)) {
          await database.change(keep, [code, day, claims, firstAt]);
        }
        return gone.length;
      });
    },
    async deleteCounts(before, limit) {
      return statements(knex).change(removeCounts, [before.getTime(), limit]);
    },
  };
}

/** In one order for everybody, so that two transactions never wait for each other in a circle. */
function byDay(gone: readonly DeletedRow[]) {
  const days = new Map<string, { code: string; day: string; claims: number; firstAt: Date }>();
  for (const { code, claimed_at } of gone) {
    const at = timeOf(claimed_at);
    const day = at.toISOString().slice(0, 10);
    const known = days.get(`${day} ${code}`);
    days.set(`${day} ${code}`, {
      code,
      day,
      claims: (known?.claims ?? 0) + 1,
      firstAt: known !== undefined && known.firstAt < at ? known.firstAt : at,
    });
  }
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
