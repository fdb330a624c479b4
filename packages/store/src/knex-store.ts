import type { Store, Stores } from "@goodword/core";
import type { Knex } from "knex";
import { knexBindingStore } from "./bindings";
import { knexClickHistory } from "./click-history";
import { knexClickStore } from "./clicks";
import { knexCodeStore } from "./codes";
import { dialectOf, type HostKnex, type StoredTime, timeOf, transaction } from "./columns";
import { knexContentStore } from "./content";
import { knexCounterStore } from "./counters";
import { knexInsightStore } from "./insight";
import { lanesOf, type StoreLimits } from "./lanes";
import { knexLedgerStore } from "./ledger";
import { knexLeftoverStore } from "./leftovers";
import { knexMergeStore } from "./merges";
import { knexOrderStore } from "./orders";
import { knexParticipantStore } from "./participants";
import { knexPayoutStore } from "./payouts";
import { knexProgramStore } from "./programs";
import { knexProofStore } from "./proofs";
import { knexProposalStore } from "./proposals";
import { knexQueue } from "./queue";
import { knexReferralStore } from "./referrals";
import { knexRewardStore } from "./rewards";
import { knexShareStore } from "./shares";
import { statement, statements } from "./statements";
import { knexTraceStore } from "./traces";
import { knexWatermarkStore } from "./watermarks";

const clock = statement("select clock_timestamp() as now");

export interface StoreOptions {
  /** Instead of the database's clock, for tests. */
  readonly now?: () => Date;
  /** How many of the host's connections are taken at most, and for how long; PostgreSQL only. */
  readonly limits?: StoreLimits | undefined;
}

/**
 * Every store over the host's own Knex instance, on PostgreSQL (client `pg`) or SQLite (`better-sqlite3`).
 * Within `transaction`, use the stores it hands out: SQLite has a single connection, and a query beside
 * the transaction would wait for it for ever.
 * @throws GoodwordError `GW_DATABASE` for another database
 */
export function knexStore(host: HostKnex, options: StoreOptions = {}): Store {
  const lanes = lanesOf(host, options.limits);
  if (lanes === null) return storeOver(host as Knex, options);
  return { ...storeOver(lanes.background, options), forShoppers: storeOver(lanes.shoppers, options) };
}

function storeOver(knex: Knex, { now }: StoreOptions): Store {
  return {
    ...knexStores(knex),
    transaction: (work) => transaction(knex, (trx) => work(knexStores(trx))),
    now: async () => now?.() ?? (await databaseTime(knex)),
  };
}

/** SQLite has no clock of its own: it runs within this process. */
async function databaseTime(knex: Knex): Promise<Date> {
  if (dialectOf(knex) !== "pg") return new Date();
  const [row] = await statements(knex).run<{ now: StoredTime }>(clock);
  return timeOf((row as { now: StoredTime }).now);
}

/**
 * The stores on a handle the host owns, also an open transaction: a host that writes the inbox row in the
 * transaction of the order can lose neither without the other.
 * @example await strapi.db.transaction(({ trx }) => knexStores(trx).inbox.put([message]))
 */
export function knexStores(host: HostKnex): Stores {
  const knex = host as Knex;
  const codes = knexCodeStore(knex);
  return {
    programs: knexProgramStore(knex),
    participants: knexParticipantStore(knex),
    proofs: knexProofStore(knex),
    proposals: knexProposalStore(knex),
    merges: knexMergeStore(knex),
    codes,
    clicks: knexClickStore(knex, codes),
    clickHistory: knexClickHistory(knex),
    shares: knexShareStore(knex),
    referrals: knexReferralStore(knex),
    bindings: knexBindingStore(knex),
    orders: knexOrderStore(knex),
    traces: knexTraceStore(knex),
    rewards: knexRewardStore(knex),
    payouts: knexPayoutStore(knex),
    counters: knexCounterStore(knex),
    ledger: knexLedgerStore(knex),
    inbox: knexQueue(knex, "goodword_inbox"),
    outbox: knexQueue(knex, "goodword_outbox"),
    content: knexContentStore(knex),
    watermarks: knexWatermarkStore(knex),
    insight: knexInsightStore(knex),
    leftovers: knexLeftoverStore(knex),
  };
}
