import type { AdvocateOrder, AdvocateQuery, AdvocateRow, ReferralQuery, RewardQuery } from "@goodword/core";
import type { Knex } from "knex";

/** What a column contains, in capitals as codes are. */
function contains(query: Knex.QueryBuilder, column: string, search: string): Knex.QueryBuilder {
  const letters = search
    .trim()
    .toUpperCase()
    .replace(/[\\%_]/g, "\\$&");
  return query.whereRaw("?? like ? escape '\\'", [column, `%${letters}%`]);
}

/** Primary codes that a query asks for. */
export function matching(
  query: Knex.QueryBuilder,
  { search, status, participantId }: Partial<AdvocateQuery>,
): Knex.QueryBuilder {
  if (search) contains(query, "code.code", search);
  if (status) query.where("code.status", status);
  if (participantId) query.where("code.participant_id", participantId);
  return query;
}

export function matchingReferrals(
  query: Knex.QueryBuilder,
  { search, state, advocateId, personId }: Partial<ReferralQuery>,
): Knex.QueryBuilder {
  if (state) query.where("referral.state", state);
  if (advocateId) query.where("referral.advocate_id", advocateId);
  if (personId) {
    query.where((either) =>
      either.where("referral.advocate_id", personId).orWhere("referral.friend_id", personId),
    );
  }
  if (search) {
    const number = search.trim().replace(/^#/, "");
    query.where((either) => contains(either, "referral.code", search).orWhere("order.display_id", number));
  }
  return query;
}

export function matchingRewards(
  query: Knex.QueryBuilder,
  { search, state, participantId }: Partial<RewardQuery>,
): Knex.QueryBuilder {
  if (state) query.where("state", state);
  if (participantId) query.where("participant_id", participantId);
  if (search) {
    const number = search.trim().replace(/^#/, "");
    query.where((either) =>
      contains(either, "code", search).orWhereIn("order_id", (orders: Knex.QueryBuilder) =>
        orders.select("order_id").from("goodword_order").where("display_id", number),
      ),
    );
  }
  return query;
}

/** The order in which a page was cut. */
export function byOrder(order: AdvocateOrder): (a: AdvocateRow, b: AdvocateRow) => number {
  const sign = order.startsWith("-") ? -1 : 1;
  const key = order.replace("-", "") as "enrolledAt" | "code" | "qualified";
  return (a, b) => {
    const difference = key === "code" ? 0 : Number(a[key]) - Number(b[key]);
    return sign * (difference || (a.code < b.code ? -1 : 1));
  };
}
