import { type ClickKind, mostChannelsAnHour, type Store } from "@goodword/core";
import fc from "fast-check";
import { aClick, aCode, aParticipant } from "../builders";
import { openEngine } from "./clicks";
import type { Given } from "./describe-store";

const runs = Math.min(Number(process.env.GOODWORD_RUNS ?? 20), 200);
const start = new Date("2026-11-02T00:00:00Z");
const minute = 60_000;

/** A person with a link, who has no clicks yet. */
async function withLink(store: Store, name: string) {
  const person = aParticipant({ id: `person_${name}`, firstOrderId: `order_${name}` });
  await store.participants.enrol([
    { candidate: person, own: [{ kind: "email", value: name }], mentioned: [] },
  ]);
  const code = `CHANNELS-${name}`;
  await store.codes.mint([aCode({ code, participantId: person.id })]);
  let clicks = 0;
  return {
    clicks: async () => (await store.insight.advocate(person.id))?.clicks,
    /** Clicks of as many visitors, each of a channel. */
    async click(channels: readonly (string | null)[], clickedAt: Date, kind: ClickKind = "human") {
      const made = channels.map((channel) => {
        clicks += 1;
        const id = `click_${name}_${clicks}`;
        return aClick({ id, visitor: id, code, channel, clickedAt, kind });
      });
      await Promise.all(made.map((click) => store.clicks.record(click)));
    },
  };
}

/** Anybody may invent a channel, and what is counted of it is never deleted. */
export function describeClickChannels(given: Given): void {
  describe("channels of clicks", () => {
    it("changes no total when a channel stops being one of the most clicked as late clicks come", async () => {
      const store = given();
      const { click, clicks } = await withLink(store, "anna");
      const { goodword, clock } = openEngine(store, new Date(start.getTime() + 75 * minute));
      const first = Array.from({ length: mostChannelsAnHour }, (_, n) => `first-${n}`);
      const later = first.map((_, n) => `later-${n}`);
      await click(first, start);
      await goodword.tendClicks();
      expect(await clicks()).toBe(first.length);
      await click([null, ...later, ...later], start);
      clock.advance({ hours: 1 });
      await goodword.tendClicks();
      const all = first.length + 1 + 2 * later.length;
      expect(await clicks()).toBe(all);
      clock.advance({ days: 3 });
      await goodword.tendClicks();
      expect(await store.clickHistory.oldestHour()).toBeNull();
      expect(await clicks()).toBe(all);
    });

    it("adds up to each click once, whatever the channels are and whenever clicks are counted", async () => {
      const store = given();
      const step = fc.record({
        minutes: fc.integer({ min: 0, max: 90 }),
        /** How late its clicks come: no later than hours are counted again. */
        late: fc.integer({ min: 0, max: 120 }),
        from: fc.integer({ min: 0, max: 40 }),
        channels: fc.integer({ min: 1, max: 30 }),
        named: fc.boolean(),
        kind: fc.constantFrom<ClickKind>("human", "human", "human", "preview"),
        tend: fc.boolean(),
      });
      let round = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
          round += 1;
          const { click, clicks } = await withLink(store, `round_${round}`);
          const { goodword, clock } = openEngine(
            store,
            new Date(start.getTime() + (round * 15 * 24 + 12) * 60 * minute),
          );
          let expected = 0;
          for (const { minutes, late, from, channels, named, kind, tend } of steps) {
            const now = clock.advance({ minutes });
            const names = Array.from({ length: channels }, (_, n) => `channel-${from + n}`);
            const all = named ? names : [null, ...names];
            await click(all, new Date(now.getTime() - late * minute), kind);
            if (kind === "human") expected += all.length;
            if (!tend) continue;
            await goodword.tendClicks();
            // What came late is counted with the next hour.
            expect(await clicks()).toBeLessThanOrEqual(expected);
          }
          clock.advance({ hours: 2 });
          await goodword.tendClicks();
          expect(await clicks()).toBe(expected);
          clock.advance({ days: 3 });
          await goodword.tendClicks();
          expect(await store.clickHistory.oldestHour()).toBeNull();
          expect(await clicks()).toBe(expected);
        }),
        { numRuns: runs, endOnFailure: true },
      );
    });
  });
}
