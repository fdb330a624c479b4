import { termsLocaleOf } from "../locale";
import { currency } from "../money/money";
import type { ValueDefinition } from "../order/order-value";
import type { Program } from "../program/program";
import type { RewardKind, RewardRule } from "../program/reward-rule";
import { moneyOff, programFigures, programTerms, rewardConditions } from "./terms";

const [eur, usd, jpy] = [currency("eur"), currency("usd"), currency("jpy")];

function rule(change: Partial<RewardRule> = {}): RewardRule {
  return {
    id: "order",
    side: "advocate",
    kind: "discount-code",
    trigger: { on: "order" },
    amount: { type: "fixed", amounts: { eur: "10.00", usd: "9.50" } },
    ...change,
  };
}

function program(change: Partial<Program> = {}): Program {
  return {
    id: "friends",
    version: 1,
    shopName: "Mug & Co",
    landingUrl: "https://shop.example/welcome",
    shareUrl: "https://shop.example/go",
    codeWord: "FRIEND",
    friend: { type: "percentage", percent: 10 },
    rewards: [rule()],
    conditions: [{ type: "new-customer" }, { type: "minimum-order", amounts: { eur: "20" } }],
    attributionWindowDays: 30,
    holdDays: 14,
    ...change,
  };
}

/** Without the spaces that keep an amount and its unit on one line. */
const plain = (text: string) => text.replaceAll("\u00a0", " ");

function said<K extends keyof ReturnType<typeof programFigures>>(
  figure: K,
  change: Partial<Program>,
  code = eur,
) {
  return ["en", "de"].map((locale) => plain(programFigures(program(change), code, locale)[figure]));
}

const reward = (change: Partial<RewardRule>) => said("advocateReward", { rewards: [rule(change)] });
const units = (kind: RewardKind, count: number) =>
  reward({ kind, amount: { type: "units", count, item: "x" } });

