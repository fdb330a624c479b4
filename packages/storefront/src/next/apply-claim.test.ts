import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { applyClaim, referCart } from "./apply-claim";

const store = { cookies: {} as Record<string, string>, deleted: [] as string[], frozen: false };

jest.mock("next/headers", () => ({
  headers: async () => new Headers({ "x-forwarded-for": "evil, 198.51.100.7", "user-agent": "Mozilla/5.0" }),
  cookies: async () => ({
    get: (name: string) => {
      const value = store.cookies[name];
      return value === undefined ? undefined : { value };
    },
    set: ({
      name,
      maxAge,
      secure,
      path,
    }: {
      name: string;
      maxAge: number;
      secure: boolean;
      path: string;
    }) => {
      if (store.frozen) throw new Error("Cookies can only be modified in a Server Action or Route Handler.");
      // A browser ignores any other line for a name with this prefix.
      const isHeard = !name.startsWith("__Host-") || (secure && path === "/");
      if (maxAge === 0 && isHeard) store.deleted.push(name);
    },
  }),
}));

let server: Server;
let backendUrl: string;
let answer: { status: number; body: unknown };
let seen: string[];
let from: string[];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    from.push(String(request.headers["x-forwarded-for"]));
    seen.push(`${request.method} ${request.url} ${request.headers["x-publishable-api-key"]} ${body}`);
    response
      .writeHead(answer.status, { "content-type": "application/json" })
      .end(JSON.stringify(answer.body));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  backendUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((done) => server.close(done)));
beforeEach(() => {
  seen = [];
  from = [];
  answer = { status: 200, body: { applied: true, reason: null, message: null } };
  Object.assign(store, { cookies: { goodword_claim: "token-1" }, deleted: [], frozen: false });
  jest.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => jest.restoreAllMocks());

const options = () => ({ backendUrl, publishableKey: "pk_test" });
const apply = () => applyClaim(options(), { id: "cart_1" }, { locale: "en" });

it("hands the friend's claim to the cart", async () => {
  expect(await apply()).toEqual({ applied: true, reason: null, message: null });
  expect(seen).toEqual([`POST /store/goodword/carts/cart_1/claim pk_test {"claim":"token-1","locale":"en"}`]);
  expect(store.deleted).toEqual([]);
});

it("takes the cookie that nobody else can set before one of the plain name, and forgets both", async () => {
  store.cookies = { goodword_claim: "planted", "__Host-goodword_claim": "token-2" };
  answer.body = { applied: false, reason: "claim-expired" };
  await apply();
  expect(seen[0]).toContain(`{"claim":"token-2"`);
  expect(store.deleted).toEqual(["__Host-goodword_claim", "goodword_claim"]);
});

it("calls in the shopper's name, so that limits are the shopper's own", async () => {
  await apply();
  await referCart(options(), "cart_1", "anna");
  expect(from).toEqual(["198.51.100.7", "198.51.100.7"]);
});

it("takes being limited for unavailable, and keeps the claim", async () => {
  answer = { status: 429, body: { code: "GW_TOO_MANY_REQUESTS", message: "too many requests" } };
  expect(await apply()).toMatchObject({ applied: false, reason: "unavailable" });
  expect(store.deleted).toEqual([]);
});

it("asks nothing of the backend for a shopper without a claim", async () => {
  store.cookies = {};
  expect(await apply()).toEqual({ applied: false, reason: "no-claim", message: null });
  expect(seen).toEqual([]);
});

it("forgets a claim that is over", async () => {
  answer.body = { applied: false, reason: "claim-expired" };
  expect(await apply()).toEqual({ applied: false, reason: "claim-expired", message: null });
  expect(store.deleted).toEqual(["goodword_claim"]);
});

it("keeps a claim that is refused without a reason: another address may be one that it is for", async () => {
  answer.body = { applied: false, reason: "not-for-this-cart" };
  expect(await apply()).toMatchObject({ applied: false, reason: "not-for-this-cart" });
  expect(store.deleted).toEqual([]);
});

it("keeps a claim that does not apply yet", async () => {
  const said = { applied: false, reason: "below-minimum", message: "Add €5 more to get 15% off." };
  answer.body = said;
  expect(await apply()).toEqual(said);
  expect(store.deleted).toEqual([]);
});

it("survives where Next lets no one change cookies", async () => {
  store.frozen = true;
  answer.body = { applied: false, reason: "claim-expired" };
  expect(await apply()).toMatchObject({ applied: false, reason: "claim-expired" });
});

it.each([
  ["the backend fails", () => Object.assign(answer, { status: 500 })],
  ["the answer is not one", () => Object.assign(answer, { body: null })],
])("never throws when %s", async (_what, given) => {
  given();
  expect(await apply()).toEqual({ applied: false, reason: "unavailable", message: null });
  expect(await referCart(options(), "cart_1", "anna")).toMatchObject({ reason: "unavailable" });
});

it("asks by the claim that the cart carries where no cookie was set", async () => {
  store.cookies = {};
  await applyClaim(options(), { id: "cart_1", metadata: { goodword_claim: "token-2" } });
  expect(seen).toEqual([`POST /store/goodword/carts/cart_1/claim pk_test {"claim":"token-2"}`]);
});

it("hands over the code that a friend typed", async () => {
  const said = { applied: false, reason: "code-unknown", message: "We do not know this code." };
  answer.body = said;
  expect(await referCart(options(), "cart_1", " anna7 ", { locale: "de" })).toEqual(said);
  expect(seen).toEqual([`POST /store/goodword/carts/cart_1/referrer pk_test {"code":"anna7","locale":"de"}`]);
});
