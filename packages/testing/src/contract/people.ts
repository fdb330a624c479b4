import type { Identity } from "@goodword/core";
import { aClick, aCode, aParticipant, aShare } from "../builders";
import type { Given } from "./describe-store";

const customer: Identity = { kind: "customer", value: "cus_1" };
const email: Identity = { kind: "email", value: "hmac-of-anna" };
const otherEmail: Identity = { kind: "email", value: "hmac-of-ben" };

export function describePeople(given: Given): void {
  describe("participants", () => {
    it("enrols a person once and keeps what was known first", async () => {
      const { participants } = given();
      const anna = aParticipant({ dismissedUntil: new Date("2026-12-01T00:00:00.123Z") });
      expect(await participants.enrol(anna, [customer, email])).toEqual(anna);
      const again = aParticipant({ id: "participant_again", firstOrderId: "order_9" });
      expect(await participants.enrol(again, [email])).toEqual(anna);
      expect(await participants.byId(anna.id)).toEqual(anna);
      expect(await participants.byId(again.id)).toBeNull();
    });

    it("knows a guest who registers later as the same person", async () => {
      const { participants } = given();
      const guest = await participants.enrol(aParticipant(), [email]);
      await participants.enrol(aParticipant({ id: "participant_2" }), [customer, email]);
      expect(await participants.byIdentity(customer)).toEqual(guest);
    });

    it("takes the identity named first where two belong to different people", async () => {
      const { participants } = given();
      const byEmail = await participants.enrol(aParticipant({ id: "participant_email" }), [email]);
      const byCustomer = await participants.enrol(aParticipant({ id: "participant_customer" }), [customer]);
      const candidate = aParticipant({ id: "participant_3" });
      expect(await participants.enrol(candidate, [customer, email])).toEqual(byCustomer);
      expect(await participants.enrol(candidate, [email, customer])).toEqual(byEmail);
    });

    it("tells people and kinds of identity apart", async () => {
      const { participants } = given();
      await participants.enrol(aParticipant(), [email]);
      const ben = aParticipant({ id: "participant_ben" });
      expect(await participants.enrol(ben, [otherEmail])).toEqual(ben);
      expect(await participants.byIdentity({ kind: "customer", value: email.value })).toBeNull();
    });

    it("makes one record of 20 enrolments at once", async () => {
      const { participants } = given();
      const enrolled = await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          participants.enrol(
            aParticipant({ id: `participant_${n}` }),
            // Both orders, and one identity alone: whoever waits for whom, nobody may deadlock.
            n % 3 === 0 ? [email] : n % 3 === 1 ? [customer, email] : [email, customer],
          ),
        ),
      );
      expect(new Set(enrolled.map((participant) => participant.id)).size).toBe(1);
      expect(await participants.byIdentity(email)).toEqual(enrolled[0]);
      expect(await participants.byIdentity(customer)).toEqual(enrolled[0]);
    });

    it("remembers and forgets until when a person is not asked", async () => {
      const { participants } = given();
      await participants.enrol(aParticipant(), [email]);
      const until = new Date("2027-01-01T00:00:00.000Z");
      await participants.dismiss("participant_anna", until);
      expect((await participants.byId("participant_anna"))?.dismissedUntil).toEqual(until);
      await participants.dismiss("participant_anna", null);
      expect((await participants.byId("participant_anna"))?.dismissedUntil).toBeNull();
    });
  });

  describe("codes", () => {
    it("mints one code per program and participant", async () => {
      const { codes } = given();
      expect(await codes.mint(aCode())).toEqual({ outcome: "minted", code: aCode() });
      expect(await codes.mint(aCode({ code: "FRIEND-OTHER" }))).toEqual({
        outcome: "existing",
        code: aCode(),
      });
      expect(await codes.mint(aCode({ code: "FRIEND-SECOND", programId: "vip" }))).toMatchObject({
        outcome: "minted",
      });
      expect(await codes.byParticipant("default", "participant_anna")).toEqual(aCode());
      expect(await codes.byParticipant("default", "participant_ben")).toBeNull();
    });

    it("refuses a code that belongs to somebody else", async () => {
      const { codes } = given();
      await codes.mint(aCode());
      expect(await codes.mint(aCode({ participantId: "participant_ben" }))).toEqual({ outcome: "taken" });
      expect(await codes.byParticipant("default", "participant_ben")).toBeNull();
    });

    it("mints one code in 20 tries at once", async () => {
      const { codes } = given();
      const minted = await Promise.all(
        Array.from({ length: 20 }, (_, n) => codes.mint(aCode({ code: `FRIEND-${n}` }))),
      );
      expect(minted.filter(({ outcome }) => outcome === "minted")).toHaveLength(1);
      expect(minted.filter(({ outcome }) => outcome === "existing")).toHaveLength(19);
    });

    it("disables and enables a code, and says when there is none", async () => {
      const { codes } = given();
      await codes.mint(aCode());
      expect(await codes.setStatus("FRIEND-7KQ2MXWP", "disabled")).toBe(true);
      expect(await codes.byCode("FRIEND-7KQ2MXWP")).toEqual(aCode({ status: "disabled" }));
      expect(await codes.setStatus("FRIEND-NOBODY", "disabled")).toBe(false);
      expect(await codes.byCode("FRIEND-NOBODY")).toBeNull();
    });
  });

  describe("clicks", () => {
    it("records a visitor's click of a code once an hour of the clock", async () => {
      const { clicks } = given();
      const at = (time: string) => new Date(`2026-11-02T${time}Z`);
      expect(await clicks.record(aClick({ clickedAt: at("09:10:00.000") }))).toBe(true);
      expect(await clicks.record(aClick({ id: "click_2", clickedAt: at("09:59:59.999") }))).toBe(false);
      expect(await clicks.record(aClick({ id: "click_3", clickedAt: at("10:00:00.000") }))).toBe(true);
      expect(await clicks.record(aClick({ id: "click_4", visitor: "somebody-else" }))).toBe(true);
      expect(await clicks.record(aClick({ id: "click_5", code: "FRIEND-OTHER" }))).toBe(true);
    });
  });

  describe("shares", () => {
    it("records a share once per order and channel", async () => {
      const { shares } = given();
      expect(await shares.record(aShare())).toBe(true);
      expect(await shares.record(aShare({ id: "share_2" }))).toBe(false);
      expect(await shares.record(aShare({ id: "share_3", channel: "whatsapp" }))).toBe(true);
      expect(await shares.record(aShare({ id: "share_4", orderId: "order_2" }))).toBe(true);
    });
  });
}