describe("a simple program", () => {
  it("is said in English", () => {
    expect(programFigures(program(), eur, "en-GB")).toEqual({
      friendReward: "10% off",
      advocateReward: "€10 off",
      conditions:
        "For new customers, with an order from €20 before shipping and tax. Your code comes by e-mail 14 days after their order; a cancelled order earns nothing.",
      offerConditions:
        "For your first order of €20 or more, before shipping and tax. Can be used once, within 30 days.",
    });
  });

  it("is said in German", () => {
    expect(programFigures(program(), eur, "de-DE")).toEqual({
      friendReward: "10\u00a0% Rabatt",
      advocateReward: "10\u00a0€ Rabatt",
      conditions:
        "Gilt für Neukunden und Bestellungen ab 20\u00a0€ vor Versand und Steuern. Dein Code kommt 14 Tage nach der Bestellung per E-Mail; wird sie storniert, entfällt er.",
      offerConditions:
        "Für deine erste Bestellung ab 20\u00a0€ vor Versand und Steuern. Einmal einlösbar, 30 Tage lang.",
    });
  });

  it("says that it excludes other discount codes, where it does", () => {
    const best = program({ combination: "best" });
    const only = "Not together with other discount codes: what takes off more counts.";
    expect(programFigures(best, eur, "en").offerConditions).toMatch(new RegExp(` ${only}$`));
    expect(programTerms(best, eur, "en")).toContain(only);
    expect(programTerms(program(), eur, "en")).not.toContain(only);
    const nothing = programTerms(program({ combination: "best", friend: null }), eur, "en");
    expect(nothing.join(" ")).not.toContain(only);
  });

  it("is said in English where there are no words of the language", () => {
    expect(programFigures(program(), usd, "fr").conditions).toMatch(/^For new customers\. Your code comes/);
    expect(["en-AU", "de_AT", "DE", "fr", "den"].map(termsLocaleOf)).toEqual(["en", "de", "de", null, null]);
  });

  it("is not said in a currency that it is not offered in", () => {
    expect(() => programFigures(program(), jpy, "en")).toThrow(
      expect.objectContaining({
        code: "GW_CURRENCY_NOT_OFFERED",
        action: "fix-config",
        message: "program friends: offers nothing in jpy",
      }),
    );
  });

  it.each<[string, Partial<Program>, string, string]>([
    [
      "new customers only",
      { conditions: [{ type: "new-customer" }] },
      "For new customers.",
      "Gilt für Neukunden.",
    ],
    [
      "a minimum only",
      { conditions: [{ type: "minimum-order", amounts: { eur: "20" } }] },
      "With an order from €20 before shipping and tax.",
      "Gilt für Bestellungen ab 20 € vor Versand und Steuern.",
    ],
    [
      "a minimum in another currency only",
      { conditions: [{ type: "minimum-order", amounts: { usd: "20" } }] },
      "",
      "",
    ],
  ])("says its main conditions: %s", (_, change, en, de) => {
    const arrivals = [
      "Your code comes by e-mail 14 days after their order; a cancelled order earns nothing.",
      "Dein Code kommt 14 Tage nach der Bestellung per E-Mail; wird sie storniert, entfällt er.",
    ];
    expect(said("conditions", change)).toEqual(
      [en, de].map((text, index) => `${text} ${arrivals[index]}`.trim()),
    );
  });

  it.each<[ValueDefinition, string, string]>([
    [{ includeTax: true }, "with tax, before shipping", "mit Steuern, vor Versand"],
    [{ includeShipping: true }, "with shipping, before tax", "mit Versand, vor Steuern"],
    [{ includeShipping: true, includeTax: true }, "with shipping and tax", "mit Versand und Steuern"],
    [{ beforeDiscounts: true }, "before discounts, shipping, and tax", "vor Rabatten, Versand und Steuern"],
    [{}, "before shipping and tax", "vor Versand und Steuern"],
  ])("says how the minimum is measured: %j", (value, en, de) => {
    const [english, german] = said("conditions", { value });
    expect(english).toContain(`from €20 ${en}. `);
    expect(german).toContain(`ab 20 € ${de}. `);
  });

  it("says rarer conditions too", () => {
    const conditions = [{ type: "nth-order", n: 2 }, { type: "captured" }] as const;
    expect(said("conditions", { conditions }).map((text) => text.split(". Y")[0]?.split(" Dein")[0])).toEqual(
      [
        "Only the 2nd order counts. The order counts once it is paid",
        "Nur die 2. Bestellung zählt. Die Bestellung zählt, sobald sie bezahlt ist.",
      ],
    );
  });

  it.each<[Partial<Program>, string, string]>([
    [
      { holdDays: 0 },
      "Your code comes by e-mail after their order;",
      "Dein Code kommt nach der Bestellung per E-Mail; wird sie storniert, entfällt er.",
    ],
    [
      { holdDays: 1 },
      "Your code comes by e-mail 1 day after their order;",
      "Dein Code kommt 1 Tag nach der Bestellung per E-Mail; wird sie storniert, entfällt er.",
    ],
    [
      { holdFrom: "captured" },
      "by e-mail 14 days after their payment;",
      "14 Tage nach der Zahlung per E-Mail; wird die Bestellung storniert, entfällt er.",
    ],
    [
      { holdFrom: "delivered" },
      "by e-mail 14 days after their order is delivered;",
      "14 Tage nach der Lieferung per E-Mail; wird die Bestellung storniert, entfällt er.",
    ],
    [
      { holdFrom: "fulfilled" },
      "by e-mail 14 days after their order is sent;",
      "14 Tage nach dem Versand per E-Mail; wird die Bestellung storniert, entfällt er.",
    ],
    [
      { rewards: [rule({ holdDays: 3 })] },
      "by e-mail 3 days after their order;",
      "Dein Code kommt 3 Tage nach der Bestellung per E-Mail;",
    ],
    [
      { rewards: [rule({ kind: "store-credit" })] },
      "Your reward comes 14 days after their order; a cancelled order earns nothing.",
      "Deine Belohnung kommt 14 Tage nach der Bestellung; wird eine Bestellung storniert, entfällt sie.",
    ],
    [
      {
        holdFrom: "captured",
        rewards: [rule({ trigger: { on: "level", level: 1, requires: { shares: 1 } } })],
      },
      "14 days after you reach it;",
      "14 Tage nach dem Erreichen der Stufe per",
    ],
    ...(["week", "month", "quarter", "year"] as const).map((period): [Partial<Program>, string, string] => [
      { rewards: [rule({ trigger: { on: "period-end", period, top: 1 } })] },
      `14 days after the ${period} ends;`,
      `14 Tage nach dem Ende ${{ week: "der Woche", month: "des Monats", quarter: "des Quartals", year: "des Jahres" }[period]} per`,
    ]),
  ])("says when the reward comes: %#", (change, en, de) => {
    const [english, german] = said("conditions", change);
    expect(english).toContain(en);
    expect(german).toContain(de);
  });
});

