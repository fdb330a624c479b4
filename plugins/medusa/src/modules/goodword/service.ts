import { createGoodword, type Goodword, type Notifier, type RewardIssuer } from "@goodword/core";
import { smtpNotifier } from "@goodword/email";
import { knexStore } from "@goodword/store";
import type { Logger, MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils";
import { type GoodwordPluginOptions, parseOptions } from "../../options";
import type { Database } from "../../ports/alone";
import { medusaOrderSource } from "../../ports/medusa-order-source";
import { medusaRewardIssuer } from "../../ports/medusa-reward-issuer";
import { promotionFriendBenefit } from "../../ports/promotion-friend-benefit";
import { randomIds } from "../../ports/random-ids";
import { singleUsePromotions } from "../../ports/single-use-promotion";
import { programDefinition } from "../../program-definition";
import { shownOptions } from "../../shown-options";

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
    this.notifier = smtp && from ? smtpNotifier({ smtp, from, brand: { shopName: program.shopName } }) : null;
    return createGoodword(
      {
        store: knexStore(this.knex),
        clock: { now: () => new Date() },
        ids: randomIds,
        orders: medusaOrderSource({
          query,
          customers: container.resolve(Modules.CUSTOMER),
          orders: container.resolve(Modules.ORDER),
        }),
        issuer: this.issuer(container),
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
      {
        secret,
        programs: [programDefinition(program)],
        mails,
        hasCms: this.options.content !== undefined,
        shown: shownOptions(this.options),
      },
    );
  }

  /** What gives this shop's rewards: one of its own for each caller, as another instance has. */
  issuer(container: MedusaContainer): RewardIssuer {
    return medusaRewardIssuer(container, this.knex, knexStore(this.knex).payouts);
  }

  readonly __hooks = {
    onApplicationShutdown: async () => {
      await this.notifier?.close();
    },
  };
}
