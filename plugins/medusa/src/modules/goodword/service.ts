import {
  createGoodword,
  type Goodword,
  type Notifier,
  payoutIssuer,
  type RewardIssuer,
  type Store,
} from "@goodword/core";
import { smtpNotifier } from "@goodword/email";
import { knexStore } from "@goodword/store";
import type { Logger, MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils";
import { type GoodwordPluginOptions, parseOptions } from "../../options";
import { alone, type Database } from "../../ports/alone";
import { medusaOrderSource } from "../../ports/medusa-order-source";
import { pointsIssuer } from "../../ports/points-issuer";
import { promotionFriendBenefit } from "../../ports/promotion-friend-benefit";
import { discountCodeIssuer, freeProductIssuer } from "../../ports/promotion-reward-issuer";
import { randomIds } from "../../ports/random-ids";
import { rewardIssuer } from "../../ports/reward-issuer";
import { type SingleUsePromotions, singleUsePromotions } from "../../ports/single-use-promotion";
import {
  type StoreCreditService,
  storeCreditIssuer,
  storeCreditModule,
} from "../../ports/store-credit-issuer";
import { programDefinition } from "../../program-definition";

type Knex = Parameters<typeof knexStore>[0] & Database;

interface Injected {
  readonly [ContainerRegistrationKeys.PG_CONNECTION]: Knex;
  readonly [ContainerRegistrationKeys.LOGGER]: Logger;
}

/** What `container.resolve("goodword")` answers. */
export class GoodwordModuleService {
  readonly options: GoodwordPluginOptions;
  private readonly knex: Knex;
  private readonly logger: Logger;
  private notifier: Notifier | null = null;
  private made: Goodword | undefined;

  constructor(injected: Injected, options: unknown) {
    this.options = parseOptions(options);
    this.knex = injected[ContainerRegistrationKeys.PG_CONNECTION];
    this.logger = injected[ContainerRegistrationKeys.LOGGER];
  }

  /** The engine, made once: a module has its own container, so the shop's other modules come with the caller's. */
  engine(container: MedusaContainer): Goodword {
    this.made ??= this.create(container);
    return this.made;
  }

  private create(container: MedusaContainer): Goodword {
    const { secret, program, mails, smtp, from } = this.options;
    const query = container.resolve(ContainerRegistrationKeys.QUERY);
    const promotions = container.resolve(Modules.PROMOTION);
    const singleUse = singleUsePromotions(promotions, container.resolve(Modules.PRICING));
    const store = knexStore(this.knex);
    this.notifier = smtp && from ? smtpNotifier({ smtp, from, brand: { shopName: program.shopName } }) : null;
    return createGoodword(
      {
        store,
        clock: { now: () => new Date() },
        ids: randomIds,
        orders: medusaOrderSource(query, container.resolve(Modules.CUSTOMER)),
        issuer: this.issuer(container, store, singleUse),
        benefit: promotionFriendBenefit(
          {
            query,
            promotions,
            carts: container.resolve(Modules.CART),
            workflows: container.resolve(Modules.WORKFLOW_ENGINE),
          },
          singleUse,
        ),
        notifier: this.notifier,
        log: {
          warn: (message, fields) => this.logger.warn(`[goodword] ${message} ${JSON.stringify(fields)}`),
        },
      },
      { secret, programs: [programDefinition(program)], mails },
    );
  }

  /** Every kind that this shop can give; store credit where `@medusajs/loyalty-plugin` is installed. */
  private issuer(container: MedusaContainer, store: Store, promotions: SingleUsePromotions): RewardIssuer {
    const host = {
      query: container.resolve(ContainerRegistrationKeys.QUERY),
      customers: container.resolve(Modules.CUSTOMER),
      products: container.resolve(Modules.PRODUCT),
      workflows: container.resolve(Modules.WORKFLOW_ENGINE),
    };
    const storeCredit = container.resolve<StoreCreditService | undefined>(storeCreditModule, {
      allowUnregistered: true,
    });
    return rewardIssuer(
      discountCodeIssuer(host, promotions),
      freeProductIssuer(host, promotions),
      pointsIssuer,
      payoutIssuer(store.payouts, () => new Date()),
      ...(storeCredit ? [storeCreditIssuer({ ...host, storeCredit, alone: alone(this.knex) })] : []),
    );
  }

  readonly __hooks = {
    onApplicationShutdown: async () => {
      await this.notifier?.close();
    },
  };
}
