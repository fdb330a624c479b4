import { decimalOf, type RewardIssuer } from "@goodword/core";
import type { SingleUsePromotions } from "./single-use-promotion";

/** The advocate's reward as a promotion that Medusa takes once, on any order in its currency. */
export function promotionRewardIssuer(promotions: SingleUsePromotions): RewardIssuer {
  return {
    kinds: ["discount-code"],
    async issue({ code, value }) {
      const discount = { type: "fixed", amount: decimalOf(value), currency: value.currency } as const;
      await promotions.mint({ code, purpose: "reward", discount });
    },
    revoke: (code) => promotions.deactivate(code),
  };
}
