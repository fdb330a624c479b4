import { readFileSync } from "node:fs";
import { join } from "node:path";
import { contentBearer, createGoodword, defaultContent, type Goodword, type Secret } from "@goodword/core";
import {
  anOrder,
  aProgramDefinition,
  memoryBenefit,
  memoryIssuer,
  memoryOrders,
  memoryStore,
  testClock,
  testIds,
} from "@goodword/testing";
import express from "express";
import { Webhook } from "standardwebhooks";
import request from "supertest";
import { createLimiter, type HttpRequest, mountExpress, openApiDocument, operations } from "./index";

const contentSecret = "a secret the CMS shares";
const anna = anOrder({ placedAt: testClock().now() });

function shop(change: { goodword?: Partial<Goodword>; contentSecret?: Secret } = {}) {
  const reported: unknown[] = [];
  const clock = testClock();
  const store = memoryStore({ now: () => clock.now() });
  const engine = createGoodword(
    {
      store,
      clock,
      ids: testIds(3),
      orders: memoryOrders(anna),
      issuer: memoryIssuer(),
      benefit: memoryBenefit("cart_1"),
      notifier: null,
      log: { warn: () => {} },
    },
    { secret: "s".repeat(32), programs: [aProgramDefinition()], mails: { orderConfirmation: false } },
  );
  const goodword = { ...engine, ...change.goodword };
  const app = express();
  const limiter = createLimiter();
  app.use(express.json({ verify: (req, _res, raw) => Object.assign(req, { rawBody: raw }) }));
  for (const operation of operations) {
    const prefix = { store: "/store/goodword", admin: "/admin/goodword", open: "", signed: "" }[
      operation.access
    ];
    const serve = mountExpress<HttpRequest>(operation, {
      goodword: () => goodword,
      trustedProxies: 1,
      limiter: () => limiter,
      contentSecret: () => ("contentSecret" in change ? change.contentSecret : contentSecret),
      report: (error) => reported.push(error),
    });
    app[operation.method === "GET" ? "get" : "post"](prefix + operation.path, (req, res) =>
      serve(req as HttpRequest, res),
    );
  }
  return { http: request(app), goodword, reported, store };
}

async function codeOf({ http }: ReturnType<typeof shop>): Promise<string> {
  const { body } = await http.get(`/store/goodword/orders/${anna.id}/prompt?locale=en`).expect(200);
  return body.prompt.link.split("/").at(-1);
}

