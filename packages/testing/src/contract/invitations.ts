import { type Goodword, mostInvitationsADay, type Store } from "@goodword/core";
import fc from "fast-check";
import { aClick, aCode, aParticipant } from "../builders";
import { aVisit, openEngine } from "./clicks";
import type { Given } from "./describe-store";

const runs = Math.min(Number(process.env.GOODWORD_RUNS ?? 20), 200);
const at = (text: string) => new Date(`2026-11-${text}Z`);
const browser = (n: number) => `Mozilla/5.0 (X11; Linux x86_64; rv:${n}.0) Gecko/20100101 Firefox/${n}.0`;

async function withAnna(store: Store): Promise<void> {
  await store.participants.enrol([
    { candidate: aParticipant(), own: [{ kind: "email", value: "anna" }], mentioned: [] },
  ]);
  await store.codes.mint([aCode()]);
}

const invitationsOf = async (store: Store, participantId = aParticipant().id) =>
  (await store.insight.advocate(participantId))?.invitations;

/** Lets the days up to now be counted, then their clicks be deleted, and what the count is after each. */
async function throughRetention(
  { goodword, clock }: ReturnType<typeof openEngine>,
  count: () => Promise<unknown>,
) {
  const counts: unknown[] = [];
  for (const days of [0, 1, 1, 10]) {
    clock.advance({ days });
    await goodword.tendClicks();
    counts.push(await count());
  }
  return counts;
}

