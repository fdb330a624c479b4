import type { Enrolment, Identity } from "@goodword/core";
import fc from "fast-check";
import { aParticipant } from "../builders";
import type { Given } from "./describe-store";

const customer: Identity = { kind: "customer", value: "cus_1" };
const email: Identity = { kind: "email", value: "hmac-of-anna" };
const otherEmail: Identity = { kind: "email", value: "hmac-of-ben" };

const as = (id: string, ...own: Identity[]): Enrolment => ({
  candidate: aParticipant({ id }),
  own,
  mentioned: [],
});
const naming = (enrolment: Enrolment, ...mentioned: Identity[]): Enrolment => ({ ...enrolment, mentioned });

export function describeParticipants(given: Given): void {
  describe("participants", () => {
    it("enrols a person once and keeps what was known first", async () => {
      const { participants } = given();
      const anna = aParticipant({ dismissedUntil: new Date("2026-12-01T00:00:00.123Z") });
      expect(await participants.enrol([{ ...as("anna", customer, email), candidate: anna }])).toEqual([
        { participant: anna, isNew: true, others: [] },
      ]);
      const again = aParticipant({ id: "participant_again", firstOrderId: "order_9", locale: "de" });
      expect(await participants.enrol([{ ...as("again", email), candidate: again }])).toEqual([
        { participant: anna, isNew: false, others: [] },
      ]);
      expect(await participants.byId(anna.id)).toEqual(anna);
      expect(await participants.byId(again.id)).toBeNull();
    });

    it("knows a guest who registers later as the same person", async () => {
      const { participants } = given();
      await participants.enrol([as("guest", email)]);
      const [registered] = await participants.enrol([as("registered", customer, email)]);
      expect(registered).toEqual({ participant: aParticipant({ id: "guest" }), isNew: false, others: [] });
      expect(await participants.byIdentity(customer)).toEqual(aParticipant({ id: "guest" }));
    });

    it("tells what a person is known by", async () => {
      const { participants } = given();
      await participants.enrol([as("anna", email)]);
      expect(await participants.identitiesOf("anna")).toEqual([email]);
      await participants.enrol([as("later", { kind: "customer", value: "cus_2" }, email)]);
      await participants.enrol([as("again", email, customer)]);
      const account = { kind: "customer", value: "cus_2" };
      expect(await participants.identitiesOf("anna")).toEqual([customer, account, email]);
      expect(await participants.identitiesOf("nobody")).toEqual([]);
    });

    it("knows by the first own identity that anybody has, and leaves what is another's with them", async () => {
      const { participants } = given();
      await participants.enrol([as("account", customer), as("guest", email)]);
      const other = (participantId: string, kind: Identity["kind"]) => ({
        participantId,
        kind,
        named: "own",
      });
      expect(await participants.enrol([as("x", customer, email, otherEmail)])).toEqual([
        {
          participant: aParticipant({ id: "account" }),
          isNew: false,
          others: [other("guest", "email")],
        },
      ]);
      expect(await participants.enrol([as("y", email, customer)])).toEqual([
        {
          participant: aParticipant({ id: "guest" }),
          isNew: false,
          others: [other("account", "customer")],
        },
      ]);
      expect((await participants.byIdentity(customer))?.id).toBe("account");
      expect((await participants.byIdentity(email))?.id).toBe("guest");
      expect((await participants.byIdentity(otherEmail))?.id).toBe("account");
      expect(await participants.byId("x")).toBeNull();
    });

    it("never gives what is only mentioned, and tells whose it is", async () => {
      const { participants } = given();
      await participants.enrol([as("anna", email, customer)]);
      const [ben, again, ...rest] = await participants.enrol([
        naming(as("ben", otherEmail), customer, email, { kind: "customer", value: "nobody's" }),
        naming(as("again", otherEmail), otherEmail),
        naming(as("anna_again", email), customer),
      ]);
      expect(ben).toEqual({
        participant: aParticipant({ id: "ben" }),
        isNew: true,
        others: [
          { participantId: "anna", kind: "customer", named: "mentioned" },
          { participantId: "anna", kind: "email", named: "mentioned" },
        ],
      });
      expect(again?.others).toEqual([]);
      expect(rest.map(({ participant, others }) => [participant.id, others])).toEqual([["anna", []]]);
      expect(await participants.byIdentity({ kind: "customer", value: "nobody's" })).toBeNull();
      expect((await participants.byIdentity(customer))?.id).toBe("anna");
    });

    it("tells of whom an earlier entry of the batch was", async () => {
      const { participants } = given();
      const enrolled = await participants.enrol([
        naming(as("ben", otherEmail), email),
        as("anna", email),
        naming(as("carla", customer), email),
      ]);
      expect(enrolled.map(({ others }) => others.map(({ participantId }) => participantId))).toEqual([
        [],
        [],
        ["anna"],
      ]);
    });

    it("tells people and kinds of identity apart", async () => {
      const { participants } = given();
      await participants.enrol([as("anna", email)]);
      const [ben] = await participants.enrol([as("ben", otherEmail)]);
      expect(ben).toMatchObject({ participant: { id: "ben" }, isNew: true });
      expect(await participants.byIdentity({ kind: "customer", value: email.value })).toBeNull();
    });

    it("knows a person by a former hash, and gives them the one of today", async () => {
      const { participants } = given();
      const changed = {
        kind: "email",
        value: "new-of-anna",
        former: ["oldest-of-anna", email.value],
      } as const;
      await participants.enrol([as("anna", email), as("carla", customer)]);
      expect((await participants.byIdentity(changed))?.id).toBe("anna");
      const [ben] = await participants.enrol([naming(as("ben", otherEmail), changed)]);
      expect(ben?.others).toEqual([{ participantId: "anna", kind: "email", named: "mentioned" }]);
      // What is only mentioned is never given.
      expect(await participants.identitiesOf("anna")).toEqual([email]);
      const [carla, again] = await participants.enrol([as("x", customer, changed), as("again", changed)]);
      expect(carla?.others).toEqual([{ participantId: "anna", kind: "email", named: "own" }]);
      expect(again).toMatchObject({ participant: { id: "anna" }, isNew: false, others: [] });
      const today = { kind: "email", value: "new-of-anna" };
      expect(await participants.identitiesOf("anna")).toEqual([email, today]);
      expect(await participants.identitiesOf("carla")).toEqual([customer]);
      expect(await participants.byIdentity({ kind: "email", value: "oldest-of-anna" })).toBeNull();
    });

    it("gives a hash of today back with the former one, when a merge is taken back", async () => {
      const store = given();
      const { participants } = store;
      const today: Identity = { kind: "email", value: "new-of-anna" };
      const changed = { ...today, former: [email.value] };
      await participants.enrol([as("anna", email), as("ben", otherEmail)]);
      const moved = await store.transaction(async ({ merges }) => {
        await merges.hold(["anna", "ben"]);
        return merges.move("anna", "ben");
      });
      await participants.enrol([as("x", changed)]);
      expect((await participants.byIdentity(today))?.id).toBe("ben");
      await store.transaction(async ({ merges }) => {
        await merges.hold(["ben"]);
        await merges.giveBack({ from: "anna", into: "ben", moved });
      });
      expect((await participants.byIdentity(changed))?.id).toBe("anna");
      const [anna] = await participants.enrol([as("y", changed)]);
      expect(anna).toMatchObject({ participant: { id: "anna" }, others: [] });
      expect((await participants.byIdentity(today))?.id).toBe("anna");
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
      expect(enrolled.map(({ participant, isNew, others }) => [participant.id, isNew, others])).toEqual([
        ["z", true, []],
        ["known", false, []],
        ["a", true, []],
        ["z", false, []],
      ]);
      expect((await participants.byIdentity(email))?.id).toBe("z");
      expect(await participants.byId("b")).toBeNull();
      expect(await participants.enrol([])).toEqual([]);
    });

    it("leaves two records of a batch apart that a later entry names together", async () => {
      const { participants } = given();
      const enrolled = await participants.enrol([
        as("first", email),
        as("second", customer),
        as("third", otherEmail, email),
        as("fourth", customer, email),
      ]);
      expect(enrolled.map(({ participant, isNew }) => [participant.id, isNew])).toEqual([
        ["first", true],
        ["second", true],
        ["first", false],
        ["second", false],
      ]);
      expect(enrolled[3]?.others).toEqual([{ participantId: "first", kind: "email", named: "own" }]);
      expect((await participants.byIdentity(otherEmail))?.id).toBe("first");
    });

    it("gives each identity one owner in 20 enrolments at once, and everybody gets them", async () => {
      const { participants } = given();
      const enrolled = await Promise.all(
        Array.from({ length: 20 }, async (_, n) => {
          // Both orders, and one identity alone: whoever waits for whom, nobody may deadlock.
          const known = n % 3 === 0 ? [email] : n % 3 === 1 ? [customer, email] : [email, customer];
          const [person] = await participants.enrol([as(`participant_${n}`, ...known)]);
          return person;
        }),
      );
      const owners = new Set(
        [await participants.byIdentity(email), await participants.byIdentity(customer)].map(
          (person) => person?.id,
        ),
      );
      for (const person of enrolled) expect(owners).toContain(person?.participant.id);
      expect(enrolled.filter((person) => person?.isNew)).toHaveLength(owners.size);
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

    it("does as a list of owners that is filled one entry after the other, in any batches, whenever the secret is changed", async () => {
      const { participants } = given();
      const few = (minLength: number) =>
        fc.uniqueArray(fc.integer({ min: 0, max: 7 }), { minLength, maxLength: 3 });
      const enrolment = fc.record({ own: few(1), mentioned: few(0) });
      let run = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(enrolment, { maxLength: 4 }), { maxLength: 5 }),
          fc.nat(5),
          async (batches, changedAt) => {
            run++;
            let isChanged = false;
            const identity = (n: number): Identity =>
              isChanged
                ? { kind: "email", value: `${run}:${n}:new`, former: [`${run}:${n}`] }
                : { kind: "email", value: `${run}:${n}` };
            const owners = new Map<number, string>();
            for (const [n, batch] of batches.entries()) {
              isChanged = n >= changedAt;
              const people = batch.map(({ own, mentioned }, m) =>
                naming(as(`p_${run}_${n}_${m}`, ...own.map(identity)), ...mentioned.map(identity)),
              );
              const expected = batch.map(({ own, mentioned }, m) => {
                const known = own.map((one) => owners.get(one)).find((id) => id !== undefined);
                const id = known ?? `p_${run}_${n}_${m}`;
                for (const one of own) if (!owners.has(one)) owners.set(one, id);
                const ofOthers = [...own, ...mentioned].flatMap((one) => owners.get(one) ?? id);
                return [id, known === undefined, ofOthers.filter((other) => other !== id)];
              });
              const found = await participants.enrol(people);
              expect(
                found.map(({ participant, isNew, others }) => [
                  participant.id,
                  isNew,
                  others.map(({ participantId }) => participantId),
                ]),
              ).toEqual(expected);
            }
            for (const [one, owner] of owners) {
              expect((await participants.byIdentity(identity(one)))?.id).toBe(owner);
            }
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
