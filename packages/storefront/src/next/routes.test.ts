import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { prompts } from "../testing/views";
import { goRoute } from "./go-route";
import { goodwordRoutes } from "./goodword-routes";

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;

let server: Server;
let backendUrl: string;
let answer: Answer;
let seen: { line: string; headers: IncomingMessage["headers"]; body: string }[];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    seen.push({ line: `${request.method} ${request.url}`, headers: request.headers, body });
    answer(request, response, body);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  backendUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((done) => server.close(done)));
beforeEach(() => {
  seen = [];
  answer = json(200, { prompt: null, reason: "dismissed" });
  jest.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => jest.restoreAllMocks());

const json =
  (status: number, body: unknown): Answer =>
  (_request, response) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));

const routes = () => goodwordRoutes({ backendUrl, publishableKey: "pk_test" });
const context = (path: string) => ({ params: Promise.resolve({ path: path.split("/") }) });
const get = (path: string, query = "", headers: Record<string, string> = {}) =>
  routes().GET(new Request(`https://shop.example/goodword/${path}${query}`, { headers }), context(path));
const post = (
  path: string,
  body: string,
  headers: Record<string, string> = {},
  origin = "https://shop.example",
) =>
  routes().POST(new Request(`${origin}/goodword/${path}`, { method: "POST", body, headers }), context(path));

