import { aSnapshot } from "../builders";
import type { Given } from "./describe-store";

const received = new Date("2026-11-02T10:00:00.000Z");

export function describeContent(given: Given): void {
  describe("content", () => {
    it("has none at first, and keeps the newest snapshot whole", async () => {
      const { content } = given();
      expect(await content.current()).toBeNull();
      const first = aSnapshot();
      const next = aSnapshot({ version: first.version + 1, defaultLocale: "de", prompts: [] });
      expect(await content.keep(first, received)).toBe(true);
      expect(await content.current()).toEqual(first);
      expect(await content.keep(next, received)).toBe(true);
      expect(await content.keep(first, received)).toBe(false);
      expect(await content.keep({ ...first, version: next.version }, received)).toBe(false);
      expect(await content.current()).toEqual(next);
    });

    it("takes what was made from what is there, and nothing that was made from something else", async () => {
      const { content } = given();
      const first = aSnapshot({ version: 10 });
      expect(await content.keep(first, received, 9)).toBe(false);
      expect(await content.keep(first, received, 0)).toBe(true);
      const next = aSnapshot({ version: 11, defaultLocale: "de" });
      expect(await content.keep(next, received, 0)).toBe(false);
      expect(await content.keep(next, received, 9)).toBe(false);
      expect(await content.keep({ ...next, version: 10 }, received, 10)).toBe(false);
      expect(await content.current()).toEqual(first);
      expect(await content.keep(next, received, 10)).toBe(true);
      expect(await content.current()).toEqual(next);
    });

    it("takes one of 20 that were made from the same at once", async () => {
      const { content } = given();
      await content.keep(aSnapshot({ version: 5 }), received);
      const kept = await Promise.all(
        Array.from({ length: 20 }, (_, n) => content.keep(aSnapshot({ version: 6 + n }), received, 5)),
      );
      expect(kept.filter(Boolean)).toHaveLength(1);
    });

    it("ends with the newest of 20 snapshots that arrive at once", async () => {
      const { content } = given();
      await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          content.keep(aSnapshot({ version: 1 + ((n * 7) % 20) }), received),
        ),
      );
      expect((await content.current())?.version).toBe(20);
    });
  });

  describe("watermarks", () => {
    it("remembers by name how far was read", async () => {
      const { watermarks } = given();
      expect(await watermarks.get("orders")).toBeNull();
      await watermarks.set("orders", received);
      await watermarks.set("orders", new Date("2026-11-02T11:00:00.123Z"));
      expect(await watermarks.get("orders")).toEqual(new Date("2026-11-02T11:00:00.123Z"));
      expect(await watermarks.get("refunds")).toBeNull();
    });
  });
}
