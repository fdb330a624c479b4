import type { Enrolment, Identity } from "@goodword/core";
import fc from "fast-check";
import { aParticipant } from "../builders";
import type { Given } from "./describe-store";

const customer: Identity = { kind: "customer", value: "cus_1" };
const email: Identity = { kind: "email", value: "hmac-of-anna" };
const otherEmail: Identity = { kind: "email", value: "hmac-of-ben" };

const as = (id: string, ...identities: Identity[]): Enrolment => ({
  candidate: aParticipant({ id }),
  identities,
});

export function describeParticipants(given: Given): void {
  describe("participants", () => {
    it("enrols a person once and keeps what was known first", async () => {
      const { participants } = given();
      const anna = aParticipant({ dismissedUntil: new Date("2026-12-01T00:00:00.123Z") });
      expect(await participants.enrol([{ candidate: anna, identities: [customer, email] }])).toEqual([
        { participant: anna, isNew: true, merged: [] },
      ]);
      const again = aParticipant({ id: "participant_again", firstOrderId: "order_9", locale: "de" });
      expect(await participants.enrol([{ candidate: again, identities: [email] }])).toEqual([
        { participant: anna, isNew: false, merged: [] },
      ]);
      expect(await participants.byId(anna.id)).toEqual(anna);
      expect(await participants.byId(again.id)).toBeNull();
    });

    it("knows a guest who registers later as the same person", async () => {
      const { participants } = given();
      await participants.enrol([as("guest", email)]);
      const [registered] = await participants.enrol([as("registered", customer, email)]);
      expect(registered).toEqual({ participant: aParticipant({ id: "guest" }), isNew: false, merged: [] });
      expect(await participants.byIdentity(customer)).toEqual(aParticipant({ id: "guest" }));
    });

    it("tells the host's customers a person is known by, also those of records merged into theirs", async () => {
      const { participants } = given();
      await participants.enrol([as("anna", email), as("zoe", { kind: "customer", value: "cus_2" })]);
      expect(await participants.customersOf("anna")).toEqual([]);
      await participants.enrol([as("later", { kind: "customer", value: "cus_2" }, email)]);
      await participants.enrol([as("again", customer, email)]);
      expect(await participants.customersOf("anna")).toEqual(["cus_1", "cus_2"]);
      expect(await participants.customersOf("zoe")).toEqual([]);
    });

    it("tells people and kinds of identity apart", async () => {
      const { participants } = given();
      await participants.enrol([as("anna", email)]);
      const [ben] = await participants.enrol([as("ben", otherEmail)]);
      expect(ben).toMatchObject({ participant: { id: "ben" }, isNew: true });
      expect(await participants.byIdentity({ kind: "customer", value: email.value })).toBeNull();
    });

    it("answers a batch in the order asked: those who are known, those who are new, and a person twice", async () => {
      const { participants } = given();
      await participants.enrol([as("known", otherEmail)]);
      const enrolled = await participants.enrol([
        as("z", customer),
        as("k", otherEmail),
        as("a", { kind: "email", value: "carla" }),
        as("b", customer, email),
      ]);
      expect(enrolled.map(({ participant, isNew, merged }) => [participant.id, isNew, merged])).toEqual([
        ["z", true, []],
        ["known", false, []],
        ["a", true, []],
        ["z", false, []],
      ]);
      expect((await participants.byIdentity(email))?.id).toBe("z");
      expect(await participants.byId("b")).toBeNull();
      expect(await participants.enrol([])).toEqual([]);
    });

    it("makes one record, the first one's, of strangers whom a later one of the batch joins", async () => {
      const { participants } = given();
      const enrolled = await participants.enrol([
        as("first", email),
        as("second", customer),
        as("third", email),
        as("fourth", customer, email),
      ]);
      expect(enrolled.map(({ participant }) => participant.id)).toEqual(["first", "first", "first", "first"]);
      expect(enrolled.map(({ isNew }) => isNew)).toEqual([true, false, false, false]);
      expect((await participants.byIdentity(customer))?.id).toBe("first");
      expect(await participants.byId("second")).toBeNull();
    });

    it("makes one record of 20 enrolments at once", async () => {
      const { participants } = given();
      const enrolled = await Promise.all(
        Array.from({ length: 20 }, async (_, n) => {
          // Both orders, and one identity alone: whoever waits for whom, nobody may deadlock.
          const known = n % 3 === 0 ? [email] : n % 3 === 1 ? [customer, email] : [email, customer];
          const [person] = await participants.enrol([as(`participant_${n}`, ...known)]);
          return person;
        }),
      );
      const ids = new Set(enrolled.map((person) => person?.participant.id));
      expect(ids.size).toBe(1);
      expect(enrolled.filter((person) => person?.isNew)).toHaveLength(1);
      expect(ids).toContain((await participants.byIdentity(email))?.id);
      expect(ids).toContain((await participants.byIdentity(customer))?.id);
    });

    it("makes one record of each person of batches that cross at once", async () => {
      const { participants } = given();
      const people = Array.from({ length: 10 }, (_, n): Identity => ({ kind: "email", value: `mail-${n}` }));
      const batches = await Promise.all(
        Array.from({ length: 8 }, (_, worker) => {
          const batch = people.map((identity, n) => as(`participant_${worker}_${n}`, identity));
          return participants.enrol(worker % 2 === 0 ? batch : batch.reverse());
        }),
      );
      const ids = batches.map((batch, worker) => {
        const found = batch.map(({ participant }) => participant.id);
        return worker % 2 === 0 ? found : found.reverse();
      });
      for (const found of ids) expect(found).toEqual(ids[0]);
      expect(new Set(ids[0]).size).toBe(10);
      expect(batches.flat().filter(({ isNew }) => isNew)).toHaveLength(10);
    });

    it("ends with a record for each group of identities that belong together, and loses nobody", async () => {
      const { participants } = given();
      const enrolment = fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 3 });
      let run = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(enrolment, { maxLength: 4 }), { maxLength: 5 }),
          async (batches) => {
            run++;
            const identity = (n: number): Identity => ({ kind: "email", value: `${run}:${n}` });
            const group = new Map<number, number>();
            const found = [];
            for (const [n, batch] of batches.entries()) {
              const people = batch.map((known, m) => as(`p_${run}_${n}_${m}`, ...known.map(identity)));
              found.push(...(await participants.enrol(people)));
              for (const known of batch) {
                const groups = new Set(known.map((one) => group.get(one) ?? one));
                for (const one of known) group.set(one, group.get(one) ?? one);
                for (const [one, of] of group) if (groups.has(of)) group.set(one, Math.min(...groups));
              }
            }
            const owners = new Map<number, string | undefined>();
            for (const [one, of] of group) {
              const owner = (await participants.byIdentity(identity(one)))?.id;
              expect(owner).toBeDefined();
              expect(owners.get(of) ?? owner).toBe(owner);
              owners.set(of, owner);
            }
            expect(new Set(owners.values()).size).toBe(owners.size);
            const merged = found.flatMap((person) => person.merged);
            expect(new Set(merged).size).toBe(merged.length);
            expect(found.filter(({ isNew }) => isNew).length - merged.length).toBe(owners.size);
            for (const id of merged) expect(await participants.byId(id)).toBeNull();
          },
        ),
        { numRuns: Number(process.env.GOODWORD_RUNS ?? 100) },
      );
    }, 600_000);

    it("remembers and forgets until when a person is not asked", async () => {
      const { participants } = given();
      await participants.enrol([as("anna", email), as("ben", otherEmail)]);
      const until = new Date("2027-01-01T00:00:00.000Z");
      await participants.dismiss("anna", until);
      expect((await participants.byId("anna"))?.dismissedUntil).toEqual(until);
      expect((await participants.byId("ben"))?.dismissedUntil).toBeNull();
      await participants.dismiss("nobody", until);
      expect(await participants.byId("nobody")).toBeNull();
      await participants.dismiss("anna", null);
      expect((await participants.byId("anna"))?.dismissedUntil).toBeNull();
    });

    it("finds by a name those who agreed to it, until they take it back", async () => {
      const { participants } = given();
      await participants.enrol([as("anna", email), as("anne", otherEmail), as("carla", customer)]);
      await participants.name("anna", { display: "Anna S.", key: "annas" });
      await participants.name("anne", { display: "ANNA S", key: "annas" });
      await participants.name("carla", { display: "Carla", key: "carla" });
      expect((await participants.named("annas")).sort()).toEqual(["anna", "anne"]);
      await participants.name("anne", { display: "Anne", key: "anne" });
      expect(await participants.named("annas")).toEqual(["anna"]);
      await participants.name("anna", null);
      expect(await participants.named("annas")).toEqual([]);
      expect(await participants.named("anne")).toEqual(["anne"]);
      await participants.name("nobody", { display: "Anne", key: "anne" });
      expect(await participants.named("anne")).toEqual(["anne"]);
    });

    it("lets one after the other settle a balance they hold", async () => {
      const store = given();
      await store.participants.enrol([as("anna", email)]);
      let inside = 0;
      const most = await Promise.all(
        Array.from({ length: 5 }, () =>
          store.transaction(async ({ participants }) => {
            expect(await participants.keep(["nobody", "anna"])).toEqual(["anna"]);
            await participants.lock("anna");
            inside++;
            await new Promise((resolve) => setTimeout(resolve, 5));
            return inside--;
          }),
        ),
      );
      expect(most).toEqual([1, 1, 1, 1, 1]);
    });
  });
}
