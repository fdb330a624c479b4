import type { Ids } from "../ids";
import type { ProgramDefinition } from "../program/program";
import type { Secret } from "../secret";
import type { Clock } from "./clock";
import type { EventSink } from "./events";
import type { FriendBenefit, RewardIssuer, SingleUseCodes } from "./host";
import type { Notifier } from "./notifier";
import type { OrderSource } from "./order-source";
import type { ProgramBook } from "./program-book";
import type { ShopFacts } from "./shop-facts";
import type { Store } from "./store";

/** Where failures that nobody waits for are told. Fields carry ids and codes, never personal data. */
export interface Log {
  warn(message: string, fields: Readonly<Record<string, string | number>>): void;
}

/** Something that staff should put right: `code` names the sentence, `params` fill it in. Never personal data. */
export interface HealthWarning {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** What a host supplies. */
export interface Ports {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly orders: OrderSource;
  readonly issuer: RewardIssuer;
  readonly benefit: FriendBenefit;
  /** Null when Goodword sends no mail. */
  readonly notifier: Notifier | null;
  /** Left out where the host cannot lose count of a use. */
  readonly codes?: SingleUseCodes;
  /** Left out where nobody wants to hear what happened. */
  readonly events?: EventSink;
  readonly log: Log;
  /** What the host itself found wrong with how it is set up. */
  warnings?(): readonly HealthWarning[];
}

export interface GoodwordOptions {
  /**
   * Keys every hash; at least 32 characters. With another one known people become new ones, unless the one before stays
   * in a list behind it: `[new, old]`, three at most.
   */
  readonly secret: Secret;
  /**
   * Programs of the shop's own configuration. Each makes a version when it changes; staff may make others, and
   * what staff change stays until the configuration does.
   */
  readonly programs: readonly ProgramDefinition[];
  readonly mails: {
    /** Whether Goodword sends the order confirmation; off where the shop has its own. */
    readonly orderConfirmation: boolean;
  };
  /**
   * The address, without a slash at its end, that people reach this host's own routes by: `https://api.shop.example`.
   * Needed to ask a person by mail whether two records are theirs.
   */
  readonly publicUrl?: string;
  /** Whether a CMS publishes the prompts; then staff read them here and edit them there. */
  readonly hasCms?: boolean;
  /** What staff may see of the host's own options, by path (`smtp.host`). Of a secret only that it is set: true. */
  readonly shown?: Readonly<Record<string, string | number | boolean>>;
}

/** What every use case has at hand. */
export interface Engine extends Ports {
  /** The store's time; `clock` is set by it. */
  time(): Promise<Date>;
  readonly options: GoodwordOptions;
  readonly book: ProgramBook;
  readonly shop: ShopFacts;
}
