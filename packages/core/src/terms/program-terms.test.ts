import { currency } from "../money/money";
import type { Condition } from "../program/conditions";
import type { Program } from "../program/program";
import type { RewardRule } from "../program/reward-rule";
import { programTerms } from "./program-terms";

const eur = currency("eur");
const fixed = (amount: string) => ({ type: "fixed", amounts: { eur: amount } }) as const;

function rule(change: Partial<RewardRule> = {}): RewardRule {
  return {
    id: "order",
    side: "advocate",
    kind: "discount-code",
    trigger: { on: "order" },
    amount: fixed("10"),
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
    conditions: [],
    attributionWindowDays: 30,
    holdDays: 14,
    ...change,
  };
}

const inWords = (change: Partial<Program>, locale: string, code = eur) =>
  programTerms(program(change), code, locale).map((term) => term.replaceAll(/[\u00a0\u202f]/g, " "));
const simple = { en: inWords({}, "en"), de: inWords({}, "de") };

/** What a change adds to the terms of the simple program. */
function added(change: Partial<Program>, code = eur): string[][] {
  return (["en", "de"] as const).map((locale) =>
    inWords(change, locale, code).filter((term) => !simple[locale].includes(term)),
  );
}
const ofRule = (change: Partial<RewardRule>) => added({ rewards: [rule(change)] });
const comes = {
  en: "The code comes by e-mail 14 days after the order.",
  de: "Der Code kommt 14 Tage nach der Bestellung per E-Mail.",
};

