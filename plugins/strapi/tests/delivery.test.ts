import { createHmac } from "node:crypto";
import { contentBearer } from "@goodword/core";
import { eventually, startShop } from "./test-shop";
import { contentSecret, prompt, startStrapi, type TestStrapi } from "./test-strapi";

let shop: Awaited<ReturnType<typeof startShop>>;
let strapi: TestStrapi;
beforeAll(async () => {
  shop = await startShop();
  strapi = await startStrapi({ shopUrl: shop.url });
});
afterAll(async () => {
  await strapi?.stop();
  await shop?.stop();
});

const snapshot = (secret = contentSecret) =>
  strapi.http.get("/api/goodword/snapshot").set("authorization", `Bearer ${contentBearer(secret)}`);
const newest = (after: number) =>
  eventually(() => shop.received.find(({ snapshot }) => snapshot.version > after));
const state = async () => (await strapi.preview({ content: {} })).body.delivery;
let documentId: string;
let version = 0;

describe("what is published reaches the shop", () => {
  it("has version 0 and is not sent before the first publication", async () => {
    await strapi.save(prompt());
    const { body } = await snapshot().expect(200);
    expect(body).toEqual({ version: 0, defaultLocale: "en", prompts: [] });
    expect(await state()).toEqual({ state: "none" });
    expect(shop.received).toEqual([]);
  });

  it("sends the snapshot, signed per Standard Webhooks, when a prompt is published", async () => {
    const before = Date.now();
    const response = await strapi.publishNew(prompt());
    documentId = response.body.data.documentId;
    const { headers, body, snapshot: sent } = await newest(0);
    version = sent.version;
    expect(version).toBeGreaterThanOrEqual(before);
    expect(sent.prompts).toHaveLength(1);
    expect(sent.prompts[0]).toMatchObject({ placement: "order-confirmation", locale: "en" });
    expect(sent.prompts[0]?.content.ask).toBe(prompt().ask);

    const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
    const signature = createHmac("sha256", Buffer.from(contentSecret)).update(signed).digest("base64");
    expect(headers["webhook-signature"]).toBe(`v1,${signature}`);
    expect(Math.abs(Date.now() / 1000 - Number(headers["webhook-timestamp"]))).toBeLessThan(30);
    await eventually(async () => (await state()).state === "live");
  });

  it("answers the shop's poll with the same snapshot, and nobody else", async () => {
    const { body } = await snapshot().expect(200).expect("cache-control", "no-store");
    expect(body.version).toBe(version);
    await snapshot("a secret that nobody knows..").expect(401);
    // What signs is never shown: whoever saw it on its way could publish.
    await strapi.http
      .get("/api/goodword/snapshot")
      .set("authorization", `Bearer ${contentSecret}`)
      .expect(401);
    await strapi.http.get("/api/goodword/snapshot").expect(401);
  });

  it("keeps the version while only a draft changes", async () => {
    const response = await strapi.app.documents("plugin::goodword.referral-prompt" as never).update({
      documentId,
      data: { ask: "Know somebody?" } as never,
    });
    expect(response).not.toBeNull();
    expect((await snapshot()).body.version).toBe(version);
    expect(shop.received).toHaveLength(1);
  });

  it("publishes, and keeps trying, while the shop is down", async () => {
    shop.behaviour.status = 503;
    const response = await strapi.publish(documentId, prompt({ ask: "Who else would love it?" }));
    expect(response.status).toBe(200);
    await eventually(async () => (await state()).state === "unreachable");
    shop.behaviour.status = 200;
    await eventually(async () => (await state()).state === "live");
    const last = shop.received.at(-1);
    expect(last?.snapshot.version).toBeGreaterThan(version);
    expect(last?.snapshot.prompts[0]?.content.ask).toBe("Who else would love it?");
    version = last?.snapshot.version ?? 0;
  });

  it("says that the shop refused, and does not insist", async () => {
    shop.behaviour.status = 401;
    const before = shop.received.length;
    await strapi.publish(documentId, prompt({ ask: "Anyone else?" }));
    const refused = await eventually(async () => {
      const now = await state();
      return now.state === "refused" ? now : null;
    });
    expect(refused.status).toBe(401);
    expect(shop.received).toHaveLength(before + 1);
    shop.behaviour.status = 200;
  });

  it("counts as live what the shop fetched itself", async () => {
    const { body } = await snapshot();
    expect(body.version).toBeGreaterThan(version);
    version = body.version;
    expect((await state()).state).toBe("live");
  });

  it("sends the other locale beside the first, and one less after it was unpublished", async () => {
    await strapi.publish(documentId, prompt({}, "de"), "de").expect(200);
    const both = await newest(version);
    expect(both.snapshot.prompts.map(({ locale }) => locale)).toEqual(["de", "en"]);
    await strapi.unpublish(documentId, "de").expect(200);
    const one = await newest(both.snapshot.version);
    expect(one.snapshot.prompts.map(({ locale }) => locale)).toEqual(["en"]);
  });

  it("sends nothing for a publication that was refused", async () => {
    const before = shop.received.length;
    await strapi.publish(documentId, prompt({ disclosure: "" })).expect(400);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(shop.received).toHaveLength(before);
  });
});