describe("what an advocate gets", () => {
  const share = { type: "percentage", percent: 7.5 } as const;
  const both = { type: "hybrid", amounts: { eur: "5" }, percent: 3 } as const;
  const [five, twenty] = ["5", "20"].map((amount) => ({ type: "fixed", amounts: { eur: amount } }) as const);
  const tiers = (...amounts: (typeof share | typeof both | typeof five)[]) => ({
    type: "tiered" as const,
    tiers: amounts.map((amount, index) => ({ from: index + 1, amount: amount as typeof share })),
  });

  it.each<[RewardKind, string[], string[]]>([
    [
      "discount-code",
      ["€10 off", "10 € Rabatt"],
      ["7.5% of the order as a discount", "7,5 % des Bestellwerts als Rabatt"],
    ],
    [
      "store-credit",
      ["€10 in store credit", "10 € Guthaben"],
      ["7.5% of the order in store credit", "7,5 % des Bestellwerts als Guthaben"],
    ],
    [
      "payout",
      ["€10 in cash", "10 € ausgezahlt"],
      ["7.5% of the order in cash", "7,5 % des Bestellwerts ausgezahlt"],
    ],
    [
      "commission",
      ["€10 in commission", "10 € Provision"],
      ["7.5% of the order in commission", "7,5 % des Bestellwerts als Provision"],
    ],
    [
      "custom",
      ["a gift worth €10", "ein Geschenk im Wert von 10 €"],
      ["a gift worth 7.5% of the order", "ein Geschenk im Wert von 7,5 % des Bestellwerts"],
    ],
  ])("as %s", (kind, fixed, shared) => {
    expect(reward({ kind })).toEqual(fixed);
    expect(reward({ kind, amount: share })).toEqual(shared);
  });

  it("as an amount and a share of it", () => {
    expect(reward({ kind: "payout", amount: both })).toEqual([
      "€5 plus 3% of the order in cash",
      "5 € plus 3 % des Bestellwerts ausgezahlt",
    ]);
  });

  it.each([
    [tiers(five, twenty), "€5 to €20 off", "5 € bis 20 € Rabatt"],
    [tiers(five), "€5 off", "5 € Rabatt"],
    [
      tiers(share, { ...share, percent: 9 as 7.5 }),
      "7.5% to 9% of the order as a discount",
      "7,5 % bis 9 % des Bestellwerts als Rabatt",
    ],
    [tiers(share, share), "7.5% of the order as a discount", "7,5 % des Bestellwerts als Rabatt"],
    [
      tiers(five, share),
      "€5 to 7.5% of the order as a discount",
      "5 € bis 7,5 % des Bestellwerts als Rabatt",
    ],
    [
      tiers(share, five),
      "7.5% of the order to €5 as a discount",
      "7,5 % des Bestellwerts bis 5 € als Rabatt",
    ],
  ])("in tiers: %#", (amount, en, de) => {
    expect(reward({ amount })).toEqual([en, de]);
  });

  it("is nothing where there are no tiers", () => {
    expect(reward({ amount: { type: "tiered", tiers: [] } })).toEqual(["nothing", "nichts"]);
  });

  it.each<[RewardKind, string[], string[]]>([
    ["points", ["1 point", "1 Punkt"], ["2,000 points", "2.000 Punkte"]],
    [
      "free-product",
      ["a free product", "ein Gratisprodukt"],
      ["2,000 free products", "2.000 Gratisprodukte"],
    ],
    [
      "gated-content",
      ["access to bonus content", "Zugang zu einem Bonusinhalt"],
      ["access to 2,000 pieces of bonus content", "Zugang zu 2.000 Bonusinhalten"],
    ],
    ["custom", ["a gift", "ein Geschenk"], ["2,000 gifts", "2.000 Geschenke"]],
  ])("in pieces, as %s", (kind, one, many) => {
    expect(units(kind, 1)).toEqual(one);
    expect(units(kind, 2000)).toEqual(many);
  });

  it.each<[RewardRule["trigger"], string, string]>([
    [{ on: "order", orders: "every" }, "€10 off", "10 € Rabatt"],
    [{ on: "milestone", friends: 1 }, "€10 off for the 1st friend", "10 € Rabatt für die 1. Person"],
    [{ on: "milestone", friends: 22 }, "€10 off for the 22nd friend", "10 € Rabatt für die 22. Person"],
    [{ on: "milestone", friends: 3 }, "€10 off for the 3rd friend", "10 € Rabatt für die 3. Person"],
    [{ on: "milestone", friends: 11 }, "€10 off for the 11th friend", "10 € Rabatt für die 11. Person"],
    [
      { on: "level", level: 1, requires: { shares: 1 } },
      "€10 off for 1 share",
      "10 € Rabatt für 1-mal Teilen",
    ],
    [
      { on: "level", level: 1, requires: { invitations: 1 } },
      "€10 off for 1 invitation",
      "10 € Rabatt für 1 Einladung",
    ],
    [
      { on: "level", level: 1, requires: { invitations: 3 } },
      "€10 off for 3 invitations",
      "10 € Rabatt für 3 Einladungen",
    ],
    [{ on: "level", level: 1, requires: { friends: 1 } }, "€10 off for 1 friend", "10 € Rabatt für 1 Person"],
    [
      { on: "level", level: 1, requires: { friends: 3 } },
      "€10 off for 3 friends",
      "10 € Rabatt für 3 Personen",
    ],
    [
      { on: "period-end", period: "week", top: 1 },
      "€10 off for 1st place in a week",
      "10 € Rabatt für Platz 1 einer Woche",
    ],
    [
      { on: "period-end", period: "month", top: 2 },
      "€10 off for places 1 to 2 in a month",
      "10 € Rabatt für Platz 1 bis 2 eines Monats",
    ],
    [
      { on: "period-end", period: "quarter", top: 2 },
      "€10 off for places 1 to 2 in a quarter",
      "10 € Rabatt für Platz 1 bis 2 eines Quartals",
    ],
    [
      { on: "period-end", period: "year", top: 2 },
      "€10 off for places 1 to 2 in a year",
      "10 € Rabatt für Platz 1 bis 2 eines Jahres",
    ],
  ])("after %j", (trigger, en, de) => {
    expect(reward({ trigger })).toEqual([en, de]);
  });

  it("is nothing where only the friend gains, and then nothing comes", () => {
    const change = { rewards: [], conditions: [{ type: "new-customer" as const }] };
    expect(said("advocateReward", change)).toEqual(["nothing", "nichts"]);
    expect(said("conditions", change)).toEqual(["For new customers.", "Gilt für Neukunden."]);
  });
});

