import { currency } from "../money/money";
import type { Program } from "../program/program";
import { programFigures } from "../terms/terms";
import { checkDraft, checkPromptContent, promptContentFields } from "./check-content";
import { chooseContent, shippedSnapshot } from "./choose-content";
import { choosePrompt, type PromptContext } from "./choose-prompt";
import { defaultContent } from "./default-content";
import { fillFields } from "./fields";
import { fillOffer, fillPrompt } from "./fill-prompt";

const eur = currency("eur");
const program: Program = {
  id: "default",
  shopName: "Mug & Co",
  landingUrl: "https://shop.example/friend",
  shareUrl: "https://shop.example/go",
  codeWord: "FRIEND",
  friend: { type: "percentage", percent: 10 },
  rewards: [
    {
      id: "friend-order",
      side: "advocate",
      kind: "discount-code",
      trigger: { on: "order" },
      amount: { type: "fixed", amounts: { eur: "10.00" } },
    },
  ],
  conditions: [{ type: "new-customer" }, { type: "minimum-order", amounts: { eur: "20" } }],
  attributionWindowDays: 30,
  holdDays: 14,
  version: 1,
};

describe("prompt content", () => {
  it.each(["en", "de"] as const)("the words Goodword ships in %s may be published", (locale) => {
    expect(checkPromptContent(defaultContent[locale], locale)).toEqual([]);
  });

  it.each(promptContentFields)("may not be published without %s, and says so", (field) => {
    const problems = checkPromptContent({ ...defaultContent.en, [field]: "  " });
    expect(problems).toHaveLength(1);
    expect(problems[0]?.field).toBe(field);
    expect(problems[0]?.message).toMatch(/write it before you publish/);
    const isDisclosure = /disclosure/i.test(field);
    expect(problems[0]?.code === "GW_DISCLOSURE_MISSING").toBe(isDisclosure);
  });

  it("names a field that does not exist, already in a draft", () => {
    const [problem] = checkDraft({ thanks: "Thanks, {naem}" });
    expect(problem).toMatchObject({ field: "thanks", code: "GW_FIELD_UNKNOWN" });
    expect(problem?.message).toContain("{naem}");
    expect(checkDraft({ thanks: "Thanks, {first_name" })).toMatchObject([{ code: "GW_FIELD_UNKNOWN" }]);
    expect(checkDraft({})).toEqual([]);
  });

  it.each(["Get €10", "Get 15 %", "Get 10 EUR", "$5 for you", "5 Euro"])(
    "refuses the typed figure in %p",
    (typed) => {
      const problems = checkPromptContent({ ...defaultContent.en, ask: typed });
      expect(problems).toMatchObject([{ field: "ask", code: "GW_FIGURE_TYPED" }]);
    },
  );

  it.each([
    "Look at https://evil.example/prize",
    "Or at www.evil.example",
    "Or at evil.example/prize",
    "Write to me@evil.example",
    "{first_name|evil.example}, thank you",
    "\uFF45\uFF56\uFF49\uFF4C\uFF0Ecom",
    "evil\u3002com",
  ])("refuses the web address in %p: all friends would be led there", (typed) => {
    const problems = checkPromptContent({ ...defaultContent.en, thanks: typed });
    expect(problems).toMatchObject([{ field: "thanks", code: "GW_LINK_TYPED" }]);
    const message = `${typed} {share_link}`;
    expect(checkPromptContent({ ...defaultContent.en, message })).toMatchObject([{ code: "GW_LINK_TYPED" }]);
  });

  it.each([
    "Made with love.",
    "Mugs, e.g. blue ones",
    "z.B. Tassen",
    "Since 2019. Yes.",
    "Danke … bis bald",
    "Awww. Thank you",
    "Size 1.5",
  ])("takes no dot in %p for a web address", (typed) => {
    expect(checkPromptContent({ ...defaultContent.en, thanks: typed })).toEqual([]);
  });

  it("refuses a disclosure that does not say what each side gets", () => {
    const problems = checkPromptContent({ ...defaultContent.en, shareDisclosure: "Ad." });
    expect(problems.map(({ code }) => code)).toEqual([
      "GW_DISCLOSURE_INCOMPLETE",
      "GW_DISCLOSURE_INCOMPLETE",
    ]);
  });

  it("refuses a message without the link, and a locale without terms", () => {
    expect(checkPromptContent({ ...defaultContent.en, message: "Hi" })).toMatchObject([
      { code: "GW_LINK_MISSING" },
    ]);
    expect(checkPromptContent(defaultContent.en, "fr")).toMatchObject([{ field: "locale" }]);
  });

  it("refuses a reason that does not say what each side gets, with the field to use", () => {
    const problems = checkPromptContent({ ...defaultContent.en, reason: "You both get {friend_reward}." });
    expect(problems).toEqual([
      {
        field: "reason",
        code: "GW_FIELD_MISSING",
        message: "Reason: say what is given with {advocate_reward}.",
      },
    ]);
  });

  it("is at most 600 characters long, already in a draft", () => {
    expect(checkDraft({ thanks: "x".repeat(600) })).toEqual([]);
    expect(checkDraft({ thanks: "x".repeat(601) })).toEqual([
      { field: "thanks", code: "GW_TEXT_TOO_LONG", message: "Thanks: at most 600 characters, got 601." },
    ]);
  });
});

