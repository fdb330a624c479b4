import { type PayoutStore, payoutIssuer, type RewardIssuer } from "@goodword/core";
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils";
import { alone, type Database } from "./alone";
import { pointsIssuer } from "./points-issuer";
import { discountCodeIssuer, freeProductIssuer } from "./promotion-reward-issuer";
import { rewardIssuer } from "./reward-issuer";
import { singleUsePromotions } from "./single-use-promotion";
import { type StoreCreditService, storeCreditIssuer, storeCreditModule } from "./store-credit-issuer";

/** Every kind of reward that this shop can give; store credit where `@medusajs/loyalty-plugin` is installed. */
export function medusaRewardIssuer(
  container: MedusaContainer,
  database: Database,
  payouts: PayoutStore,
): RewardIssuer {
  const host = {
    query: container.resolve(ContainerRegistrationKeys.QUERY),
    customers: container.resolve(Modules.CUSTOMER),
    products: container.resolve(Modules.PRODUCT),
    workflows: container.resolve(Modules.WORKFLOW_ENGINE),
  };
  const promotions = singleUsePromotions(
    container.resolve(Modules.PROMOTION),
    container.resolve(Modules.PRICING),
  );
  const storeCredit = container.resolve<StoreCreditService | undefined>(storeCreditModule, {
    allowUnregistered: true,
  });
  return rewardIssuer(
    discountCodeIssuer(host, promotions),
    freeProductIssuer(host, promotions),
    pointsIssuer,
    payoutIssuer(payouts, () => new Date()),
    ...(storeCredit ? [storeCreditIssuer({ ...host, storeCredit, alone: alone(database) })] : []),
  );
}
