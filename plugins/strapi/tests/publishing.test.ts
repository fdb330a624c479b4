import { type PromptContent, promptContentFields } from "@goodword/core";
import { prompt, promptUid, startStrapi, type TestStrapi } from "./test-strapi";

let strapi: TestStrapi;
beforeAll(async () => {
  strapi = await startStrapi();
});
afterAll(() => strapi?.stop());
afterEach(() => strapi.reset());

const fieldsNamed = (response: { body: { error: { details: { errors: { path: string[] }[] } } } }) =>
  response.body.error.details.errors.map(({ path }) => path.join("."));

describe("publishing a prompt in the admin", () => {
  it("publishes what is whole", async () => {
    const response = await strapi.publishNew(prompt());
    expect(response.status).toBe(200);
    expect(await strapi.published()).toBe(1);
  });

  it.each(promptContentFields)(
    "refuses a prompt without %s, and names it",
    async (field: keyof PromptContent) => {
      const draft = await strapi.save(prompt({ [field]: "" }));
      expect(draft.status).toBe(201);
      const response = await strapi.publish(draft.body.data.documentId, prompt({ [field]: "  " }));
      expect(response.status).toBe(400);
      expect(response.body.error.name).toBe("ValidationError");
      expect(fieldsNamed(response)).toEqual([field]);
      expect(await strapi.published()).toBe(0);
    },
  );

  it("says by code that a disclosure is missing", async () => {
    const response = await strapi.publishNew(prompt({ disclosure: "" }));
    expect(response.body.error.details.errors[0].code).toBe("GW_DISCLOSURE_MISSING");
    expect(response.body.error.message).toContain("“After the order” (en)");
  });

  it("refuses a typed figure", async () => {
    const response = await strapi.publishNew(
      prompt({ reason: "They get {friend_reward}, you get {advocate_reward}, which is 10 EUR." }),
    );
    expect(fieldsNamed(response)).toEqual(["reason"]);
  });

  it("refuses German without its disclosure while English is published", async () => {
    const english = await strapi.publishNew(prompt());
    const { documentId } = english.body.data;
    const response = await strapi.publish(
      documentId,
      prompt({ disclosure: "", offerDisclosure: "" }, "de"),
      "de",
    );
    expect(fieldsNamed(response)).toEqual(["disclosure", "offerDisclosure"]);
    expect(await strapi.published("en")).toBe(1);
    expect(await strapi.published("de")).toBe(0);
  });

  it("refuses a locale in which the program's terms cannot be said", async () => {
    const response = await strapi.publishNew(prompt(), "fr");
    expect(fieldsNamed(response)).toEqual(["locale"]);
  });

  it("refuses a second prompt for the same placement and locale, and names the first", async () => {
    const first = await strapi.publishNew(prompt({ title: "Spring words" }));
    const second = await strapi.publishNew(prompt({ title: "Summer words" }));
    expect(second.status).toBe(400);
    expect(fieldsNamed(second)).toEqual(["placement"]);
    expect(second.body.error.message).toContain("Spring words");

    await strapi.unpublish(first.body.data.documentId).expect(200);
    const again = await strapi.publishNew(prompt({ title: "Summer words" }));
    expect(again.status).toBe(200);
  });

  it("publishes a changed prompt again", async () => {
    const first = await strapi.publishNew(prompt());
    const again = await strapi.publish(first.body.data.documentId, prompt({ ask: "Who would love this?" }));
    expect(again.status).toBe(200);
    expect(await strapi.published()).toBe(1);
  });

  it("publishes none of many when one may not be", async () => {
    const whole = await strapi.save(prompt({ title: "Whole" }));
    const open = await strapi.save(prompt({ title: "Open", thanks: "" }));
    const response = await strapi.publishMany([whole, open].map(({ body }) => body.data.documentId));
    expect(response.status).toBe(400);
    expect(response.body.error.message).toContain("Open");
    expect(await strapi.published()).toBe(0);
  });
});

describe("publishing a prompt from code", () => {
  it("refuses it from the document service, also when it is created published", async () => {
    const documents = strapi.app.documents(promptUid);
    const data: Record<string, string> = prompt({ shareDisclosure: "" });
    await expect(documents.create({ data, status: "published" })).rejects.toMatchObject({
      name: "ValidationError",
      details: { errors: [{ path: ["shareDisclosure"], code: "GW_DISCLOSURE_MISSING" }] },
    });
    expect(await strapi.app.db.query(promptUid).count()).toBe(0);

    const { documentId } = await documents.create({ data });
    await expect(documents.publish({ documentId })).rejects.toMatchObject({ name: "ValidationError" });
    await expect(documents.update({ documentId, data: {}, status: "published" })).rejects.toMatchObject({
      name: "ValidationError",
    });
  });

  it("refuses to empty a disclosure in a published row", async () => {
    await strapi.publishNew(prompt());
    const rows = strapi.app.db.query(promptUid);
    const where = { publishedAt: { $notNull: true } };
    await expect(rows.update({ where, data: { disclosure: "" } })).rejects.toMatchObject({
      details: { errors: [{ path: ["disclosure"] }] },
    });
    await expect(rows.updateMany({ where, data: { disclosure: "" } })).rejects.toThrow("cannot be published");
  });
});

describe("saving a draft", () => {
  it("keeps an unfinished one", async () => {
    const response = await strapi.save({ title: "Just begun", placement: "order-confirmation" });
    expect(response.status).toBe(201);
  });

  it("refuses a field nobody can fill, and names where it stands", async () => {
    const response = await strapi.save(prompt({ thanks: "Thank you, {naem}." }));
    expect(response.status).toBe(400);
    expect(fieldsNamed(response)).toEqual(["thanks"]);
    expect(response.body.error.message).toContain("{naem}");
  });
});
