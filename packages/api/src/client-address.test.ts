import { readAddress } from "@goodword/core";
import fc from "fast-check";
import { chainOf, clientAddress } from "./client-address";

const direct = "198.51.100.1";
const of = (
  forwarded: string | string[] | undefined,
  proxies: number,
  connection: string | undefined = direct,
) => clientAddress({ connection, forwarded }, proxies);

it.each<[what: string, forwarded: string | string[] | undefined, proxies: number, address: string]>([
  ["no proxy and no header", undefined, 0, direct],
  ["no proxy and a forged header", "6.6.6.6", 0, direct],
  ["no proxy and a long forged header", "6.6.6.6, 7.7.7.7", 0, direct],
  ["one proxy", "203.0.113.9", 1, "203.0.113.9"],
  ["one proxy and a forged entry", "6.6.6.6, 203.0.113.9", 1, "203.0.113.9"],
  ["one proxy and two headers", ["6.6.6.6", "203.0.113.9"], 1, "203.0.113.9"],
  ["one proxy and two headers with lists", ["6.6.6.6, 7.7.7.7", "8.8.8.8, 203.0.113.9"], 1, "203.0.113.9"],
  ["one proxy that was passed by", undefined, 1, direct],
  ["two proxies", "203.0.113.9, 10.0.0.2", 2, "203.0.113.9"],
  ["two proxies and a forged entry", "6.6.6.6, 203.0.113.9, 10.0.0.2", 2, "203.0.113.9"],
  ["two proxies of which one was passed by", "6.6.6.6", 2, direct],
  ["two proxies of which one was passed by, no header", undefined, 2, direct],
  ["an entry that is no address", "unknown", 1, direct],
  ["an entry that is obfuscated", "_secret", 1, direct],
  ["an empty header", "", 1, direct],
  ["empty entries", "203.0.113.9,,", 1, direct],
  ["an empty entry that would shift the others", "203.0.113.9, , 10.0.0.2", 2, direct],
  ["an IPv4 address written as IPv6", "::ffff:203.0.113.9", 1, "203.0.113.9"],
  ["an entry with its port", "203.0.113.9:4711", 1, "203.0.113.9"],
  ["an IPv6 entry", "2001:DB8::9", 1, "2001:db8::9"],
  ["ten entries that the visitor wrote", `${"6.6.6.6, ".repeat(10)}203.0.113.9`, 1, "203.0.113.9"],
  ["a header of a megabyte", `${"6.6.6.6, ".repeat(100_000)}203.0.113.9`, 1, "203.0.113.9"],
])("reads, of %s, the right address", (_what, forwarded, proxies, address) => {
  expect(of(forwarded, proxies)).toBe(address);
});

it("writes the connection's address in one form, and knows none where there is none", () => {
  expect(of(undefined, 0, "::ffff:198.51.100.1")).toBe(direct);
  expect(clientAddress({ connection: undefined, forwarded: undefined }, 0)).toBe("");
  expect(of("nothing", 1, "")).toBe("");
});

const runs = { numRuns: Number(process.env.GOODWORD_RUNS ?? 1000) };
const address = fc.oneof(fc.ipV4(), fc.ipV6());
const written = fc.array(fc.oneof(address, fc.string()), { maxLength: 5 });

it("never changes by what a visitor writes, whichever way they came through all proxies", () => {
  fc.assert(
    fc.property(
      written,
      written,
      address,
      fc.array(address, { maxLength: 4 }),
      (one, other, visitor, inner) => {
        // What each proxy appends: the outermost the visitor's address, the others the address of the one before.
        const appended = [visitor, ...inner];
        const seen = (forged: readonly string[]) =>
          clientAddress(
            { connection: direct, forwarded: [...forged, ...appended].join(",") },
            appended.length,
          );
        expect(seen(one)).toBe(seen(other));
        expect(seen(one)).toBe(readAddress(visitor));
      },
    ),
    runs,
  );
});

it("is the connection's wherever a proxy was passed by", () => {
  fc.assert(
    fc.property(fc.array(address, { maxLength: 5 }), fc.integer({ min: 0, max: 10 }), (chain, proxies) => {
      const forwarded = chain.length === 0 ? undefined : chain.join(", ");
      const found = clientAddress({ connection: direct, forwarded }, proxies);
      const expected = proxies === 0 || chain.length < proxies ? direct : chain.at(-proxies);
      expect(found).toBe(readAddress(expected as string));
    }),
    runs,
  );
});

it("counts what is no address as an entry too", () => {
  expect(chainOf({ connection: direct, forwarded: undefined })).toEqual([]);
  expect(chainOf({ connection: direct, forwarded: "a, ,1.2.3.4" })).toEqual(["a", "", "1.2.3.4"]);
});
