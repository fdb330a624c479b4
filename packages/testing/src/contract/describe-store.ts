import type { Store } from "@goodword/core";
import { describeContent } from "./content";
import { describeInsight } from "./insight";
import { describeLedger } from "./ledger";
import { describePeople } from "./people";
import { describeQueue } from "./queue";
import { describeReferrals } from "./referrals";
import { describeRewards } from "./rewards";
import { describeTransactions } from "./transactions";

/** Opens an empty store; called before each test. */
export type OpenStore = () => Promise<{ store: Store; close(): Promise<void> }>;

/** The store the current test was given. */
export type Given = () => Store;

/**
 * What the engine relies on, in the same sentences for every store. Call it in a jest test file:
 * `describeStore("memory", async () => ({ store: memoryStore(), close: async () => {} }))`.
 * Random tries per property: the environment variable `GOODWORD_RUNS`, 100 by default.
 */
export function describeStore(name: string, open: OpenStore): void {
  describe(name, () => {
    let opened: Awaited<ReturnType<OpenStore>>;
    const given: Given = () => opened.store;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());

    describePeople(given);
    describeReferrals(given);
    describeRewards(given);
    describeLedger(given);
    describeQueue("inbox", () => given().inbox);
    describeQueue("outbox", () => given().outbox);
    describeContent(given);
    describeInsight(given);
    describeTransactions(given);
  });
}
