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
