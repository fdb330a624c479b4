import { GoodwordError, type RewardIssuer, type RewardKind } from "@goodword/core";

/** Gives each reward through the issuer of its kind. What no issuer gives, this shop cannot promise. */
export function rewardIssuer(...issuers: readonly RewardIssuer[]): RewardIssuer {
  return {
    kinds: issuers.flatMap(({ kinds }) => kinds),
    issue: async (reward, addresses) => issuerOf(reward.kind).issue(reward, addresses),
    revoke: async (reward) => issuerOf(reward.kind).revoke(reward),
  };

  /** Programs are refused that promise a kind nobody gives; one may be left of a plugin that was taken out since. */
  function issuerOf(kind: RewardKind): RewardIssuer {
    const found = issuers.find(({ kinds }) => kinds.includes(kind));
    if (found !== undefined) return found;
    throw new GoodwordError(
      "GW_REWARD_KIND",
      `rewards of kind "${kind}" cannot be given here; install what gives them, such as @medusajs/loyalty-plugin for store credit`,
      { action: "fix-config" },
    );
  }
}
