import { watchVisits } from "./watch-visits";

let warn: jest.SpyInstance;
beforeEach(() => {
  warn = jest.spyOn(console, "warn").mockImplementation(() => {});
});
afterEach(() => jest.restoreAllMocks());

/** What a watch says of visits by nine browsers. */
function said(trustProxy: number | undefined, headersOf: (n: number) => Record<string, string>, visits = 60) {
  const watch = watchVisits(trustProxy);
  for (let n = 0; n < visits; n += 1) {
    const agent = { "user-agent": `Mozilla/5.0 (X11; Linux x86_64) Firefox/${100 + (n % 9)}.0` };
    watch(new Headers({ host: "shop.example", "x-forwarded-proto": "https", ...agent, ...headersOf(n) }));
  }
  return warn.mock.calls.map(([text]) => text);
}
const visitor = (n: number) => `203.0.113.${n % 250}`;

it("says nothing where the number is right, whatever visitors write", () => {
  expect(said(undefined, (n) => ({ "x-forwarded-for": visitor(n) }))).toEqual([]);
  expect(said(1, (n) => ({ "x-forwarded-for": `6.6.6.6, ${visitor(n)}` }))).toEqual([]);
  expect(said(2, (n) => ({ "x-forwarded-for": `${visitor(n)}, 10.0.0.2` }))).toEqual([]);
  expect(said(0, (n) => ({ "x-forwarded-for": visitor(n), "x-forwarded-proto": "http" }))).toEqual([]);
});

it("says once that a proxy is not counted, and how many there are", () => {
  const two = (n: number) => ({ "x-forwarded-for": `${visitor(n)}, 10.0.0.2` });
  expect(said(1, two, 19)).toEqual([]);
  expect(said(1, two)).toEqual([
    "goodword: trustProxy is 1, and all visitors look alike to the backend. If proxies stand before the shop's server, set it to 2.",
  ]);
});

it("says that visitors' addresses are lost with 0 where a proxy stands", () => {
  expect(said(0, (n) => ({ "x-forwarded-for": visitor(n) }))).toEqual([
    "goodword: trustProxy is 0, and all visitors look alike to the backend. If proxies stand before the shop's server, set it to 1.",
  ]);
});

it("says that headers are believed where no proxy stands", () => {
  const direct = (n: number) => ({ "x-forwarded-for": visitor(n), "x-forwarded-proto": "http" });
  expect(said(1, direct)).toEqual([
    "goodword: trustProxy is 1, but visits come over plain http, as if no proxy stood before the shop's server; then addresses are believed that visitors write themselves. Set it to 0, or let the proxy set X-Forwarded-Proto.",
  ]);
  warn.mockClear();
  expect(said(1, (n) => ({ ...direct(n), host: "localhost:3000" }))).toEqual([]);
});

it("says that fewer proxies stand there than promised", () => {
  expect(said(2, (n) => ({ "x-forwarded-for": visitor(n) }))).toEqual([
    "goodword: trustProxy is 2, but visits came through only 1. Set it to 1, or no visitor's address reaches the backend.",
  ]);
});

it("looks at browsers only, and not for ever", () => {
  const two = { "x-forwarded-for": "203.0.113.9, 10.0.0.2" };
  expect(said(1, () => ({ ...two, "user-agent": "curl/8.5.0" }))).toEqual([]);
  const late = (n: number) => (n < 200 ? { "x-forwarded-for": visitor(n) } : two);
  expect(said(1, late, 500)).toEqual([]);
});
