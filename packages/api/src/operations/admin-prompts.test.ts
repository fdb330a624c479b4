import { defaultContent, promptContentFields } from "@goodword/core";
import { memoryShop } from "@goodword/testing";
import type { Operation } from "../operation";
import { listPrompts, previewPrompt, publishPrompt } from "./admin-prompts";

const words = { ...defaultContent.en, ask: "Who else would smile at this?" };

function staff() {
  const { goodword } = memoryShop();
  const ask = async (operation: Operation, fields: Record<string, unknown>) => {
    const request = { method: operation.method, fields, query: {}, headers: {}, ip: "", customerId: null };
    const { status, body } = await operation.answer(goodword, request, () => {});
    // biome-ignore lint/suspicious/noExplicitAny: a test reads into any answer
    return { status, body: body as any };
  };
  const list = async () => (await ask(listPrompts, {})).body;
  const publish = (fields: Record<string, unknown> = {}) =>
    ask(publishPrompt, { locale: "en", content: words, isDefault: true, version: 0, ...fields });
  return { ask, list, publish };
}
const inLocale = (body: { prompts: { locale: string }[] }, locale: string) =>
  body.prompts.find((prompt) => prompt.locale === locale);

describe("the operations on prompts", () => {
  it("begin with the words Goodword ships, in every language its terms can be said in", async () => {
    const { list } = staff();
    const body = await list();
    expect(body).toMatchObject({ version: 0, editedIn: "admin" });
    expect(body.prompts.map(({ locale }: { locale: string }) => locale)).toEqual(["de", "en"]);
    expect(inLocale(body, "en")).toMatchObject({
      content: defaultContent.en,
      isPublished: true,
      isShipped: true,
      isDefault: true,
    });
    expect(inLocale(body, "de")).toMatchObject({ isDefault: false, suggested: defaultContent.de });
  });

  it("publish one language and leave the others as they are", async () => {
    const { list, publish } = staff();
    const { status, body } = await publish({ content: { ...words, ask: `  ${words.ask} ` } });
    expect(status).toBe(200);
    expect(body.problems).toEqual([]);
    const after = await list();
    expect(body.published).toEqual(after);
    expect(after.version).toBeGreaterThan(0);
    expect(inLocale(after, "en")).toMatchObject({ content: words, isShipped: false, isDefault: true });
    expect(inLocale(after, "de")).toMatchObject({ content: defaultContent.de, isPublished: true });
  });

  it.each(promptContentFields)(
    "refuse to publish without %s, beside its field, and keep what is there",
    async (field) => {
      const { list, publish } = staff();
      const before = await list();
      const { body } = await publish({ content: { ...words, [field]: " " } });
      expect(body.published).toBeNull();
      expect(body.problems).toEqual([expect.objectContaining({ field })]);
      expect(await list()).toEqual(before);
    },
  );

  it("refuse a typed amount, an unknown field and a language without terms", async () => {
    const { publish } = staff();
    const codesOf = async (fields: object) =>
      (await publish({ ...fields })).body.problems.map(({ code }: { code: string }) => code);
    expect(await codesOf({ content: { ...words, ask: "Want €10?" } })).toEqual(["GW_FIGURE_TYPED"]);
    expect(await codesOf({ content: { ...words, ask: "{nickname}?" } })).toEqual(["GW_FIELD_UNKNOWN"]);
    expect(await codesOf({ locale: "fr" })).toEqual(["GW_LOCALE_UNSUPPORTED"]);
  });

  it("let one of two who edited the same publish, and lose neither's words silently", async () => {
    const { list, publish } = staff();
    const { version } = await list();
    const both = await Promise.all([
      publish({ version }),
      publish({ version, content: { ...words, ask: "Mine?" } }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 422]);
    expect(both.find(({ status }) => status === 422)?.body.code).toBe("GW_PROMPTS_CHANGED");
    expect((await publish({ version })).status).toBe(422);
    expect((await publish({ version: (await list()).version })).status).toBe(200);
  });

  it("preview what shoppers and friends would see, with its problems, and write nothing", async () => {
    const { ask, list } = staff();
    const before = await list();
    const { body } = await ask(previewPrompt, { locale: "en", content: { ...words, decline: "" } });
    expect(body.views.prompt.ask).toBe(words.ask);
    expect(body.views.prompt.reason).not.toContain("{");
    expect(body.views.prompt.message.startsWith("Paid referral")).toBe(true);
    expect(body.views.offer.title).not.toContain("{");
    expect(body.problems).toEqual([expect.objectContaining({ field: "decline" })]);
    expect(await list()).toEqual(before);
  });
});
