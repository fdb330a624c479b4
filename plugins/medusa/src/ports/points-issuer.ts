import type { RewardIssuer } from "@goodword/core";

/** Points stand in Goodword's own ledger, and a person's balance is all there is of them: Medusa has none. */
export const pointsIssuer: RewardIssuer = {
  kinds: ["points"],
  async issue() {},
  revoke: async () => ({ used: false }),
};
