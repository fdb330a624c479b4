import type { Hops } from "./client-address";
import { judgeProxies, type ProxyCounts, watchProxies } from "./watch-proxies";

const counts = (change: Partial<ProxyCounts>): ProxyCounts => ({
  visits: 200,
  agents: 8,
  addresses: 8,
  arePrivate: false,
  shortest: 1,
  short: 0,
  shortFromOutside: 0,
  ...change,
});
const alike = { addresses: 1, arePrivate: true };

it.each<
  [
    what: string,
    trustProxy: number,
    change: Partial<ProxyCounts>,
    code: string | null,
    suggested: number | null,
  ]
>([
  ["visitors differ", 1, {}, null, null],
  ["nobody came", 1, { ...alike, visits: 0, agents: 0, shortest: Number.MAX_SAFE_INTEGER }, null, null],
  ["all look alike behind one proxy", 0, alike, "trust-proxy-too-low", 1],
  ["all look alike behind two proxies", 1, { ...alike, shortest: 2 }, "trust-proxy-too-low", 2],
  [
    "all look alike behind a proxy with a public address",
    0,
    { ...alike, arePrivate: false },
    "trust-proxy-too-low",
    1,
  ],
  ["a household looks alike", 0, { ...alike, agents: 4 }, null, null],
  ["nineteen visits look alike", 0, { ...alike, visits: 19 }, null, null],
  [
    "twenty visits by five browsers look alike",
    0,
    { ...alike, visits: 20, agents: 5 },
    "trust-proxy-too-low",
    1,
  ],
  ["all look alike and no proxy says more", 0, { ...alike, shortest: 0 }, "visitors-look-alike", null],
  ["one public address, and no proxy", 0, { addresses: 1, shortest: 0 }, null, null],
  ["one visitor past the proxy, from inside", 1, { short: 1, shortest: 0 }, null, null],
  ["two visitors past the proxy", 1, { short: 2, shortFromOutside: 2, shortest: 0 }, null, null],
  [
    "three visitors past the proxy",
    1,
    { short: 3, shortFromOutside: 3, shortest: 0 },
    "trust-proxy-too-high",
    0,
  ],
  ["three past one of two proxies", 2, { short: 3, shortFromOutside: 3 }, "trust-proxy-too-high", 1],
  ["everybody past one of two proxies, inside", 2, { ...alike, short: 200 }, "trust-proxy-too-high", 1],
])("when %s", (_what, trustProxy, change, code, suggested) => {
  const params = { trustProxy, ...(suggested !== null && { suggested }) };
  expect(judgeProxies(counts(change), trustProxy)).toEqual(code === null ? [] : [{ code, params }]);
});

describe("watching", () => {
  const watching = (trustProxy: number, seed = 7) => {
    const said: string[] = [];
    const clock = { at: 0 };
    const watch = watchProxies({ trustProxy, seed, now: () => clock.at, warn: (text) => said.push(text) });
    const visits = (count: number, hops: (n: number) => Hops, from = 0) => {
      for (let n = from; n < from + count; n += 1) {
        watch.see({ ...hops(n), userAgent: `Mozilla/5.0 (X11; Linux x86_64) Firefox/${100 + (n % 9)}.0` });
      }
    };
    return { watch, said, clock, visits };
  };
  const behindProxy = (n: number): Hops => ({ connection: "10.0.0.1", forwarded: `203.0.113.${n % 250}` });
  const direct = (n: number): Hops => ({ connection: `203.0.113.${n % 250}`, forwarded: undefined });

  it("finds a proxy that nobody counted within twenty visits, and says it once with the fix", () => {
    const { watch, visits, said } = watching(0);
    visits(19, behindProxy);
    expect(watch.warnings()).toEqual([]);
    visits(300, behindProxy, 19);
    expect(watch.warnings()).toEqual([
      { code: "trust-proxy-too-low", params: { trustProxy: 0, suggested: 1 } },
    ]);
    expect(said).toEqual([
      "options.trustProxy is 0, and all visitors seem to have one address. If proxies stand before the shop, set it to 1.",
    ]);
  });

  it("finds that headers are believed where no proxy stands", () => {
    const { watch, visits, said } = watching(1);
    visits(2, direct);
    expect(watch.warnings()).toEqual([]);
    visits(1, direct, 2);
    expect(watch.warnings()).toEqual([
      { code: "trust-proxy-too-high", params: { trustProxy: 1, suggested: 0 } },
    ]);
    expect(said).toEqual([
      "options.trustProxy is 1, but visitors came past that many proxies, so addresses that they write themselves are believed. Set it to 0, or let nothing reach the shop but through the proxies.",
    ]);
  });

  it("finds nothing where the number is right, whatever visitors write", () => {
    const none = watching(0);
    none.visits(500, (n) => ({ ...direct(n), forwarded: n % 3 === 0 ? "6.6.6.6" : undefined }));
    expect(none.watch.warnings()).toEqual([]);
    const one = watching(1);
    one.visits(500, (n) => ({ connection: "10.0.0.1", forwarded: `6.6.6.6, 203.0.113.${n % 250}` }));
    expect([one.watch.warnings(), none.said, one.said]).toEqual([[], [], []]);
  });

  it("looks at what browsers do only", () => {
    const { watch } = watching(1);
    for (let n = 0; n < 100; n += 1) watch.see({ ...direct(n), userAgent: n % 2 ? "" : "curl/8.5.0" });
    expect(watch.warnings()).toEqual([]);
  });

  it("looks again after an hour, and takes back what is right by then", () => {
    const { watch, visits, clock } = watching(0);
    visits(200, behindProxy);
    expect(watch.warnings()).toHaveLength(1);
    visits(200, direct);
    expect(watch.warnings()).toHaveLength(1);
    clock.at += 3_600_000;
    visits(199, direct);
    expect(watch.warnings()).toHaveLength(1);
    visits(1, direct, 199);
    expect(watch.warnings()).toEqual([]);
  });
});
