import { fillOffer, fillPrompt } from "@goodword/core";
import { previewDocument } from "@goodword/storefront/render";
import { startShop } from "./test-shop";
import { prompt, startStrapi, type TestStrapi } from "./test-strapi";

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

const { title: _, placement, ...content } = prompt();

describe("the preview in the edit view", () => {
  it("gives examples, and says so, until the shop answers once", async () => {
    shop.behaviour.figures = false;
    const { body } = await strapi.preview({ placement, locale: "de", content });
    expect(body.figures).toBe("example");
    expect(body.prompt).toContain("10 % Rabatt");
    shop.behaviour.figures = true;
  });

  it("renders what the shop renders, with the shop's figures", async () => {
    const { body } = await strapi.preview({ placement, locale: "en", content, dark: true }).expect(200);
    const published = { placement: "order-confirmation", locale: "en", content } as const;
    const figures = {
      shopName: "Kiln & Co",
      friendReward: "12% off",
      advocateReward: "€7 off",
      conditions: "For new customers.",
      offerConditions: "For your first order.",
    };
    const link = "https://shop.example/go/anna-7kq2mxwp";
    const shown = fillPrompt(published, { ...figures, firstName: "Anna", link }, 0);
    const offer = fillOffer(published, { ...figures, code: "ANNA-7KQ2MXWP" }, 0);
    expect(body.prompt).toBe(previewDocument({ prompt: shown, locale: "en", dark: true }));
    expect(body.offer).toBe(previewDocument({ offer, locale: "en", dark: true }));
    expect(body.message.split("\n")[0]).toBe(
      "Paid referral: I get €7 off if you buy with my link; you get 12% off.",
    );
    expect(body.message).toContain(link);
    expect(body).toMatchObject({ figures: "live", problems: [] });
  });

  it("escapes HTML and holds no script", async () => {
    const { body } = await strapi.preview({
      placement,
      locale: "en",
      content: { ...content, ask: `<img src=x onerror="alert(1)"><script>alert(1)</script>` },
    });
    expect(body.prompt).not.toMatch(/<script|<img/i);
    expect(body.prompt).toContain("&lt;script&gt;");
  });

  it("lists what would refuse publication, and words to start from", async () => {
    const { body } = await strapi.preview({ placement, locale: "de", content: {} });
    expect(body.problems).toHaveLength(Object.keys(content).length);
    expect(body.suggested.path).toBe("Link kopieren");
    const french = await strapi.preview({ placement, locale: "fr", content });
    expect(french.body.suggested).toBeNull();
    expect(french.body.problems).toEqual([expect.objectContaining({ code: "GW_LOCALE_UNSUPPORTED" })]);
  });

  it("names the field of a request it cannot read", async () => {
    const wrong = await strapi.preview({ content: { ask: 3 } }).expect(400);
    expect(wrong.body.error.message).toContain("content.ask");
    const unknown = await strapi.preview({ locale: "xx", content }).expect(400);
    expect(unknown.body.error.message).toContain("locale");
  });

  it("is for staff with the permission only", async () => {
    await strapi.http.post("/goodword/preview").send({ content }).expect(401);
    const { app } = strapi;
    const role = await app.db.query("admin::role").findOne({ where: { code: "strapi-author" } });
    await app.service("admin::user").create({
      firstname: "No",
      lastname: "Preview",
      email: "author@shop.example",
      password: "Prompts-2",
      isActive: true,
      roles: [role.id],
    });
    const login = await strapi.http
      .post("/admin/login")
      .send({ email: "author@shop.example", password: "Prompts-2" });
    await strapi.http
      .post("/goodword/preview")
      .set("authorization", `Bearer ${login.body.data.token}`)
      .send({ content })
      .expect(403);
  });
});