describe("goodwordRoutes", () => {
  it("asks the backend with the shop's key and passes its answer on", async () => {
    const response = await get("orders/order_1/prompt", "?locale=de&secret=1", {
      "x-forwarded-for": "6.6.6.6, 203.0.113.9",
    });
    expect(await response.json()).toEqual({ prompt: null, reason: "dismissed" });
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(seen[0]?.line).toBe("GET /store/goodword/orders/order_1/prompt?locale=de");
    expect(seen[0]?.headers).toMatchObject({
      "x-publishable-api-key": "pk_test",
      "x-forwarded-for": "203.0.113.9",
    });
  });

  it("passes a share and a refusal of it", async () => {
    answer = json(400, { code: "GW_INPUT_INVALID", message: "channel: unknown", field: "channel" });
    const response = await post("orders/order_1/shares", `{"channel":"fax"}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ field: "channel" });
    expect(seen[0]).toMatchObject({
      line: "POST /store/goodword/orders/order_1/shares",
      body: `{"channel":"fax"}`,
    });
  });

  it("sets the claim as a cookie script cannot read, and never shows the token", async () => {
    const expiresAt = new Date(Date.now() + 7 * 864e5).toISOString();
    answer = json(200, { claim: { token: "t.o=k/en", expiresAt } });
    const response = await post("offers/FRIEND-1/claim", "{}");
    expect(await response.text()).toBe(`{"claimed":true}`);
    const cookie = response.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(
      /^__Host-goodword_claim=t\.o%3Dk%2Fen; Path=\/; Max-Age=60\d{4}; HttpOnly; SameSite=Lax; Secure$/,
    );
    const plain = await post("offers/FRIEND-1/claim", "{}", {}, "http://localhost:8000");
    expect(plain.headers.get("set-cookie")).toMatch(/^goodword_claim=/);
    expect(plain.headers.get("set-cookie")).not.toContain("Secure");
  });

  it("answers a page with link and message to a browser without script", async () => {
    answer = json(200, { prompt: prompts.en, reason: null });
    const response = await get("orders/order_1/prompt", "", { accept: "text/html,*/*;q=0.8" });
    const text = await response.text();
    expect(response.headers.get("content-type")).toContain("text/html");
    expect(text).toContain(prompts.en.disclosure);
    expect(text).toContain(
      "I just ordered from Morning Goods and thought of you: https://shop.example/go/friend-7kq2mxwp",
    );
    expect(text).not.toMatch(/<button|<script/);
  });

  it("keeps a claim for 30 days at most", async () => {
    answer = json(200, { claim: { token: "t", expiresAt: new Date(Date.now() + 90 * 864e5).toISOString() } });
    expect((await post("offers/FRIEND-1/claim", "{}")).headers.get("set-cookie")).toContain(
      "Max-Age=2592000;",
    );
  });

  it("sets no cookie where there is no offer", async () => {
    answer = json(200, { claim: null });
    const response = await post("offers/NOBODY/claim", "{}");
    expect(await response.json()).toEqual({ claimed: false });
    expect(response.headers.get("set-cookie")).toBeNull();
  });

  it.each([
    ["admin/goodword/advocates"],
    ["orders/order_1"],
    ["orders/../carts/prompt"],
    ["orders/a b/prompt"],
    ["carts/cart_1/claim"],
    ["offers/a/b"],
    [""],
  ])("does not pass %p", async (path) => {
    expect((await get(path)).status).toBe(404);
    expect((await post(path, "{}")).status).toBe(404);
    expect(seen).toEqual([]);
  });

  it("passes on that there were too many requests, and when to try again", async () => {
    const body = { code: "GW_TOO_MANY_REQUESTS", message: "too many requests; try again in 40 seconds" };
    answer = (_request, response) =>
      response
        .writeHead(429, { "content-type": "application/json", "retry-after": "40" })
        .end(JSON.stringify(body));
    for (const response of [await get("offers/FRIEND-1"), await post("offers/FRIEND-1/claim", "{}")]) {
      expect(response.status).toBe(429);
      expect(response.headers.get("retry-after")).toBe("40");
      expect(response.headers.get("set-cookie")).toBeNull();
      expect(await response.json()).toEqual(body);
    }
  });

  it("takes posts from the shop's own pages only", async () => {
    const foreign: Record<string, string>[] = [
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { origin: "https://evil.example", host: "shop.example" },
    ];
    for (const headers of foreign) {
      expect((await post("offers/FRIEND-1/claim", "{}", headers)).status).toBe(403);
    }
    expect(seen).toEqual([]);
    const own = await post("offers/FRIEND-1/claim", "{}", {
      origin: "https://shop.example",
      host: "shop.example",
    });
    expect(own.status).toBe(200);
  });

  it("refuses what is too large or not JSON", async () => {
    expect((await post("orders/o/shares", `{"channel":"${"x".repeat(3000)}"}`)).status).toBe(413);
    expect((await post("orders/o/shares", "{")).status).toBe(400);
    expect(seen).toEqual([]);
  });

  it.each<[string, Answer]>([
    ["fails", json(500, { stack: "secret" })],
    ["answers no JSON", (_request, response) => response.end("<html>")],
    ["redirects", (_request, response) => response.writeHead(302, { location: "http://127.0.0.1:1/" }).end()],
    ["hangs up", (_request, response) => response.destroy()],
  ])("answers 502 and says nothing more when the backend %s", async (_what, behaviour) => {
    answer = behaviour;
    const response = await get("orders/order_1/prompt");
    expect(response.status).toBe(502);
    expect(await response.json()).toEqual({
      code: "GW_BACKEND_UNAVAILABLE",
      message: "The referral program cannot be reached just now.",
    });
  });

  it.each([
    [{ backendUrl: undefined, publishableKey: "pk" }, "backendUrl: missing"],
    [
      { backendUrl: "medusa:9000", publishableKey: "pk" },
      `backendUrl: "medusa:9000" is not an http(s) address`,
    ],
    [{ backendUrl: "http://127.0.0.1:1", publishableKey: "" }, "publishableKey: missing"],
  ])("names the setting that is wrong in the shop's log: %p", async (options, said) => {
    const request = new Request("https://shop.example/goodword/offers/A");
    expect((await goodwordRoutes(options).GET(request, context("offers/A"))).status).toBe(502);
    expect(console.error).toHaveBeenCalledWith(expect.stringContaining(said));
  });
});

describe("goRoute", () => {
  const go = (code: string, query = "", headers: Record<string, string> = {}, url = backendUrl) =>
    goRoute({ backendUrl: url, fallbackUrl: "/welcome" })(
      new Request(`https://shop.example/go/${code}${query}`, { headers }),
      {
        params: Promise.resolve({ code }),
      },
    );

  beforeEach(() => {
    answer = (_request, response) =>
      response.writeHead(302, { location: "https://shop.example/friend?ref=FRIEND-1" }).end();
  });

  it("goes where the backend says, without following it", async () => {
    const response = await go("friend-1", "?s1=whatsapp&s6=no&to=https://evil.example", {
      "x-forwarded-for": "198.51.100.7",
      "user-agent": "Mozilla/5.0",
      "sec-purpose": "prefetch",
      host: "evil.example",
    });
    expect(response.status).toBe(302);
    expect(response.headers.get("location")).toBe("https://shop.example/friend?ref=FRIEND-1");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(seen.length).toBe(1);
    expect(seen[0]?.line).toBe("GET /go/friend-1?s1=whatsapp");
    expect(seen[0]?.headers).toMatchObject({
      "x-forwarded-for": "198.51.100.7",
      "user-agent": "Mozilla/5.0",
      "sec-purpose": "prefetch",
    });
  });

  it("keeps a code inside its path", async () => {
    await go("../store/carts?x=");
    expect(seen[0]?.line).toBe("GET /go/..%2Fstore%2Fcarts%3Fx%3D");
  });

  it("falls open to the shop's own page when the backend is down or confused", async () => {
    expect((await go("friend-1", "", {}, "http://127.0.0.1:1")).headers.get("location")).toBe("/welcome");
    for (const status of [429, 500]) {
      answer = json(status, {});
      expect((await go("friend-1")).headers.get("location")).toBe("/welcome");
    }
  });
});