describe("what a friend gets", () => {
  it("is an amount where it is one", () => {
    expect(said("friendReward", { friend: { type: "fixed", amounts: { eur: "5.50" } } })).toEqual([
      "€5.50 off",
      "5,50 € Rabatt",
    ]);
    expect(said("friendReward", { friend: { type: "percentage", percent: 12.25 } })).toEqual([
      "12.25% off",
      "12,25 % Rabatt",
    ]);
  });

  it("is nothing extra where only the advocate gains, which a disclosure says in so many words", () => {
    expect(said("friendReward", { friend: null })).toEqual(["nothing extra", "nichts extra"]);
    expect(said("offerConditions", { friend: null })).toEqual([
      "For your first order. Your order counts within 30 days.",
      "Für deine erste Bestellung. Deine Bestellung zählt 30 Tage lang.",
    ]);
  });

  it("is what a rule promises where there is no benefit at the checkout, under its conditions", () => {
    const silent = rule({ id: "a", side: "friend", amount: { type: "fixed", amounts: { jpy: "5" } } });
    const points = rule({ id: "b", side: "friend", kind: "points", amount: { type: "units", count: 50 } });
    const change = { friend: null, rewards: [rule(), silent, points] };
    expect(said("friendReward", change)).toEqual(["50 points", "50 Punkte"]);
    expect(said("offerConditions", change)).toEqual([
      "With an order from €20 before shipping and tax. For your first order. Your order counts within 30 days.",
      "Gilt für Bestellungen ab 20 € vor Versand und Steuern. Für deine erste Bestellung. Deine Bestellung zählt 30 Tage lang.",
    ]);
    const benefit = { ...change, friend: { type: "percentage", percent: 10 } as const };
    expect(said("friendReward", benefit)).toEqual(["10% off", "10 % Rabatt"]);
    expect(said("offerConditions", benefit)[0]).toBe(
      "For your first order of €20 or more, before shipping and tax. Can be used once, within 30 days.",
    );
  });

  it("can be used for a day, by anybody", () => {
    const change = { attributionWindowDays: 1, conditions: [] };
    expect(said("offerConditions", change)).toEqual([
      "Can be used once, within 1 day.",
      "Einmal einlösbar, 1 Tag lang.",
    ]);
    expect(said("offerConditions", { ...change, friend: null })).toEqual([
      "Your order counts within 1 day.",
      "Deine Bestellung zählt 1 Tag lang.",
    ]);
  });
});

