import type { Queue } from "@goodword/core";
import { aMessage } from "../builders";

const at = (time: string) => new Date(`2026-11-02T${time}Z`);
const nine = at("09:00:00.000");
const claimAt = (now: Date, limit = 10) => ({ now, limit, leaseUntil: new Date(now.getTime() + 60_000) });

export function describeQueue(name: string, given: () => Queue): void {
  describe(name, () => {
    const claimIds = async (now: Date, limit?: number) =>
      (await given().claim(claimAt(now, limit))).map(({ id }) => id);

    it("takes a key once for good, done or not", async () => {
      const queue = given();
      expect(await queue.put([aMessage()])).toBe(1);
      expect(await queue.put([aMessage({ id: "message_2", key: "key-of-message_1" })])).toBe(0);
      await queue.claim(claimAt(nine));
      await queue.done(["message_1"], nine);
      expect(await queue.put([aMessage({ id: "message_3", key: "key-of-message_1" })])).toBe(0);
      expect(await claimIds(at("12:00:00.000"))).toEqual([]);
    });

    it("counts of a batch what is new, and takes a key that is in it twice once", async () => {
      const queue = given();
      await queue.put([aMessage({ id: "known" })]);
      const batch = [
        aMessage({ id: "z" }),
        aMessage({ id: "again", key: "key-of-known" }),
        aMessage({ id: "a" }),
        aMessage({ id: "twice", key: "key-of-z" }),
      ];
      expect(await queue.put(batch)).toBe(2);
      expect(await queue.put(batch)).toBe(0);
      expect(await queue.put([])).toBe(0);
      expect((await claimIds(nine)).sort()).toEqual(["a", "known", "z"]);
    });

    it("takes a key once in 50 tries at once", async () => {
      const queue = given();
      const put = await Promise.all(
        Array.from({ length: 50 }, (_, n) => queue.put([aMessage({ id: `message_${n}`, key: "same" })])),
      );
      expect(put.reduce((sum, count) => sum + count, 0)).toBe(1);
      expect(await claimIds(nine)).toHaveLength(1);
    });

    it("takes each key of batches that cross at once once", async () => {
      const queue = given();
      const put = await Promise.all(
        Array.from({ length: 8 }, (_, worker) => {
          const batch = Array.from({ length: 10 }, (_, n) =>
            aMessage({ id: `message_${worker}_${n}`, key: `key_${n}` }),
          );
          return queue.put(worker % 2 === 0 ? batch : batch.reverse());
        }),
      );
      expect(put.reduce((sum, count) => sum + count, 0)).toBe(10);
      expect(await claimIds(nine, 99)).toHaveLength(10);
    });

    it("hands out what is available, oldest first and then in the order it came, with its payload", async () => {
      const queue = given();
      await queue.put([
        aMessage({ id: "later", availableAt: at("09:00:00.001") }),
        aMessage({ id: "second" }),
      ]);
      await queue.put([aMessage({ id: "also-second" })]);
      const first = aMessage({
        id: "first",
        availableAt: at("08:00:00.000"),
        payload: { a: "ü\n\"'", b: "" },
      });
      await queue.put([first]);
      expect(await queue.claim(claimAt(nine, 1))).toEqual([{ ...first, attempts: 1 }]);
      expect(await claimIds(nine)).toEqual(["second", "also-second"]);
      expect(await claimIds(at("09:00:00.001"))).toEqual(["later"]);
    });

    it("keeps a message leased, and hands it out again when the lease has ended", async () => {
      const queue = given();
      await queue.put([aMessage()]);
      await queue.claim(claimAt(nine));
      expect(await claimIds(at("09:00:59.999"))).toEqual([]);
      expect(await queue.claim(claimAt(at("09:01:00.000")))).toMatchObject([
        { id: "message_1", attempts: 2 },
      ]);
    });

    it("gives workers that claim at once disjoint messages, and all of them", async () => {
      const queue = given();
      await queue.put(Array.from({ length: 40 }, (_, n) => aMessage({ id: `message_${n}` })));
      const claimed = await Promise.all(Array.from({ length: 8 }, () => claimIds(nine, 5)));
      // A claim may find fewer than it asked for while others hold rows; a second look finds the rest.
      const ids = [...claimed.flat(), ...(await claimIds(nine, 40))];
      expect(ids).toHaveLength(40);
      expect(new Set(ids).size).toBe(40);
      for (const claim of claimed) expect(claim.length).toBeLessThanOrEqual(5);
    });

    it("puts a failed message back at its time, and counts the tries", async () => {
      const queue = given();
      await queue.put([aMessage()]);
      await queue.claim(claimAt(nine));
      await queue.fail("message_1", "GW_SMTP: 421", at("09:05:00.000"));
      expect(await claimIds(at("09:04:59.999"))).toEqual([]);
      expect(await queue.claim(claimAt(at("09:05:00.000")))).toEqual([
        { ...aMessage({ availableAt: at("09:05:00.000") }), attempts: 2 },
      ]);
    });

    it("sets a dead message aside for good", async () => {
      const queue = given();
      await queue.put([aMessage()]);
      await queue.claim(claimAt(nine));
      await queue.fail("message_1", "GW_POISON", null);
      expect(await claimIds(at("23:00:00.000"))).toEqual([]);
      expect(await queue.put([aMessage({ id: "message_2", key: "key-of-message_1" })])).toBe(0);
    });

    it("finishes those it is told, and leaves the others to their lease", async () => {
      const queue = given();
      await queue.put(["a", "b", "c"].map((id) => aMessage({ id })));
      expect(await claimIds(nine)).toEqual(["a", "b", "c"]);
      await queue.done(["c", "unknown", "a"], nine);
      await queue.done([], nine);
      expect(await claimIds(at("23:00:00.000"))).toEqual(["b"]);
    });

    it("says how it stands: what waits, since when, what failed and what was set aside", async () => {
      const queue = given();
      const none = { waiting: 0, due: 0, oldestDueAt: null, retrying: 0, dead: 0 };
      expect(await queue.state(nine)).toEqual(none);
      await queue.put(["done", "dead", "retried", "due"].map((id) => aMessage({ id })));
      await queue.put([aMessage({ id: "early", availableAt: at("08:00:00.000") })]);
      await queue.put([aMessage({ id: "later", availableAt: at("09:00:00.001") })]);
      await queue.claim(claimAt(nine));
      await queue.done(["done"], nine);
      await queue.fail("dead", "GW_POISON", null);
      await queue.fail("retried", "GW_SMTP: 421", at("09:05:00.000"));
      expect(await queue.state(nine)).toEqual({
        waiting: 4,
        due: 2,
        oldestDueAt: at("08:00:00.000"),
        retrying: 1,
        dead: 1,
      });
    });

    it("shows what was set aside with its reason, latest first", async () => {
      const queue = given();
      const times = { a: at("07:00:00.000"), c: nine, b: nine };
      await queue.put(Object.entries(times).map(([id, availableAt]) => aMessage({ id, availableAt })));
      await queue.put([aMessage({ id: "waiting" })]);
      await queue.claim(claimAt(nine));
      for (const id of Object.keys(times)) await queue.fail(id, `GW_POISON: ${id}`, null);
      const dead = async (page: { limit: number; offset: number }) => {
        const { rows, count } = await queue.dead(page);
        return [count, ...rows.map(({ id }) => id)];
      };
      expect(await dead({ limit: 10, offset: 0 })).toEqual([3, "c", "b", "a"]);
      expect(await dead({ limit: 1, offset: 1 })).toEqual([3, "b"]);
      const { rows } = await queue.dead({ limit: 1, offset: 2 });
      expect(rows).toEqual([
        { ...aMessage({ id: "a", availableAt: times.a }), attempts: 1, error: "GW_POISON: a" },
      ]);
    });

    it("puts back the dead that it is told, once, with their keys and as if never tried", async () => {
      const queue = given();
      await queue.put(["a", "b", "waiting", "done"].map((id) => aMessage({ id })));
      await queue.claim(claimAt(nine));
      await queue.done(["done"], nine);
      for (const id of ["a", "b"]) await queue.fail(id, "GW_POISON", null);
      const ten = at("10:00:00.000");
      expect(await queue.revive(["a", "a", "waiting", "done", "unknown"], ten)).toBe(1);
      expect(await queue.revive(["a"], at("11:00:00.000"))).toBe(0);
      expect(await queue.revive([], ten)).toBe(0);
      expect((await queue.dead({ limit: 10, offset: 0 })).rows.map(({ id }) => id)).toEqual(["b"]);
      expect(await queue.put([aMessage({ id: "again", key: "key-of-a" })])).toBe(0);
      expect(await queue.state(ten)).toMatchObject({ retrying: 0, dead: 1 });
      const claimed = await queue.claim(claimAt(ten));
      expect(claimed.find(({ id }) => id === "a")).toEqual({
        ...aMessage({ id: "a", availableAt: ten }),
        attempts: 1,
      });
      expect(claimed.map(({ id }) => id).sort()).toEqual(["a", "waiting"]);
    });

    it("puts back all that are dead, and nothing else", async () => {
      const queue = given();
      await queue.put(["a", "b", "done"].map((id) => aMessage({ id })));
      await queue.claim(claimAt(nine));
      await queue.done(["done"], nine);
      for (const id of ["a", "b"]) await queue.fail(id, "GW_POISON", null);
      expect(await queue.revive(null, nine)).toBe(2);
      expect(await queue.revive(null, nine)).toBe(0);
      expect((await claimIds(nine)).sort()).toEqual(["a", "b"]);
    });

    it("does not bring back what is done when a slow worker fails late", async () => {
      const queue = given();
      await queue.put([aMessage()]);
      await queue.claim(claimAt(nine));
      await queue.done(["message_1"], nine);
      await queue.fail("message_1", "GW_TIMEOUT", nine);
      expect(await claimIds(at("23:00:00.000"))).toEqual([]);
    });
  });
}