export function describeInvitations(given: Given): void {
  describe("invitations", () => {
    const opened = async (start = at("02T09:30:00.000")) => {
      const store = given();
      await withAnna(store);
      const engine = openEngine(store, start);
      const visit = (ip: string, userAgent = browser(140), goodword: Goodword = engine.goodword) =>
        goodword.openShareLink(aVisit({ visitor: { ip, userAgent } }));
      return { store, visit, ...engine };
    };

    it("count one for 25 visits from one network, whatever its browsers and addresses are", async () => {
      const { store, visit } = await opened();
      for (let n = 0; n < 25; n += 1) await visit(`192.0.2.${n}`, browser(100 + n));
      expect(await store.insight.advocate(aParticipant().id)).toMatchObject({ clicks: 25, invitations: 1 });
      for (let n = 0; n < 25; n += 1) await visit(`2001:db8:7:${n}::${n}`, browser(100 + n));
      expect(await invitationsOf(store)).toBe(2);
      await visit("::ffff:192.0.2.77");
      await visit("no address");
      expect(await invitationsOf(store)).toBe(3);
      await visit("no address either", browser(99));
      expect(await invitationsOf(store)).toBe(3);
    });

    it("count a network once a day, and again the next day", async () => {
      const { store, visit, clock, ...engine } = await opened(at("02T22:30:00.000"));
      await visit("192.0.2.1");
      clock.advance({ hours: 1 });
      await visit("192.0.2.1");
      expect(await invitationsOf(store)).toBe(1);
      clock.advance({ hours: 1 });
      await visit("192.0.2.1");
      await visit("198.51.100.1");
      expect(await invitationsOf(store)).toBe(3);
      expect(await throughRetention({ clock, ...engine }, () => invitationsOf(store))).toEqual([3, 3, 3, 3]);
      expect(await store.clickHistory.oldestHour()).toBeNull();
    });

    it(`count ${mostInvitationsADay} a day at most, over all days`, async () => {
      const { store, visit, clock, ...engine } = await opened();
      for (let n = 0; n < mostInvitationsADay + 5; n += 1) await visit(`10.0.${n}.1`);
      expect(await invitationsOf(store)).toBe(mostInvitationsADay);
      clock.advance({ days: 1 });
      for (let n = 0; n < 3; n += 1) await visit(`10.1.${n}.1`);
      const all = mostInvitationsADay + 3;
      expect(await invitationsOf(store)).toBe(all);
      const counts = await throughRetention({ clock, ...engine }, () => invitationsOf(store));
      expect(counts).toEqual([all, all, all, all]);
    });

    it("count a network once that opened several links of one advocate, and each of two advocates'", async () => {
      const { store, goodword, clock, warnings } = await opened();
      const ben = aParticipant({ id: "participant_ben", firstOrderId: "order_2" });
      await store.participants.enrol([
        { candidate: ben, own: [{ kind: "email", value: "ben" }], mentioned: [] },
      ]);
      await store.codes.mint([aCode({ code: "BEN", participantId: ben.id })]);
      expect(await store.codes.replace(aCode({ code: "ANNA" }))).toBe(true);
      const clicks = [aCode().code, "ANNA", "BEN"].map((code) =>
        aClick({ id: code, code, clickedAt: at("02T09:00:00") }),
      );
      for (const click of clicks) await store.clicks.record(click);
      const counts = async () => [await invitationsOf(store), await invitationsOf(store, ben.id)];
      expect(await counts()).toEqual([1, 1]);
      const after = await throughRetention({ goodword, clock, warnings }, counts);
      expect(after).toEqual(Array(4).fill([1, 1]));
    });

    it("count no machine, and no click of before networks were kept", async () => {
      const { store, visit, clock, ...engine } = await opened();
      await visit("192.0.2.1", "curl/8.5.0");
      await visit("192.0.2.2", "WhatsApp/2.23.20.0");
      await store.clicks.record(aClick({ id: "old", network: null, clickedAt: at("02T09:00:00") }));
      expect(await invitationsOf(store)).toBe(0);
      const counts = await throughRetention({ clock, ...engine }, () => invitationsOf(store));
      expect(counts).toEqual([0, 0, 0, 0]);
    });

    it("count one of 200 visits at once from one network, by two instances", async () => {
      const { store, visit, goodword } = await opened();
      const other = openEngine(store, at("02T09:30:00.000")).goodword;
      await Promise.all(
        Array.from({ length: 200 }, (_, n) =>
          visit(`192.0.2.${n}`, browser(n), n % 2 === 0 ? goodword : other),
        ),
      );
      expect(await invitationsOf(store)).toBe(1);
    });

    it("keep no address, and a network that cannot be told from another the next day", async () => {
      const { store, visit, clock } = await opened();
      const networkOfVisit = async (n: number) => {
        await visit("192.0.2.1");
        return (await store.clicks.byId(`click_3_000${n}`))?.network;
      };
      const first = await networkOfVisit(1);
      clock.advance({ hours: 1 });
      expect(await networkOfVisit(2)).toBe(first);
      clock.advance({ days: 1 });
      expect(await networkOfVisit(3)).not.toBe(first);
      expect(first).toMatch(/^[0-9a-f]{32}$/);
    });

    it("are the networks of each day, bounded, whenever clicks are counted and deleted", async () => {
      const store = given();
      let round = 0;
      const step = fc.record({
        minutes: fc.integer({ min: 0, max: 700 }),
        network: fc.integer({ min: 0, max: 30 }),
        times: fc.integer({ min: 1, max: 12 }),
        former: fc.boolean(),
        tend: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 15 }), async (steps) => {
          round += 1;
          const person = aParticipant({ id: `person_${round}`, firstOrderId: `order_${round}` });
          await store.participants.enrol([
            { candidate: person, own: [{ kind: "email", value: person.id }], mentioned: [] },
          ]);
          const code = (former: boolean) => `${former ? "FORMER" : "NOW"}-${round}`;
          await store.codes.mint([aCode({ code: code(true), participantId: person.id })]);
          expect(await store.codes.replace(aCode({ code: code(false), participantId: person.id }))).toBe(
            true,
          );
          const { goodword, clock } = openEngine(
            store,
            new Date(at("02T00:00:00").getTime() + round * 15 * 86_400_000),
          );
          const days = new Map<string, Set<number>>();
          for (const [n, { minutes, network, times, former, tend }] of steps.entries()) {
            const clickedAt = clock.advance({ minutes });
            const day = clickedAt.toISOString().slice(0, 10);
            for (let next = network; next < network + times; next += 1) {
              const id = `click_${round}_${n}_${next}`;
              await store.clicks.record(
                aClick({ id, visitor: id, code: code(former), network: `n_${next}`, clickedAt }),
              );
              days.set(day, (days.get(day) ?? new Set()).add(next));
            }
            if (tend) await goodword.tendClicks();
          }
          const sizes = [...days.values()].map(({ size }) => Math.min(size, mostInvitationsADay));
          expect(await invitationsOf(store, person.id)).toBe(sizes.reduce((sum, size) => sum + size, 0));
        }),
        { numRuns: runs, endOnFailure: true },
      );
    });
  });
}
