import type { Store } from "@goodword/core";
import { describeClickChannels } from "./click-channels";
import { describeClicks } from "./clicks";
import { describeCodes } from "./codes";
import { describeContent } from "./content";
import { describeCounters } from "./counters";
import { describeInsight } from "./insight";
import { describeInvitations } from "./invitations";
import { describeLedger } from "./ledger";
import { describeLeftovers } from "./leftovers";
import { describeMeasures } from "./measures";
import { describeMerging } from "./merging";
import { describeOrders } from "./orders";
import { describeParticipants } from "./participants";
import { describePayouts } from "./payouts";
import { describePrograms } from "./programs";
import { describeProofs } from "./proofs";
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

    describePrograms(given);
    describeParticipants(given);
    describeMerging(given);
    describeProofs(given);
    describeCodes(given);
    describeClicks(given);
    describeClickChannels(given);
    describeInvitations(given);
    describeReferrals(given);
    describeOrders(given);
    describeRewards(given);
    describePayouts(given);
    describeCounters(given);
    describeLedger(given);
    describeQueue("inbox", () => given().inbox);
    describeQueue("outbox", () => given().outbox);
    describeContent(given);
    describeInsight(given);
    describeMeasures(given);
    describeLeftovers(given);
    describeTransactions(given);

    it("tells its own time, which does not go back, to the millisecond", async () => {
      const hour = 3_600_000;
      const store = given();
      const times = [(await store.now()).getTime(), (await store.now()).getTime()];
      expect(times).toEqual([...times].sort((a, b) => a - b));
      for (const time of times) {
        expect(Number.isInteger(time)).toBe(true);
        // Another zone, or seconds taken for milliseconds, would be further off.
        expect(Math.abs(time - Date.now())).toBeLessThan(hour / 2);
      }
    });
  });
}
