import type { AdvocateQuery, AdvocateRow, Currency, InsightStore, Money, ReferralRow } from "@goodword/core";
import type { Knex } from "knex";
import { dialectOf, digits, jsonOf, type StoredTime, timeOf, timeOrNull } from "./columns";
import { byOrder, matching, matchingReferrals, matchingRewards } from "./insight-filters";
import { knexMeasures } from "./insight-measures";
import { invitations } from "./invitations";
import { type RewardRow, rewardFields, rewardOf } from "./rewards";

type Count = string | number | bigint;

interface AdvocateRecord {
  participant_id: string;
  code: string;
  status: AdvocateRow["codeStatus"];
  first_order_id: string;
  enrolled_at: StoredTime;
  shares: Count;
  clicks: Count;
  invitations: Count;
  claims: Count;
  claims_gone: Count | null;
  qualified: Count;
}

interface ReferralRecord {
  id: string;
  code: string;
  advocate_id: string;
  first_order_id: string;
  state: ReferralRow["state"];
  reasons: ReferralRow["reasons"] | string;
  claimed_at: StoredTime;
  converted_at: StoredTime | null;
  order_id: string | null;
  display_id: string | null;
}

type ReferralReward = Pick<
  RewardRow,
  "referral_id" | "state" | "amount" | "currency" | "due_at" | "issued_at"
>;

/** A page costs the same few queries whatever its length: the rows, what belongs to them, and the count. */
export function knexInsightStore(knex: Knex): InsightStore {
  const byBytes = dialectOf(knex) === "pg" ? 'collate "C"' : "";
  const primaryCodes = () =>
    knex("goodword_code as code")
      // Written out, as an index of primary codes only is found by these words.
      .whereRaw("code.is_primary")
      .join("goodword_participant as person", "person.id", "code.participant_id");

  const columns = [
    "code.participant_id",
    "code.program_id",
    "code.code",
    "code.status",
    "person.first_order_id",
    "person.enrolled_at",
  ];

  /** Counted before the page is cut, but only when it is asked for. */
  const friends = () =>
    knex("goodword_referral")
      .where("state", "qualified")
      .groupBy("advocate_id", "program_id")
      .select("advocate_id", "program_id", knex.raw("count(*) as friends"))
      .as("won");

  const pageOf = ({ limit, offset, order = "-enrolledAt", ...filter }: AdvocateQuery) => {
    const direction = order.startsWith("-") ? "desc" : "asc";
    const page = primaryCodes().modify(matching, filter).select(columns).limit(limit).offset(offset);
    if (order.endsWith("qualified")) {
      page
        .leftJoin(friends(), (on) =>
          on.on("won.advocate_id", "code.participant_id").andOn("won.program_id", "code.program_id"),
        )
        .orderByRaw(`coalesce(won.friends, 0) ${direction}`);
    } else if (order.endsWith("enrolledAt")) page.orderBy("person.enrolled_at", direction);
    return page.orderByRaw(`code.code ${byBytes} ${direction}`);
  };

  /** Counts only for the rows of the page: it is cut before anything is counted. */
  const advocateRows = async (page: Knex.QueryBuilder): Promise<AdvocateRow[]> => {
    const count = (table: string, column: string, name: string, of = column) =>
      knex(table)
        .count("*")
        .where(`${table}.${column}`, knex.ref(`page.${of}`))
        .as(name);
    const referrals = (name: string) =>
      count("goodword_referral", "advocate_id", name, "participant_id").where(
        "goodword_referral.program_id",
        knex.ref("page.program_id"),
      );
    const rows = await knex.from(page.as("page")).select<AdvocateRecord[]>(
      "page.*",
      count("goodword_share", "participant_id", "shares"),
      humanClicks(knex),
      invitations(knex),
      referrals("claims"),
      // Of those that were deleted.
      knex("goodword_claim_day")
        .join("goodword_code", "goodword_code.code", "goodword_claim_day.code")
        .sum("goodword_claim_day.claims")
        .where({
          "goodword_code.participant_id": knex.ref("page.participant_id"),
          "goodword_code.program_id": knex.ref("page.program_id"),
        })
        .as("claims_gone"),
      referrals("qualified").where("state", "qualified"),
    );
    const earned = await earnedBy(rows.map((row) => row.participant_id));
    return rows.map((row) => ({
      participantId: row.participant_id,
      code: row.code,
      codeStatus: row.status,
      firstOrderId: row.first_order_id,
      enrolledAt: timeOf(row.enrolled_at),
      shares: Number(row.shares),
      clicks: Number(row.clicks),
      invitations: Number(row.invitations),
      claims: Number(row.claims) + Number(row.claims_gone ?? 0),
      qualified: Number(row.qualified),
      earned: earned.get(row.participant_id) ?? [],
    }));
  };

  const earnedBy = async (participantIds: readonly string[]): Promise<Map<string, Money[]>> => {
    const rows = await knex("goodword_reward")
      .whereIn("participant_id", participantIds)
      .whereIn("state", ["issued", "redeemed"])
      .groupBy("participant_id", "currency")
      .orderBy("currency")
      .select<{ participant_id: string; currency: Currency; total: string }[]>(
        "participant_id",
        "currency",
        knex.raw("cast(sum(amount - reversed) as text) as total"),
      );
    const earned = new Map<string, Money[]>();
    for (const { participant_id, currency, total } of rows) {
      const sums = earned.get(participant_id) ?? [];
      earned.set(participant_id, [...sums, { amount: BigInt(total), currency }]);
    }
    return earned;
  };

  const rewardsOf = async (referralIds: readonly string[]): Promise<Map<string, ReferralReward>> => {
    const rows = await knex("goodword_reward")
      .whereIn("referral_id", referralIds)
      .where("side", "advocate")
      // The last of a referral is the one that is shown: the oldest.
      .orderBy([
        { column: "created_at", order: "desc" },
        { column: "id", order: "desc" },
      ])
      .select<ReferralReward[]>(
        "referral_id",
        "state",
        "currency",
        "due_at",
        "issued_at",
        digits(knex, "amount"),
      );
    return new Map(rows.map((row) => [String(row.referral_id), row]));
  };

  return {
    ...knexMeasures(knex),
    async advocates(query) {
      const rows = await advocateRows(pageOf(query));
      const all = knex("goodword_code as code").whereRaw("code.is_primary");
      return {
        rows: rows.sort(byOrder(query.order ?? "-enrolledAt")),
        count: await countOf(all.modify(matching, query)),
      };
    },
    async advocate(participantId) {
      const [row] = await advocateRows(pageOf({ participantId, limit: 1, offset: 0 }));
      return row ?? null;
    },
    async referrals({ limit, offset, order = "-claimedAt", ...filter }) {
      const direction = order.startsWith("-") ? "desc" : "asc";
      const referrals = () =>
        knex("goodword_referral as referral")
          .leftJoin("goodword_order as order", "order.order_id", "referral.order_id")
          .modify(matchingReferrals, filter);
      const rows = await referrals()
        .join("goodword_participant as advocate", "advocate.id", "referral.advocate_id")
        .orderBy([
          { column: "referral.claimed_at", order: direction },
          { column: "referral.id", order: direction },
        ])
        .limit(limit)
        .offset(offset)
        .select<ReferralRecord[]>("referral.*", "advocate.first_order_id", "order.display_id");
      const rewards = await rewardsOf(rows.map((row) => row.id));
      return {
        rows: rows.map((row) => referralRow(row, rewards.get(row.id))),
        count: await countOf(referrals()),
      };
    },
    async rewards({ limit, offset, order = "-createdAt", ...filter }) {
      const direction = order.startsWith("-") ? "desc" : "asc";
      const rewards = () => knex("goodword_reward").modify(matchingRewards, filter);
      const rows = await rewards()
        .orderBy([
          { column: "created_at", order: direction },
          { column: "id", order: direction },
        ])
        .limit(limit)
        .offset(offset)
        .select<RewardRow[]>(knex.raw(rewardFields));
      return { rows: rows.map(rewardOf), count: await countOf(rewards()) };
    },
  };
}

