import type { Store, Stores } from "@goodword/core";
import type { Knex } from "knex";
import { knexClickStore } from "./clicks";
import { knexCodeStore } from "./codes";
import { dialectOf, type HostKnex, transaction } from "./columns";
import { knexContentStore } from "./content";
import { knexInsightStore } from "./insight";
import { knexLedgerStore } from "./ledger";
import { knexOrderStore } from "./orders";
import { knexParticipantStore } from "./participants";
import { knexQueue } from "./queue";
import { knexReferralStore } from "./referrals";
import { knexRewardStore } from "./rewards";
import { knexShareStore } from "./shares";
import { knexWatermarkStore } from "./watermarks";

/**
 * Every store over the host's own Knex instance, on PostgreSQL (client `pg`) or SQLite (`better-sqlite3`).
 * Within `transaction`, use the stores it hands out: SQLite has a single connection, and a query beside
 * the transaction would wait for it for ever.
 * @throws GoodwordError `GW_DATABASE` for another database
 */
export function knexStore(host: HostKnex): Store {
  const knex = host as Knex;
  return {
    ...knexStores(knex),
    transaction: (work) => transaction(knex, (trx) => work(knexStores(trx))),
  };
}

/**
 * The stores on a handle the host owns, also an open transaction: a host that writes the inbox row in the
 * transaction of the order can lose neither without the other.
 * @example await strapi.db.transaction(({ trx }) => knexStores(trx).inbox.put(message))
 */
export function knexStores(host: HostKnex): Stores {
  const knex = host as Knex;
  dialectOf(knex);
  return {
    participants: knexParticipantStore(knex),
    codes: knexCodeStore(knex),
    clicks: knexClickStore(knex),
    shares: knexShareStore(knex),
    referrals: knexReferralStore(knex),
    orders: knexOrderStore(knex),
    rewards: knexRewardStore(knex),
    ledger: knexLedgerStore(knex),
    inbox: knexQueue(knex, "goodword_inbox"),
    outbox: knexQueue(knex, "goodword_outbox"),
    content: knexContentStore(knex),
    watermarks: knexWatermarkStore(knex),
    insight: knexInsightStore(knex),
  };
}