describe("the operations over Express", () => {
  it("show a prompt, count a share once, and remember an answer", async () => {
    const { http } = shop();
    const { body } = await http.get(`/store/goodword/orders/${anna.id}/prompt?locale=de_AT`).expect(200);
    expect(body.prompt).toMatchObject({
      locale: "de",
      thanks: "Danke, Anna. Deine Bestellung ist eingegangen.",
    });
    const share = () => http.post(`/store/goodword/orders/${anna.id}/shares`).send({ channel: "copy" });
    expect((await share().expect(200)).body).toEqual({ recorded: true });
    expect((await share().expect(200)).body).toEqual({ recorded: false });
    await http.post(`/store/goodword/orders/${anna.id}/answer`).send({ answer: "dismissed" }).expect(200);
    const after = await http.get(`/store/goodword/orders/${anna.id}/prompt`).expect(200);
    expect(after.body).toEqual({ prompt: null, reason: "dismissed" });
    expect(after.headers["cache-control"]).toBe("no-store");
  });

  it("open a share link, offer, claim and put the claim on a cart", async () => {
    const open = shop();
    const code = await codeOf(open);
    const opened = await open.http.get(`/go/${code}?s1=copy&url=https://evil.example`).expect(302);
    expect(opened.headers.location).toBe(`https://shop.example/welcome?ref=${code.toUpperCase()}&s1=copy`);
    expect(opened.headers).toMatchObject({ "cache-control": "no-store" });
    expect(opened.headers["set-cookie"]).toBeUndefined();
    const { body } = await open.http.get(`/store/goodword/offers/${code}?locale=en`).expect(200);
    expect(body.offer.disclosure).toBe("The person who sent you here gets €10 off if you order.");
    const claimed = await open.http.post(`/store/goodword/offers/${code}/claim`).send({}).expect(200);
    const applied = await open.http
      .post("/store/goodword/carts/cart_1/claim")
      .send({ claim: claimed.body.claim.token });
    expect(applied.body).toEqual({ applied: true, reason: null, message: null, missing: null });
  });

  it("answer alike for unknown and disabled codes", async () => {
    const open = shop();
    const code = await codeOf(open);
    await open.http
      .post(`/admin/goodword/codes/${code}`)
      .send({ status: "disabled" })
      .expect(200, { changed: true });
    const plain = ({ status, text, headers: { date: _, ...headers } }: request.Response) => ({
      status,
      text,
      headers,
    });
    for (const path of ["/go/CODE", "/store/goodword/offers/CODE"]) {
      const [disabled, unknown] = await Promise.all(
        [code, "friend-zzzzzzzzz"].map((each) => open.http.get(path.replace("CODE", each))),
      );
      expect(plain(disabled as request.Response)).toEqual(plain(unknown as request.Response));
    }
  });

  it("tell staff amounts in major units and times as ISO 8601", async () => {
    const open = shop();
    await codeOf(open);
    const { body } = await open.http.get("/admin/goodword/advocates").expect(200);
    expect(body).toMatchObject({ count: 1, rows: [{ firstOrderId: anna.id, earned: [], clicks: 0 }] });
    expect(body.rows[0].enrolledAt).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
    await open.goodword.receive("order.placed", anna.id);
    await open.goodword.work();
    const order = await open.http.get(`/admin/goodword/orders/${anna.id}`).expect(200);
    expect(order.body.order).toMatchObject({ value: "20.00", currency: "eur" });
    await open.http
      .get("/admin/goodword/customers/cus_none")
      .expect(200, { advocate: null, rewards: [], referrals: [] });
  });

  it("tell staff the figures of a period, money in major units", async () => {
    const open = shop();
    await open.goodword.receive("order.placed", anna.id);
    await open.goodword.work();
    const { body } = await open.http.get("/admin/goodword/overview?days=7").expect(200);
    expect(body.period).toEqual({ first: "2026-10-27", last: "2026-11-02" });
    expect(body.figures).toContainEqual({
      name: "newCustomerValueOthers",
      unit: "money",
      money: [{ currency: "eur", now: "20.00", before: null, change: null }],
    });
    expect(body.trend.at(-1)).toMatchObject({ day: "2026-11-02", enrolled: 1, orders: 1 });
    const { status, body: refused } = await open.http.get("/admin/goodword/overview?last=2026-02-30");
    expect([status, refused.code]).toEqual([422, "GW_PERIOD"]);
  });

  it("tell staff how Goodword does, and put back what failed for good: some of it or all", async () => {
    const { http } = shop();
    const { body } = await http.get("/admin/goodword/health").expect(200);
    expect(body).toMatchObject({ status: "well", queues: [{ name: "inbox" }, { name: "outbox" }] });
    const replay = (sent: object) => http.post("/admin/goodword/dead-letters/replay").send(sent);
    await replay({ queue: "inbox", all: true }).expect(200, { replayed: 0 });
    await replay({ queue: "inbox", ids: ["x"] }).expect(200, { replayed: 0 });
    for (const sent of [{}, { all: true, ids: ["x"] }, { ids: [] }, { all: false }]) {
      const { status, body } = await replay({ queue: "inbox", ...sent });
      expect([status, body.code]).toEqual([400, "GW_INPUT"]);
    }
  });

  it.each(["friendEmail", "email", "phone", "recipient"])(
    "never take a friend's contact: %s",
    async (field) => {
      const { http } = shop();
      for (const { method, access, path } of operations) {
        // A page's form leaves out what it does not know: it answers people, who can correct no field's name.
        if (method !== "POST" || access === "signed" || access === "open") continue;
        const prefix = access === "admin" ? "/admin/goodword" : "/store/goodword";
        const { status, body } = await http.post(prefix + path.replace(/:\w+/, "x")).send({
          channel: "copy",
          answer: "dismissed",
          claim: "c".repeat(43),
          status: "active",
          [field]: "ben@example.com",
        });
        expect([status, body]).toEqual([
          400,
          expect.objectContaining({ code: "GW_FRIEND_CONTACT_FORBIDDEN", field }),
        ]);
      }
    },
  );

  it.each([
    ["get", "/store/goodword/orders/o/prompt?locale=%3Cscript%3E", undefined, "locale"],
    ["get", "/admin/goodword/referrals?limit=0", undefined, "limit"],
    ["get", "/admin/goodword/referrals?state=paid", undefined, "state"],
    ["post", "/store/goodword/orders/o/shares", { channel: "sms" }, "channel"],
    ["post", "/store/goodword/orders/o/shares", [], "channel"],
    ["post", "/store/goodword/orders/o/answer", { answer: "dismissed", orderId: 7, x: 1 }, "x"],
  ] as const)("%s %s names the field that is wrong", async (method, path, sent, field) => {
    const { http } = shop();
    const { body } = await http[method](path)
      .send(sent as object)
      .expect(400);
    expect(body.field).toBe(field);
    expect(body.message).toContain(field);
  });

  it("answer 503 in a sentence, and tell the host, when the engine fails", async () => {
    const { http, reported } = shop({
      goodword: {
        showPrompt: async () => {
          throw new Error("connection to 10.0.0.7 refused for anna@example.com");
        },
      },
    });
    const { body } = await http.get("/store/goodword/orders/o/prompt").expect(503);
    expect(JSON.stringify(body)).not.toMatch(/anna|10\.0/);
    expect(reported).toHaveLength(1);
  });

  it("open a share link all the same when the store is away", async () => {
    const { store, http } = shop();
    const away = async () => {
      throw new Error("away");
    };
    store.clicks.visit = away;
    store.codes.linkOf = away;
    expect((await http.get("/go/friend-1").expect(302)).headers.location).toBe(
      "https://shop.example/welcome?ref=FRIEND-1",
    );
  });
});