describe("an issued reward", () => {
  it("is so much off", () => {
    expect([
      moneyOff({ amount: 950n, currency: usd }, "en"),
      plain(moneyOff({ amount: 1000n, currency: eur }, "de")),
    ]).toEqual(["$9.50 off", "10 € Rabatt"]);
  });

  it("is a code where no rule is given", () => {
    expect(rewardConditions(program(), "en")).toBe("Can be used once, on any order at Mug & Co.");
    expect(rewardConditions(program(), "de")).toBe("Einmal einlösbar, bei jeder Bestellung bei Mug & Co.");
  });

  it.each<[RewardKind, string, string]>([
    [
      "discount-code",
      "Can be used once, on any order at Mug & Co.",
      "Einmal einlösbar, bei jeder Bestellung bei Mug & Co.",
    ],
    [
      "store-credit",
      "Can be spent on any order at Mug & Co.",
      "Einlösbar bei jeder Bestellung bei Mug & Co.",
    ],
    ["points", "Added to your points at Mug & Co.", "Wird deinen Punkten bei Mug & Co gutgeschrieben."],
    ["free-product", "A gift from Mug & Co.", "Ein Geschenk von Mug & Co."],
    ["gated-content", "Can be opened at Mug & Co.", "Abrufbar bei Mug & Co."],
    ["payout", "Paid out by Mug & Co.", "Wird von Mug & Co ausgezahlt."],
    ["commission", "Paid out by Mug & Co.", "Wird von Mug & Co ausgezahlt."],
    ["custom", "A gift from Mug & Co.", "Ein Geschenk von Mug & Co."],
  ])("may be used as %s, and until it expires", (kind, en, de) => {
    expect(["en", "de"].map((locale) => rewardConditions(program(), locale, { kind }))).toEqual([en, de]);
    expect(
      ["en", "de"].map((locale) => rewardConditions(program(), locale, { kind, expiresAfterDays: 90 })),
    ).toEqual([`${en} It is valid for 90 days.`, `${de} Gültig für 90 Tage.`]);
  });
});
