import { randomInt } from "node:crypto";
import { type Limiter, type ProxyWatch, watchProxies } from "@goodword/api";
import {
  createGoodword,
  type FriendBenefit,
  type Goodword,
  isPlainHttp,
  type Notifier,
  type RewardIssuer,
} from "@goodword/core";
import { createMailRenderer, type MailRenderer, smtpNotifier } from "@goodword/email";
import {
  type EntityFilters,
  type EntityName,
  type EntityPage,
  knexEntities,
  knexStore,
  type Lanes,
  lanesOf,
} from "@goodword/store";
import type { ConfigModule, Logger, MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils";
import { Checkouts } from "../../checkouts";
import { shopLimits } from "../../limits";
import { type GoodwordPluginOptions, parseOptions } from "../../options";
import type { Database } from "../../ports/alone";
import { benefitBindings } from "../../ports/benefit-binding";
import { emailChannelNotifier, hasEmailChannel } from "../../ports/email-channel";
import { type LoginDatabase, type Logins, logins } from "../../ports/logins";
import { medusaOrderSource } from "../../ports/medusa-order-source";
import { medusaRewardIssuer } from "../../ports/medusa-reward-issuer";
import { promotionFriendBenefit } from "../../ports/promotion-friend-benefit";
import { randomIds } from "../../ports/random-ids";
import { singleUsePromotions } from "../../ports/single-use-promotion";
import { workflowEvents } from "../../ports/workflow-events";
import { programDefinition } from "../../program-definition";
import { shownOptions } from "../../shown-options";
import { joinerConfig } from "./joiner-config";

type Knex = Parameters<typeof knexStore>[0] & Database & LoginDatabase;

interface Injected {
  readonly [ContainerRegistrationKeys.PG_CONNECTION]: Knex;
  readonly [ContainerRegistrationKeys.LOGGER]: Logger;
  readonly [ContainerRegistrationKeys.CONFIG_MODULE]: ConfigModule;
}

/** What `container.resolve("goodword")` answers. */
export class GoodwordModuleService {
  readonly options: GoodwordPluginOptions;
  readonly hasEmailChannel: boolean;
  readonly checkouts = new Checkouts();
  /** Whether visitors' requests fit `trustProxy`. */
  readonly proxies: ProxyWatch;
  /** Holds whoever calls to the operations' limits. */
  readonly limiter: Limiter;
  private readonly closeLimits: () => Promise<void>;
  readonly logins: Logins;
  private readonly knex: Knex;
  private readonly logger: Logger;
  private notifier: Notifier | null = null;
  private made: Goodword | undefined;
  private renderer: MailRenderer | undefined;

  constructor(injected: Injected, options: unknown) {
    this.hasEmailChannel = hasEmailChannel(injected[ContainerRegistrationKeys.CONFIG_MODULE]);
    this.options = parseOptions(options, this);
    this.knex = injected[ContainerRegistrationKeys.PG_CONNECTION];
    this.logger = injected[ContainerRegistrationKeys.LOGGER];
    this.proxies = watchProxies({
      trustProxy: this.options.trustProxy,
      seed: randomInt(2 ** 32),
      now: () => Date.now(),
      warn: (sentence) => this.logger.warn(`[goodword] ${sentence}`),
    });
    const { content } = this.options;
    if (content && isPlainHttp(content.url))
      this.logger.warn(
        "[goodword] options.content.url: plain http; others on the network can read and change the prompts. Use https.",
      );
    const lanes = lanesOf(this.knex, this.options.databaseLimits) as Record<keyof Lanes, Knex>;
    const { limiter, close } = shopLimits(this.options, lanes.counts, this.logger);
    this.limiter = limiter;
    this.closeLimits = close;
    this.logins = logins(lanes);
  }

  /** The engine, made once: a module has its own container, so the shop's other modules come with the caller's. */
  engine(container: MedusaContainer): Goodword {
    this.made ??= this.create(container);
    return this.made;
  }

  private create(container: MedusaContainer): Goodword {
    const { secret, program, mails, publicUrl } = this.options;
    const query = container.resolve(ContainerRegistrationKeys.QUERY);
    const promotions = container.resolve(Modules.PROMOTION);
    const singleUse = singleUsePromotions(promotions, container.resolve(Modules.PRICING));
    this.notifier = this.createNotifier(container);
    return createGoodword(
      {
        store: knexStore(this.knex, this.limits),
        clock: { now: () => new Date() },
        ids: randomIds,
        orders: medusaOrderSource({
          query,
          customers: container.resolve(Modules.CUSTOMER),
          orders: container.resolve(Modules.ORDER),
          logins: this.logins,
        }),
        issuer: this.issuer(container),
        benefit: this.benefit(container),
        codes: singleUse,
        notifier: this.notifier,
        events: workflowEvents(container),
        warnings: () => this.proxies.warnings(),
        log: {
          warn: (message, fields) => this.logger.warn(`[goodword] ${message} ${JSON.stringify(fields)}`),
        },
      },
      {
        secret,
        programs: [programDefinition(program)],
        mails,
        ...(publicUrl !== undefined && { publicUrl }),
        hasCms: this.options.content !== undefined,
        shown: shownOptions(this.options),
      },
    );
  }

  private get limits() {
    return { limits: this.options.databaseLimits };
  }

  /** How this shop gives friends their benefit. */
  benefit(container: MedusaContainer): FriendBenefit {
    const promotions = container.resolve(Modules.PROMOTION);
    return promotionFriendBenefit(
      {
        query: container.resolve(ContainerRegistrationKeys.QUERY),
        promotions,
        carts: container.resolve(Modules.CART),
        workflows: container.resolve(Modules.WORKFLOW_ENGINE),
      },
      singleUsePromotions(promotions, container.resolve(Modules.PRICING)),
      benefitBindings(promotions, container.resolve(Modules.LOCKING)),
    );
  }

  /** Writes parts of mails in the shop's words. */
  get mails(): MailRenderer {
    this.renderer ??= createMailRenderer({ brand: { shopName: this.options.program.shopName } });
    return this.renderer;
  }

  private createNotifier(container: MedusaContainer): Notifier | null {
    const { smtp, from, program } = this.options;
    const brand = { shopName: program.shopName };
    if (smtp && from) return smtpNotifier({ smtp, from, brand });
    if (!this.hasEmailChannel) return null;
    return emailChannelNotifier(container.resolve(Modules.NOTIFICATION), { brand, from });
  }

  /** What gives this shop's rewards: one of its own for each caller, as another instance has. */
  issuer(container: MedusaContainer): RewardIssuer {
    return medusaRewardIssuer(container, this.knex, knexStore(this.knex, this.limits).payouts);
  }

  // What `query.graph` calls; see joiner-config.ts.
  readonly listGoodwordAdvocates = this.lister("advocate");
  readonly listAndCountGoodwordAdvocates = this.counter("advocate");
  readonly listGoodwordCodes = this.lister("code");
  readonly listAndCountGoodwordCodes = this.counter("code");
  readonly listGoodwordReferrals = this.lister("referral");
  readonly listAndCountGoodwordReferrals = this.counter("referral");
  readonly listGoodwordRewards = this.lister("reward");
  readonly listAndCountGoodwordRewards = this.counter("reward");

  __joinerConfig() {
    return joinerConfig;
  }

  private lister(name: EntityName) {
    return (filters?: EntityFilters, page?: EntityPage) =>
      knexEntities(this.knex, this.limits).list(name, filters, page);
  }

  private counter(name: EntityName) {
    return (filters?: EntityFilters, page?: EntityPage) =>
      Promise.all([
        knexEntities(this.knex, this.limits).list(name, filters, page),
        knexEntities(this.knex, this.limits).count(name, filters),
      ]);
  }

  readonly __hooks = {
    onApplicationShutdown: async () => {
      await this.notifier?.close();
      await this.closeLimits();
    },
  };
}
