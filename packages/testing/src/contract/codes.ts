import type { CodeStore } from "@goodword/core";
import { aCode, aShare } from "../builders";
import type { Given } from "./describe-store";

const byCode = (a: { code: string }, b: { code: string }) => (a.code < b.code ? -1 : 1);
const later = new Date("2026-11-03T09:00:00.000Z");

export function describeCodes(given: Given): void {
  describe("codes", () => {
    it("mints one primary code per program and participant, and answers in the order asked", async () => {
      const { codes } = given();
      const vip = aCode({ code: "FRIEND-VIP", programId: "vip" });
      const ben = aCode({ code: "A-FRIEND-BEN", participantId: "participant_ben", createdAt: later });
      expect(await codes.mint([aCode(), aCode({ code: "FRIEND-OTHER" }), vip, ben])).toEqual([
        { outcome: "minted", code: aCode() },
        { outcome: "existing", code: aCode() },
        { outcome: "minted", code: vip },
        { outcome: "minted", code: ben },
      ]);
      const again = aCode({ code: "FRIEND-AGAIN", createdAt: later });
      expect(await codes.mint([again])).toEqual([{ outcome: "existing", code: aCode() }]);
      expect(
        (await codes.byCodes([aCode().code, "FRIEND-OTHER", "FRIEND-AGAIN", vip.code])).sort(byCode),
      ).toEqual([aCode(), vip]);
      expect(await codes.mint([])).toEqual([]);
    });

    it("refuses a code that belongs to somebody else, before and in the batch", async () => {
      const { codes } = given();
      await codes.mint([aCode()]);
      const carla = aCode({ code: "FRIEND-NEW", participantId: "participant_carla" });
      expect(
        await codes.mint([
          aCode({ participantId: "participant_ben" }),
          carla,
          aCode({ code: "FRIEND-NEW", participantId: "participant_dora" }),
          aCode({ participantId: "participant_anna", programId: "vip" }),
        ]),
      ).toEqual([
        { outcome: "taken" },
        { outcome: "minted", code: carla },
        { outcome: "taken" },
        { outcome: "taken" },
      ]);
      expect(await codes.primary("default", ["participant_ben", "participant_dora"])).toEqual([]);
      expect(await codes.byCodes([aCode().code])).toEqual([aCode()]);
    });

    it("finds the primary codes of people in a program", async () => {
      const { codes } = given();
      const ben = aCode({ code: "FRIEND-BEN", participantId: "participant_ben" });
      await codes.mint([aCode(), ben, aCode({ code: "FRIEND-VIP", programId: "vip" })]);
      const found = await codes.primary("default", ["participant_ben", "nobody", "participant_anna"]);
      expect(found.sort(byCode)).toEqual([aCode(), ben]);
      expect(await codes.primary("default", ["participant_ben"])).toEqual([ben]);
      expect(await codes.primary("default", [])).toEqual([]);
    });

    it("mints one code in 20 tries at once", async () => {
      const { codes } = given();
      const minted = await Promise.all(
        Array.from({ length: 20 }, (_, n) => codes.mint([aCode({ code: `FRIEND-${n}` })])),
      );
      const outcomes = minted.flat().map(({ outcome }) => outcome);
      expect(outcomes.filter((outcome) => outcome === "minted")).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === "existing")).toHaveLength(19);
    });

    it("gives a code to one of 20 people who ask for it at once", async () => {
      const { codes } = given();
      const minted = await Promise.all(
        Array.from({ length: 20 }, (_, n) => codes.mint([aCode({ participantId: `participant_${n}` })])),
      );
      const outcomes = minted.flat().map(({ outcome }) => outcome);
      expect(outcomes.filter((outcome) => outcome === "minted")).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === "taken")).toHaveLength(19);
    });

    it("disables and enables a code, and says when there is none", async () => {
      const { codes } = given();
      await codes.mint([aCode(), aCode({ code: "FRIEND-BEN", participantId: "participant_ben" })]);
      expect(await codes.setStatus("FRIEND-7KQ2MXWP", "disabled")).toBe(true);
      expect(await codes.byCodes(["FRIEND-7KQ2MXWP"])).toEqual([aCode({ status: "disabled" })]);
      expect(await codes.linkOf("FRIEND-7KQ2MXWP")).toMatchObject({ status: "disabled" });
      expect(await codes.byCodes(["FRIEND-BEN"])).toMatchObject([{ status: "active" }]);
      expect(await codes.setStatus("FRIEND-7KQ2MXWP", "active")).toBe(true);
      expect(await codes.byCodes(["FRIEND-7KQ2MXWP"])).toEqual([aCode()]);
      expect(await codes.setStatus("FRIEND-NOBODY", "disabled")).toBe(false);
      expect(await codes.byCodes(["FRIEND-NOBODY"])).toEqual([]);
    });

    it("tells many at once where their links lead, within a transaction too", async () => {
      const store = given();
      const others = Array.from({ length: 30 }, (_, n) => aCode({ code: `VIP-${n}`, programId: `vip_${n}` }));
      await store.codes.mint([aCode(), ...others]);
      const asked = [aCode().code, "FRIEND-NOBODY", ...others.map(({ code }) => code), aCode().code];
      const expected = [aCode(), null, ...others, aCode()].map(
        (code) => code && { code: code.code, programId: code.programId, status: code.status },
      );
      const all = ({ linkOf }: CodeStore) => Promise.all(asked.map((code) => linkOf(code)));
      expect(await all(store.codes)).toEqual(expected);
      expect(await store.transaction(({ codes }) => all(codes))).toEqual(expected);
    });

    it("makes another code primary, and keeps the one before", async () => {
      const { codes } = given();
      await codes.mint([aCode(), aCode({ code: "FRIEND-VIP", programId: "vip" })]);
      const vanity = aCode({ code: "FRIEND", createdAt: later });
      expect(await codes.replace(vanity)).toBe(true);
      expect(await codes.primary("default", ["participant_anna"])).toEqual([vanity]);
      expect(await codes.primary("vip", ["participant_anna"])).toMatchObject([{ code: "FRIEND-VIP" }]);
      expect(await codes.byCodes([aCode().code])).toEqual([aCode({ primary: false })]);
      expect(await codes.mint([aCode({ code: "FRIEND-THIRD" })])).toEqual([
        { outcome: "existing", code: vanity },
      ]);
    });

    it("makes an earlier code primary again, as it stands", async () => {
      const { codes } = given();
      await codes.mint([aCode()]);
      const vanity = aCode({ code: "FRIEND", createdAt: later });
      await codes.replace(vanity);
      await codes.setStatus(aCode().code, "disabled");
      expect(await codes.replace(aCode({ createdAt: later }))).toBe(true);
      expect(await codes.primary("default", ["participant_anna"])).toEqual([aCode({ status: "disabled" })]);
      expect(await codes.byCodes(["FRIEND"])).toEqual([{ ...vanity, primary: false }]);
      // It is primary already: nothing to change.
      expect(await codes.replace(aCode())).toBe(true);
      expect(await codes.byCodes([aCode().code])).toEqual([aCode({ status: "disabled" })]);
    });

    it("gives a first code by replacing none, and nobody the code of another", async () => {
      const { codes } = given();
      expect(await codes.replace(aCode({ primary: false }))).toBe(true);
      expect(await codes.primary("default", ["participant_anna"])).toEqual([aCode()]);
      const ben = aCode({ code: "FRIEND-BEN", participantId: "participant_ben" });
      await codes.mint([ben]);
      expect(await codes.replace({ ...ben, code: aCode().code })).toBe(false);
      expect((await codes.primary("default", ["participant_anna", "participant_ben"])).sort(byCode)).toEqual([
        aCode(),
        ben,
      ]);
    });

    it("leaves one primary code when 10 replace it at once", async () => {
      const { codes } = given();
      await codes.mint([aCode()]);
      const asked = Array.from({ length: 10 }, (_, n) => `FRIEND-${n}`);
      await Promise.all(asked.map((code) => codes.replace(aCode({ code }))));
      expect(await codes.byCodes(asked)).toHaveLength(10);
      expect(await codes.primary("default", ["participant_anna"])).toHaveLength(1);
    });
  });

  describe("shares", () => {
    it("records a share once per order and channel, and counts a person's", async () => {
      const { shares } = given();
      expect(await shares.record(aShare())).toBe(true);
      expect(await shares.record(aShare({ id: "share_2" }))).toBe(false);
      expect(await shares.record(aShare({ id: "share_3", channel: "whatsapp" }))).toBe(true);
      expect(await shares.record(aShare({ id: "share_4", orderId: "order_2" }))).toBe(true);
      await shares.record(aShare({ id: "share_5", orderId: "order_3", participantId: "participant_ben" }));
      expect(await shares.countOf("participant_anna")).toBe(3);
      expect(await shares.countOf("participant_ben")).toBe(1);
      expect(await shares.countOf("nobody")).toBe(0);
    });
  });
}