describe("fields", () => {
  it("are filled once: a value's own braces stay text", () => {
    expect(fillFields("Hi {first_name}, {shop_name}", { first_name: "{shop_name}", shop_name: "Mug" })).toBe(
      "Hi {shop_name}, Mug",
    );
  });

  it("leave with their comma when there is no value, unless a fallback stands in", () => {
    expect(fillFields("Thank you, {first_name}. Done.", { first_name: null })).toBe("Thank you. Done.");
    expect(fillFields("Hi {first_name|there}!", { first_name: null })).toBe("Hi there!");
    expect(fillFields("{first_name|}Hello", { first_name: "" })).toBe("Hello");
  });
});

describe("a filled prompt", () => {
  const figures = programFigures(program, eur, "en");

  it("carries the program's live figures and its conditions", () => {
    const [published] = shippedSnapshot.prompts;
    if (published === undefined) throw new Error("no shipped prompt");
    const view = fillPrompt(
      published,
      { ...figures, shopName: "Mug & Co", firstName: "Anna\u202e\n", link: "https://s/go/a" },
      3,
    );
    expect(view).toMatchObject({
      version: 3,
      thanks: "Thank you, Anna. Your order is in.",
      reason: "They get 10% off on their first order; you get €10 off for it.",
      link: "https://s/go/a",
    });
    expect(view.conditions).toContain("€20");
    expect(view.conditions).toContain("14 days");
    expect(view.message.split("\n")[0]).toBe(
      "Paid referral: I get €10 off if you buy with my link; you get 10% off.",
    );
    expect(view.message).toContain("{share_link}");
  });

  it("shows a friend the offer and nothing of the advocate", () => {
    const published = chooseContent(shippedSnapshot, "order-confirmation", "de-AT");
    if (published === null) throw new Error("no prompt");
    const offer = fillOffer(
      published,
      { code: "FRIEND-1", shopName: "Mug", ...programFigures(program, eur, "de") },
      1,
    );
    expect(offer.locale).toBe("de");
    expect(offer.disclosure).toBe(
      "Wer dir den Link geschickt hat, erhält 10\u00a0€ Rabatt, wenn du bestellst.",
    );
    expect(offer.conditions).toBe(
      "Für deine erste Bestellung ab 20\u00a0€ vor Versand und Steuern. Einmal einlösbar, 30 Tage lang.",
    );
  });
});

describe("choosing", () => {
  const now = new Date("2026-11-02T09:00:00Z");
  const context: PromptContext = {
    program,
    isCapped: false,
    placement: "order-confirmation",
    order: { currency: eur, canceledAt: null },
    dismissedUntil: null,
    codeStatus: "active",
    snapshot: shippedSnapshot,
    locale: "en",
    now,
  };

  it("asks", () => {
    expect(choosePrompt(context)).toMatchObject({ prompt: { locale: "en" }, reason: null });
    expect(choosePrompt({ ...context, dismissedUntil: now }).reason).toBeNull();
  });

  it.each([
    ["order-canceled", { order: { currency: eur, canceledAt: now } }],
    ["currency-not-offered", { order: { currency: currency("usd"), canceledAt: null } }],
    ["cap-reached", { isCapped: true }],
    ["code-disabled", { codeStatus: "disabled" }],
    ["dismissed", { dismissedUntil: new Date(now.getTime() + 1) }],
    ["no-content", { snapshot: { version: 1, defaultLocale: "en", prompts: [] } }],
  ] as const)("is silent: %s", (reason, change) => {
    expect(choosePrompt({ ...context, ...change })).toEqual({ prompt: null, reason });
  });

  it("falls back to the language, then to the default, and never mixes", () => {
    expect(chooseContent(shippedSnapshot, "order-confirmation", "de-CH")?.locale).toBe("de");
    expect(chooseContent(shippedSnapshot, "order-confirmation", "ja")?.content).toEqual(defaultContent.en);
  });
});