describe("content from the CMS", () => {
  const snapshot = (version: number, ask = "Who else?") => ({
    version,
    defaultLocale: "en",
    prompts: [{ placement: "order-confirmation", locale: "en", content: { ...defaultContent.en, ask } }],
  });
  const sign = (body: string, secret = contentSecret, at = new Date()) => ({
    "content-type": "application/json",
    "webhook-id": "msg_1",
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": new Webhook(secret, { format: "raw" }).sign("msg_1", at, body),
  });

  it("is kept when it is signed and newer, and shown", async () => {
    const { http } = shop();
    const body = JSON.stringify(snapshot(7));
    await http.post("/goodword/content").set(sign(body)).send(body).expect(200, { kept: true });
    await http.post("/goodword/content").set(sign(body)).send(body).expect(200, { kept: false });
    const shown = await http.get(`/store/goodword/orders/${anna.id}/prompt`).expect(200);
    expect(shown.body.prompt).toMatchObject({ version: 7, ask: "Who else?" });
  });

  it("is refused with a forged, stale or missing signature, or changed on the way", async () => {
    const { http, store } = shop();
    const body = JSON.stringify(snapshot(7));
    const stale = new Date(Date.now() - 301_000);
    await http.post("/goodword/content").set(sign(body, "another secret")).send(body).expect(401);
    await http
      .post("/goodword/content")
      .set(sign(body, contentSecret, stale))
      .send(body)
      .expect(401);
    await http.post("/goodword/content").set("content-type", "application/json").send(body).expect(401);
    await http.post("/goodword/content").set(sign(body)).send(body.replace("Who", "Why")).expect(401);
    expect(await store.content.current()).toBeNull();
  });

  it("is kept when it is signed by any of the secrets that count while they are changed", async () => {
    const { http } = shop({ contentSecret: ["the new secret", contentSecret] });
    for (const [n, secret] of ["the new secret", contentSecret].entries()) {
      const body = JSON.stringify(snapshot(n + 1));
      await http.post("/goodword/content").set(sign(body, secret)).send(body).expect(200, { kept: true });
    }
    const body = JSON.stringify(snapshot(9));
    const both = { ...sign(body), "webhook-signature": `v1,AAAA ${sign(body)["webhook-signature"]}` };
    await http.post("/goodword/content").set(both).send(body).expect(200, { kept: true });
    // The token that the CMS is polled with signs nothing.
    const forged = JSON.stringify(snapshot(10));
    const bearer = contentBearer(contentSecret);
    for (const key of [bearer, bearer.slice(4)])
      await http.post("/goodword/content").set(sign(forged, key)).send(forged).expect(401);
  });

  it("is refused without its disclosure, with the field named", async () => {
    const { http, store } = shop();
    const [prompt] = snapshot(7).prompts;
    const body = JSON.stringify({
      ...snapshot(7),
      prompts: [{ ...prompt, content: { ...prompt?.content, shareDisclosure: " " } }],
    });
    const refused = await http.post("/goodword/content").set(sign(body)).send(body).expect(422);
    expect(refused.body.message).toContain("shareDisclosure");
    expect(await store.content.current()).toBeNull();
  });

  it("has no door where no CMS is set up", async () => {
    const { http } = shop({ contentSecret: undefined });
    await http.post("/goodword/content").send({}).expect(404);
  });
});

it("the OpenAPI document in docs is the one of this list; `pnpm --filter @goodword/api openapi` writes it", () => {
  const file = join(__dirname, "../../../docs/reference/openapi.json");
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
});
