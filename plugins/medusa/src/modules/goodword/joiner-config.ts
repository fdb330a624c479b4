import type { ModuleJoinerConfig } from "@medusajs/framework/types";

/** What `query.graph` may ask of this module, by the names it asks with. */
const aliases = [
  { name: "goodword_advocate", plural: "goodword_advocates", entity: "GoodwordAdvocate" },
  { name: "goodword_code", plural: "goodword_codes", entity: "GoodwordCode" },
  { name: "goodword_referral", plural: "goodword_referrals", entity: "GoodwordReferral" },
  { name: "goodword_reward", plural: "goodword_rewards", entity: "GoodwordReward" },
];

/**
 * Written by hand: the tables are made by Goodword's own store and have not the columns that Medusa's models bring
 * along, and nobody shall write them through Medusa. Reading is all that `query.graph` needs.
 */
export const joinerConfig: ModuleJoinerConfig = {
  serviceName: "goodword",
  primaryKeys: ["id"],
  linkableKeys: {
    goodword_advocate_id: "GoodwordAdvocate",
    goodword_code_id: "GoodwordCode",
    goodword_referral_id: "GoodwordReferral",
    goodword_reward_id: "GoodwordReward",
  },
  schema: `
    type GoodwordAdvocate {
      id: ID!
      customer_id: String
      first_order_id: String!
      locale: String
      enrolled_at: DateTime!
    }
    type GoodwordCode {
      id: ID!
      advocate_id: String!
      program_id: String!
      status: String!
      is_primary: Boolean!
      created_at: DateTime!
    }
    type GoodwordReferral {
      id: ID!
      program_id: String!
      program_version: Int!
      code: String!
      advocate_id: String!
      friend_id: String
      order_id: String
      state: String!
      source: String!
      reasons: JSON
      claimed_at: DateTime!
      converted_at: DateTime
    }
    type GoodwordReward {
      id: ID!
      program_id: String!
      program_version: Int!
      order_id: String!
      referral_id: String
      participant_id: String!
      rule: String!
      side: String!
      kind: String!
      state: String!
      code: String!
      amount: String!
      reversed: String!
      payout: String
      currency: String!
      declined: String
      created_at: DateTime!
      due_at: DateTime!
      issued_at: DateTime
      reversed_at: DateTime
      expires_at: DateTime
    }
  `,
  alias: aliases.map(({ name, plural, entity }) => ({
    name: [name, plural],
    entity,
    args: { methodSuffix: `${entity}s` },
  })),
};
