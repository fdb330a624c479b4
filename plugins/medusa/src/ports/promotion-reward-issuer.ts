import { decimalOf, GoodwordError, type IssuedReward, type RewardIssuer } from "@goodword/core";
import type { IProductModuleService, IWorkflowEngineService } from "@medusajs/framework/types";
import type { Query } from "../query";
import { isOnAnOrder, takeOffOpenCarts } from "./open-carts";
import { rewardItem } from "./reward-item";
import type { SingleUse, SingleUsePromotions } from "./single-use-promotion";

interface Host {
  readonly query: Query;
  readonly products: IProductModuleService;
  readonly workflows: IWorkflowEngineService;
}

/** The advocate's reward as money off: a promotion that Medusa takes once, in its currency, from its receiver. */
export function discountCodeIssuer(host: Host, promotions: SingleUsePromotions): RewardIssuer {
  return promotionIssuer(host, promotions, "discount-code", async ({ value }) => ({
    type: "fixed",
    amount: decimalOf(value),
    currency: value.currency,
  }));
}

/** The advocate's reward as so many pieces of a product or variant for nothing, in one order of its receiver. */
export function freeProductIssuer(host: Host, promotions: SingleUsePromotions): RewardIssuer {
  return promotionIssuer(host, promotions, "free-product", async ({ value }) => ({
    type: "free",
    item: await rewardItem(host.products, value.currency),
    pieces: Number(value.amount),
  }));
}

function promotionIssuer(
  host: Host,
  promotions: SingleUsePromotions,
  kind: "discount-code" | "free-product",
  discountOf: (reward: IssuedReward) => Promise<SingleUse["discount"]>,
): RewardIssuer {
  return {
    kinds: [kind],
    async issue(reward, addresses) {
      const { code, receiver } = reward;
      if (addresses.length === 0) {
        throw new GoodwordError(
          "GW_RECEIVER_UNKNOWN",
          `reward ${code}: ${receiver.participantId} has no address that is proven to be theirs; hand it over yourself`,
          // Another try finds no other address.
          { action: "ignore" },
        );
      }
      await promotions.mint({
        code,
        purpose: "reward",
        discount: await discountOf(reward),
        // Rules compare letter by letter, and the next customer of an address has it in lower case.
        addresses: [...new Set(addresses.flatMap((address) => [address, address.toLowerCase()]))],
      });
    },
    async revoke({ code }) {
      const promotion = await promotions.retire(code);
      if (promotion.used > 0) return { used: true };
      await takeOffOpenCarts(host, { id: promotion.id, code });
      // Asked last, so that an order which was placed meanwhile is seen.
      const after = await promotions.find(code);
      return { used: (after?.used ?? 0) > 0 || (await isOnAnOrder(host.query, promotion.id)) };
    },
  };
}