describe("a program's terms", () => {
  it("are a sentence for each thing that is so, in English", () => {
    const conditions: Condition[] = [
      { type: "new-customer" },
      { type: "minimum-order", amounts: { eur: "20" } },
    ];
    expect(inWords({ conditions }, "en")).toEqual([
      "Your friend gets 10% off, once.",
      "You get €10 off for each friend who orders. The code comes by e-mail 14 days after the order.",
      "Your friend must be a new customer.",
      "The order must come to at least €20, after discounts, before shipping and tax.",
      "After using your link, your friend has 30 days to order.",
      "If others invited them too, the last invitation counts.",
      "Your own orders do not count.",
      "If an order is cancelled, its reward is taken back; if it is refunded in part, that part of the reward is.",
    ]);
  });

  it("are a sentence for each thing that is so, in German", () => {
    const conditions: Condition[] = [
      { type: "new-customer" },
      { type: "minimum-order", amounts: { eur: "20" } },
    ];
    expect(inWords({ conditions }, "de")).toEqual([
      "Die eingeladene Person bekommt einmal 10 % Rabatt.",
      "Für jede eingeladene Person, die bestellt, bekommst du 10 € Rabatt. Der Code kommt 14 Tage nach der Bestellung per E-Mail.",
      "Die eingeladene Person muss neu im Shop sein.",
      "Die Bestellung muss mindestens 20 € wert sein, nach Abzug von Rabatten, vor Versand und Steuern.",
      "Ab der Nutzung deines Links sind 30 Tage Zeit für die Bestellung.",
      "Haben auch andere die Person eingeladen, zählt die letzte Einladung.",
      "Deine eigenen Bestellungen zählen nicht.",
      "Wird eine Bestellung storniert, entfällt ihre Belohnung; wird sie teilweise erstattet, entfällt dieser Teil.",
    ]);
  });

  it("say that a side gets nothing", () => {
    expect(added({ friend: null })).toEqual([
      ["Your friend gets nothing extra."],
      ["Die eingeladene Person bekommt nichts extra."],
    ]);
    expect(added({ rewards: [] })).toEqual([
      ["You get nothing yourself: this is a gift to your friend."],
      ["Du selbst bekommst nichts: Es ist ein Geschenk an die eingeladene Person."],
    ]);
  });

  it("say what a friend gets by a rule, and only that where there is no benefit at the checkout", () => {
    const rewards = [
      rule(),
      rule({ id: "friend", side: "friend", kind: "points", amount: { type: "units", count: 50 } }),
    ];
    const [en, de] = added({ friend: null, rewards });
    expect(en).toEqual(["For their order your friend gets 50 points. It comes 14 days after their order."]);
    expect(de).toEqual([
      "Die eingeladene Person bekommt für ihre Bestellung 50 Punkte. Das kommt 14 Tage nach der Bestellung.",
    ]);
    expect(added({ rewards })).toEqual([en, de]);
  });

  it("leave out what is not given in the currency", () => {
    const usd = currency("usd");
    const conditions: Condition[] = [{ type: "minimum-order", amounts: { eur: "20" } }];
    const change = { friend: fixed("5"), caps: { budget: { eur: "100" } }, conditions };
    const [en] = added(change, usd);
    expect(en).toEqual([
      "Your friend gets nothing extra.",
      "You get nothing yourself: this is a gift to your friend.",
    ]);
  });

  it.each<[trigger: RewardRule["trigger"], en: string, de: string]>([
    [
      { on: "order", orders: "first" },
      "You get €10 off for each friend who orders.",
      "Für jede eingeladene Person, die bestellt, bekommst du 10 € Rabatt.",
    ],
    [
      { on: "order", orders: "every" },
      "You get €10 off for every order of a friend.",
      "Für jede Bestellung einer eingeladenen Person bekommst du 10 € Rabatt.",
    ],
    [
      { on: "order", orders: "every", months: 12, count: 6 },
      "You get €10 off for every order of a friend, for 12 months from the first, for at most 6 orders.",
      "Für jede Bestellung einer eingeladenen Person bekommst du 10 € Rabatt, 12 Monate lang ab der ersten, für höchstens 6 Bestellungen.",
    ],
    [
      { on: "order", orders: "every", months: 1, count: 1 },
      "You get €10 off for every order of a friend, for 1 month from the first, for at most 1 order.",
      "Für jede Bestellung einer eingeladenen Person bekommst du 10 € Rabatt, 1 Monat lang ab der ersten, für höchstens 1 Bestellung.",
    ],
    [
      { on: "milestone", friends: 5 },
      "You get €10 off when your 5th friend orders.",
      "Wenn die 5. eingeladene Person bestellt, bekommst du 10 € Rabatt.",
    ],
  ])("say what is paid for %j", (trigger, en, de) => {
    const say = (locale: string) => inWords({ rewards: [rule({ trigger })] }, locale)[1];
    expect([say("en"), say("de")]).toEqual([`${en} ${comes.en}`, `${de} ${comes.de}`]);
  });

  it("say what a friend's every order earns them", () => {
    const change = {
      rewards: [
        rule({ side: "friend" as const, trigger: { on: "order", orders: "every", count: 2 } as const }),
      ],
    };
    const say = (locale: string) => inWords(change, locale)[1];
    expect([say("en"), say("de")]).toEqual([
      "Your friend gets €10 off for every order they place, for at most 2 orders. The code comes by e-mail 14 days after their order.",
      "Für jede Bestellung bekommt die eingeladene Person 10 € Rabatt, für höchstens 2 Bestellungen. Der Code kommt 14 Tage nach der Bestellung per E-Mail.",
    ]);
  });

  it.each<[requires: object, en: string, de: string]>([
    [{ shares: 1 }, "you have shared 1 time", "du 1-mal geteilt hast"],
    [{ shares: 2 }, "you have shared 2 times", "du 2-mal geteilt hast"],
    [
      { invitations: 1 },
      "your link has been opened from 1 internet connection",
      "dein Link über 1 Internetanschluss geöffnet wurde",
    ],
    [
      { invitations: 20 },
      "your link has been opened from 20 internet connections",
      "dein Link über 20 Internetanschlüsse geöffnet wurde",
    ],
    [
      { invitations: 21 },
      "your link has been opened from 21 internet connections (at most 20 a day count)",
      "dein Link über 21 Internetanschlüsse geöffnet wurde (pro Tag zählen höchstens 20)",
    ],
    [{ friends: 1 }, "1 friend has ordered", "1 eingeladene Person bestellt hat"],
    [{ friends: 3 }, "3 friends have ordered", "3 eingeladene Personen bestellt haben"],
  ])("say what a level takes: %j", (requires, en, de) => {
    const trigger = { on: "level", level: 2, requires } as never;
    const content = { kind: "gated-content", amount: { type: "units", count: 1, item: "course" } } as const;
    expect(ofRule({ trigger, ...content })).toEqual([
      [`Level 2: you get access to bonus content once ${en}. It comes 14 days after you reach it.`],
      [
        `Stufe 2: Sobald ${de}, bekommst du Zugang zu einem Bonusinhalt. Das kommt 14 Tage nach dem Erreichen der Stufe.`,
      ],
    ]);
    const isPaid = !("friends" in requires);
    const [english, german] = ofRule({ trigger, kind: "store-credit" });
    expect(english?.[0]?.includes("A person checks it first.")).toBe(isPaid);
    expect(german?.[0]?.includes("Vorher sieht es sich ein Mensch an.")).toBe(isPaid);
  });

  it.each([
    ["week", "der Woche", "jeder Woche"],
    ["month", "des Monats", "jedes Monats"],
    ["quarter", "des Quartals", "jedes Quartals"],
    ["year", "des Jahres", "jedes Jahres"],
  ] as const)("say who wins a %s", (period, ofIt, ofEach) => {
    const kind = "payout" as const;
    expect(ofRule({ kind, trigger: { on: "period-end", period, top: 3, minimumFriends: 2 } })).toEqual([
      [
        `At the end of each ${period} you get €10 in cash for places 1 to 3 by friends who ordered, with at least 2 friends. It comes 14 days after the ${period} ends.`,
      ],
      [
        `Am Ende ${ofEach} bekommst du für Platz 1 bis 3 nach eingeladenen Personen, die bestellt haben, 10 € ausgezahlt, ab 2 Personen. Das kommt 14 Tage nach dem Ende ${ofIt}.`,
      ],
    ]);
    expect(ofRule({ kind, holdDays: 0, trigger: { on: "period-end", period, top: 1 } })[0]).toEqual([
      `At the end of each ${period} you get €10 in cash for 1st place by friends who ordered. It comes after the ${period} ends.`,
    ]);
  });

  it("say tiers, boosts, the most of one grant, and until when it can be used", () => {
    expect(
      ofRule({
        amount: {
          type: "tiered",
          tiers: [
            { from: 1, amount: fixed("5") },
            { from: 3, amount: fixed("20") },
          ],
        },
        boosts: [
          { from: "2026-11-20", to: "2026-11-28T18:30:00Z", percent: 150 },
          { from: "2026-12-20", to: "2026-12-27", percent: 200 },
        ],
        cap: { eur: "30", usd: "35" },
        holdDays: 1,
        expiresAfterDays: 90,
      }),
    ).toEqual([
      [
        "You get €5 to €20 off for each friend who orders. It is €5 off from your 1st friend and €20 off from your 3rd friend. For orders placed from November 20, 2026 at 12:00 AM UTC until November 28, 2026 at 6:30 PM UTC it is 150% of that. For orders placed from December 20, 2026 at 12:00 AM UTC until December 27, 2026 at 12:00 AM UTC it is 200% of that. It is at most €30 each time. The code comes by e-mail 1 day after the order. After that it is valid for 90 days.",
      ],
      [
        "Für jede eingeladene Person, die bestellt, bekommst du 5 € bis 20 € Rabatt. Es sind 5 € Rabatt ab der 1. Person und 20 € Rabatt ab der 3. Person. Für Bestellungen vom 20. November 2026 um 00:00 UTC bis zum 28. November 2026 um 18:30 UTC sind es 150 % davon. Für Bestellungen vom 20. Dezember 2026 um 00:00 UTC bis zum 27. Dezember 2026 um 00:00 UTC sind es 200 % davon. Je Mal sind es höchstens 30 €. Der Code kommt 1 Tag nach der Bestellung per E-Mail. Danach gilt es 90 Tage lang.",
      ],
    ]);
  });

  it("leave out a tier that is not given in the currency", () => {
    const amount = {
      type: "tiered",
      tiers: [
        { from: 1, amount: fixed("5") },
        { from: 2, amount: { type: "fixed", amounts: { usd: "7" } } },
        { from: 3, amount: fixed("20") },
      ],
    } as const;
    expect(ofRule({ amount })[0]?.[0]).toContain(
      "It is €5 off from your 1st friend and €20 off from your 3rd friend.",
    );
  });

  it.each<[value: Program["value"], en: string, de: string]>([
    [
      undefined,
      "after discounts, before shipping and tax",
      "nach Abzug von Rabatten, vor Versand und Steuern",
    ],
    [{ beforeDiscounts: true }, "before discounts, shipping, and tax", "vor Rabatten, Versand und Steuern"],
  ])("say what percentages and minimums are of: %j", (value, en, de) => {
    const rewards = [rule({ kind: "commission", amount: { type: "percentage", percent: 5 } })];
    const conditions: Condition[] = [{ type: "minimum-order", amounts: { eur: "20" } }];
    const [english, german] = added({ rewards, conditions, ...(value && { value }) });
    expect(english?.slice(1)).toEqual([
      `Percentages are of the order's value, ${en}.`,
      `The order must come to at least €20, ${en}.`,
    ]);
    expect(german?.slice(1)).toEqual([
      `Prozente beziehen sich auf den Bestellwert, ${de}.`,
      `Die Bestellung muss mindestens 20 € wert sein, ${de}.`,
    ]);
  });

  it.each<[Condition, string[], string[]]>([
    [
      { type: "products", include: ["p"] },
      ["The order must contain one of the products chosen for this."],
      ["Die Bestellung muss eines der dafür ausgewählten Produkte enthalten."],
    ],
    [
      { type: "products", exclude: ["p"] },
      ["An order with one of the excluded products does not count."],
      ["Bestellungen mit einem ausgeschlossenen Produkt zählen nicht."],
    ],
    [
      { type: "categories", include: ["c"], exclude: ["d"] },
      [
        "The order must contain a product from the categories chosen for this.",
        "An order with a product from the excluded categories does not count.",
      ],
      [
        "Die Bestellung muss ein Produkt aus den dafür ausgewählten Kategorien enthalten.",
        "Bestellungen mit einem Produkt aus ausgeschlossenen Kategorien zählen nicht.",
      ],
    ],
    [
      { type: "markets", countries: ["de", "at", "gb"] },
      ["The order must ship to one of these countries: Germany, Austria, or United Kingdom."],
      [
        "Die Bestellung muss in eines dieser Länder gehen: Deutschland, Österreich oder Vereinigtes Königreich.",
      ],
    ],
    [{ type: "nth-order", n: 3 }, ["Only the 3rd order counts."], ["Nur die 3. Bestellung zählt."]],
    [
      { type: "orders", count: 3, withinDays: 60 },
      ["It takes 3 orders within 60 days of the first; the one that completes them counts."],
      [
        "Nötig sind 3 Bestellungen innerhalb von 60 Tagen ab der ersten; es zählt die, mit der sie vollständig sind.",
      ],
    ],
    [
      { type: "captured" },
      ["The order counts once it is paid."],
      ["Die Bestellung zählt, sobald sie bezahlt ist."],
    ],
    [
      { type: "delivered" },
      ["The order counts once it is delivered."],
      ["Die Bestellung zählt, sobald sie geliefert ist."],
    ],
    [
      { type: "fulfilled" },
      ["The order counts once it is sent."],
      ["Die Bestellung zählt, sobald sie versandt ist."],
    ],
  ])("say the condition %j", (condition, en, de) => {
    expect(added({ conditions: [condition] })).toEqual([en, de]);
  });

  it.each<[Partial<Program>, string, string]>([
    [
      { caps: { perAdvocate: 1 } },
      "You can earn 1 reward at most.",
      "Du kannst höchstens 1 Belohnung bekommen.",
    ],
    [
      { caps: { perAdvocatePeriod: { count: 2, period: "day" } } },
      "You can earn 2 rewards a day at most.",
      "Du kannst pro Tag höchstens 2 Belohnungen bekommen.",
    ],
    [
      { caps: { perAdvocatePeriod: { count: 2, period: "week" } } },
      "You can earn 2 rewards a week at most.",
      "Du kannst pro Woche höchstens 2 Belohnungen bekommen.",
    ],
    [
      { caps: { perAdvocatePeriod: { count: 2, period: "month" } } },
      "You can earn 2 rewards a month at most.",
      "Du kannst pro Monat höchstens 2 Belohnungen bekommen.",
    ],
    [
      { caps: { perAdvocatePeriod: { count: 2, period: "quarter" } } },
      "You can earn 2 rewards a quarter at most.",
      "Du kannst pro Quartal höchstens 2 Belohnungen bekommen.",
    ],
    [
      { caps: { perAdvocatePeriod: { count: 2, period: "year" } } },
      "You can earn 2 rewards a year at most.",
      "Du kannst pro Jahr höchstens 2 Belohnungen bekommen.",
    ],
    [{ caps: { perProgram: 1 } }, "There is 1 reward in all.", "Insgesamt gibt es 1 Belohnung."],
    [
      { caps: { perProgram: 5000 } },
      "There are 5,000 rewards in all.",
      "Insgesamt gibt es 5.000 Belohnungen.",
    ],
    [
      { caps: { budget: { eur: "5000" } } },
      "All rewards together come to €5,000 at most.",
      "Alle Belohnungen zusammen betragen höchstens 5.000 €.",
    ],
    [
      { markets: ["de"] },
      "This is for orders to these countries: Germany.",
      "Das gilt für Bestellungen in diese Länder: Deutschland.",
    ],
    [
      { startsAt: "2026-11-01" },
      "This starts on November 1, 2026 at 12:00 AM UTC.",
      "Das beginnt am 1. November 2026 um 00:00 UTC.",
    ],
    [
      { endsAt: "2026-12-01T10:00+01:00" },
      "This ends on December 1, 2026 at 9:00 AM UTC.",
      "Das endet am 1. Dezember 2026 um 09:00 UTC.",
    ],
    [
      { startsAt: "2026-11-01", endsAt: "2026-12-01" },
      "This runs from November 1, 2026 at 12:00 AM UTC until December 1, 2026 at 12:00 AM UTC.",
      "Das läuft vom 1. November 2026 um 00:00 UTC bis zum 1. Dezember 2026 um 00:00 UTC.",
    ],
    [
      { attributionWindowDays: 1 },
      "After using your link, your friend has 1 day to order.",
      "Ab der Nutzung deines Links ist 1 Tag Zeit für die Bestellung.",
    ],
    [
      { attributionTouch: "first" },
      "If others invited them too, the first invitation counts.",
      "Haben auch andere die Person eingeladen, zählt die erste Einladung.",
    ],
    [
      { bindingDays: 90 },
      "A friend stays linked to you for 90 days.",
      "Eine eingeladene Person bleibt dir 90 Tage lang zugeordnet.",
    ],
    [
      { nameShare: true },
      "Your friend may give your name instead of your code.",
      "Die eingeladene Person kann statt deines Codes deinen Namen angeben.",
    ],
  ])("say the limit %j", (change, en, de) => {
    expect(added(change)).toEqual([[en], [de]]);
  });

  it("speak one language where there are no words of the one asked", () => {
    const french = programTerms(program({ markets: ["de"], startsAt: "2026-11-01" }), eur, "fr");
    expect(french).toContain("This is for orders to these countries: Germany.");
    expect(french).toContain("This starts on November 1, 2026 at 12:00 AM UTC.");
    expect(inWords({ startsAt: "2026-11-01" }, "en-GB")).toContain(
      "This starts on 1 November 2026 at 00:00 UTC.",
    );
  });
});
