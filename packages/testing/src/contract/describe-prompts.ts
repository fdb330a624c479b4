import { defaultContent, type EditablePrompts } from "@goodword/core";
import type { OpenStore } from "./describe-store";
import { openShop, type TestShop } from "./open-shop";

/** What staff write for shoppers, over any store. */
export function describePrompts(name: string, open: OpenStore): void {
  describe(`prompts over ${name}`, () => {
    let shop: TestShop;
    afterEach(() => shop.close());

    const opened = async ({ hasCms = false } = {}) => {
      shop = await openShop(open, {}, [], {}, hasCms);
      await shop.place(shop.anna);
    };
    const words = (ask: string) => ({ ...defaultContent.en, ask });
    const publish = (ask: string, version: number, isDefault = true) =>
      shop.goodword.publishPrompt({ locale: "en", content: words(ask), isDefault, version });
    const inLocale = ({ prompts }: EditablePrompts, locale: string) =>
      prompts.find((prompt) => prompt.locale === locale);
    const asked = async (locale: string) =>
      (await shop.goodword.showPrompt({ orderId: shop.anna.id, locale })).prompt?.ask;

    it("are shown once they are published, in their language only", async () => {
      await opened();
      const { version } = await shop.goodword.listPrompts();
      expect(version).toBe(0);
      const { published } = await publish("Who else?", version);
      expect(published?.version).toBeGreaterThan(0);
      expect(inLocale(published as EditablePrompts, "en")).toMatchObject({ isShipped: false });
      expect(await asked("en")).toBe("Who else?");
      expect(await asked("de")).toBe(defaultContent.de.ask);
      expect(await asked("fr")).toBe("Who else?");
    });

    it("take one of twenty that were written upon the same, and name it to the others", async () => {
      await opened();
      const answers = await Promise.allSettled(
        Array.from({ length: 20 }, (_, n) => publish(`Mine ${n}?`, 0)),
      );
      const taken = answers.filter(({ status }) => status === "fulfilled");
      expect(taken).toHaveLength(1);
      const refused = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason.code] : []));
      expect(new Set(refused)).toEqual(new Set(["GW_PROMPTS_CHANGED"]));
      const place = answers.findIndex(({ status }) => status === "fulfilled");
      expect(await asked("en")).toBe(`Mine ${place}?`);
    });

    it("are refused with every problem, and what was published stays", async () => {
      await opened();
      const { published } = await publish("Who else?", 0);
      const { problems, published: none } = await shop.goodword.publishPrompt({
        locale: "en",
        content: { ...words("Want €5?"), disclosure: "" },
        isDefault: true,
        version: published?.version ?? 0,
      });
      expect(none).toBeNull();
      expect(problems.map(({ field }) => field).sort()).toEqual(["ask", "disclosure"]);
      expect(await asked("en")).toBe("Who else?");
    });

    it("may make another language stand in for those without words", async () => {
      await opened();
      const { de } = defaultContent;
      await shop.goodword.publishPrompt({ locale: "de", content: de, isDefault: true, version: 0 });
      expect(await asked("fr")).toBe(de.ask);
    });

    it("are the CMS's to publish where there is one, and those it lacks are proposals", async () => {
      await opened({ hasCms: true });
      await shop.goodword.receiveContent({
        version: 5,
        defaultLocale: "en",
        prompts: shop.published("From the CMS?"),
      });
      await expect(publish("Mine?", 5)).rejects.toMatchObject({ code: "GW_PROMPTS_IN_CMS" });
      const listed = await shop.goodword.listPrompts();
      expect(listed).toMatchObject({ version: 5, editedIn: "cms" });
      expect(inLocale(listed, "de")).toMatchObject({ isPublished: false, content: defaultContent.de });
      expect(await asked("en")).toBe("From the CMS?");
    });

    it("are previewed with the program's figures, and without any where no program is open", async () => {
      await opened();
      const written = { locale: "en", content: words("Who else?") };
      const { views, problems } = await shop.goodword.previewPrompt(written);
      expect(problems).toEqual([]);
      expect(views?.prompt).toMatchObject({ ask: "Who else?", thanks: "Thank you, Anna. Your order is in." });
      expect(views?.offer.title).toContain("10% off");
      await shop.goodword.setProgramState({ programId: "default", state: "paused" });
      expect((await shop.goodword.previewPrompt(written)).views).toBeNull();
    });

    it("are in the ask for a mail of the shop's own, and not where there is nothing to ask", async () => {
      await opened();
      const ask = () => shop.goodword.askInMail({ orderId: shop.anna.id, locale: "de" });
      const [one, two] = await Promise.all([ask(), ask()]);
      expect(one).toEqual(two);
      expect(one).toMatchObject({ locale: "de", reason: null, referral: { ask: defaultContent.de.ask } });
      expect(one.referral?.message).toContain(one.referral?.link);
      await shop.goodword.answerPrompt({ orderId: shop.anna.id, answer: "dismissed" });
      expect(await ask()).toEqual({ referral: null, reason: "dismissed" });
    });
  });
}
