import fc from "fast-check";
import { visitorAddress, visitorHeaders } from "./visitor-headers";

const of = (forwarded: string | null, proxies: number) =>
  visitorAddress(new Headers(forwarded === null ? {} : { "x-forwarded-for": forwarded }), proxies);

it.each<[what: string, forwarded: string | null, proxies: number, address: string | null]>([
  ["no proxy", "203.0.113.9", 0, null],
  ["no proxy and a forged chain", "6.6.6.6, 7.7.7.7", 0, null],
  ["one proxy", "203.0.113.9", 1, "203.0.113.9"],
  ["one proxy and a forged entry", "6.6.6.6, 203.0.113.9", 1, "203.0.113.9"],
  ["one proxy that was passed by", null, 1, null],
  ["two proxies", "203.0.113.9, 10.0.0.2", 2, "203.0.113.9"],
  ["two proxies and a forged entry", "6.6.6.6, 203.0.113.9, 10.0.0.2", 2, "203.0.113.9"],
  ["two proxies of which one was passed by", "6.6.6.6", 2, null],
  ["an entry that is no address", "evil.example", 1, null],
  ["an empty entry", "203.0.113.9,", 1, null],
  ["an IPv6 entry", "2001:db8::9", 1, "2001:db8::9"],
  ["an entry with its port", "[2001:db8::9]:4711", 1, "[2001:db8::9]:4711"],
])("tells, of %s, what can be known", (_what, forwarded, proxies, address) => {
  expect(of(forwarded, proxies)).toBe(address);
});

it("tells the same whatever a visitor writes, once they came through all proxies", () => {
  const forged = fc.array(fc.oneof(fc.ipV4(), fc.stringMatching(/^[\w. ]{0,20}$/)), { maxLength: 4 });
  fc.assert(
    fc.property(forged, fc.ipV4(), fc.array(fc.ipV4(), { maxLength: 3 }), (written, visitor, inner) => {
      const appended = [visitor, ...inner];
      expect(of([...written, ...appended].join(", "), appended.length)).toBe(visitor);
    }),
    { numRuns: Number(process.env.GOODWORD_RUNS ?? 1000) },
  );
});

it("tells nothing of an address where none is known, and the browser all the same", () => {
  const headers = new Headers({ "x-forwarded-for": "6.6.6.6", "user-agent": "Mozilla/5.0" });
  expect(visitorHeaders(headers, 0)).toEqual({ "user-agent": "Mozilla/5.0" });
  expect(visitorHeaders(headers)).toEqual({ "x-forwarded-for": "6.6.6.6", "user-agent": "Mozilla/5.0" });
  expect(visitorHeaders(new Headers())).toEqual({});
});