/** Of all codes the person has in the program: hours that were counted, and the clicks since. */
function humanClicks(knex: Knex): Knex.Raw {
  const codes = `select code from goodword_code
    where participant_id = page.participant_id and program_id = page.program_id`;
  const rolledUntil = "select rolled_until from goodword_click_progress";
  return knex.raw(`(
    (select coalesce(sum(clicks), 0) from goodword_click_hour
      where code in (${codes}) and kind = 'human' and hour < (${rolledUntil}))
    + (select count(*) from goodword_click
      where code in (${codes}) and kind = 'human' and hour >= (${rolledUntil}))
  ) as clicks`);
}

async function countOf(query: Knex.QueryBuilder): Promise<number> {
  const { count } = await query.count({ count: "*" }).first<{ count: Count }>();
  return Number(count);
}

function referralRow(row: ReferralRecord, reward: ReferralReward | undefined): ReferralRow {
  return {
    id: row.id,
    code: row.code,
    advocateId: row.advocate_id,
    advocateOrderId: row.first_order_id,
    state: row.state,
    reasons: jsonOf<ReferralRow["reasons"]>(row.reasons),
    claimedAt: timeOf(row.claimed_at),
    convertedAt: timeOrNull(row.converted_at),
    orderId: row.order_id,
    orderDisplayId: row.display_id,
    reward:
      reward === undefined
        ? null
        : {
            state: reward.state,
            value: { amount: BigInt(reward.amount), currency: reward.currency },
            dueAt: timeOf(reward.due_at),
            issuedAt: timeOrNull(reward.issued_at),
          },
  };
}
