import { nothingSuspicious, type TrustFacts } from "../trust/facts";
import type { SignalId } from "../trust/signals";
import { judge, type TrustVerdict } from "../trust/verdict";
import { shopperReason, trustSentences } from "./trust-sentences";

const verdictOf = (known: Partial<TrustFacts>) => judge({ ...nothingSuspicious, ...known });
const exposed = { listedOnCouponSite: true, strangersLastHour: 0 };
const unknown: TrustVerdict = {
  outcome: "decline",
  score: 100,
  signals: [{ id: "moon-phase" as SignalId, points: 100 }],
};

describe("a verdict for staff", () => {
  it.each([
    [{}, "en", "Pays after the hold (score 0): nothing speaks against it."],
    [{}, "de", "Wird nach der Wartezeit ausgezahlt (Punkte: 0): nichts spricht dagegen."],
    [
      { disposableEmail: true },
      "en",
      "Pays after the hold (score 30): The friend's e-mail address is a disposable one.",
    ],
    [
      { sameDevice: true, sameIpAndUserAgent: true },
      "en",
      "Waits for a person's review (score 55): The offer was claimed on the advocate's own device.",
    ],
    [
      { friendsLast30d: 25 },
      "de",
      "Wartet auf die Prüfung durch einen Menschen (Punkte: 40): In 30 Tagen wurden 25 Personen geworben; üblich sind höchstens 20.",
    ],
    [{ samePhone: true }, "en", "Declined (score 100): Advocate and friend gave the same phone number."],
    [
      { sameCustomer: true },
      "de",
      "Abgelehnt (Punkte: 100): Empfehlende und Geworbene sind dasselbe Kundenkonto.",
    ],
    [
      { loop: true },
      "en",
      "Refused by a rule (score 200): The friend already referred this advocate, directly or through others.",
    ],
    [
      { loop: true },
      "de",
      "Nach einer Regel ausgeschlossen (Punkte: 200): Die geworbene Person hat die empfehlende schon selbst geworben, direkt oder über andere.",
    ],
  ] as const)("of %j is said in %s", (known, locale, sentence) => {
    expect(trustSentences(verdictOf(known), locale).sentence).toBe(sentence);
  });

  it("tells every signal with its points, after having been stored", () => {
    const stored = JSON.parse(JSON.stringify(verdictOf({ friendsAtAddress: 4, clickToOrderSeconds: 8 })));
    expect(trustSentences(stored, "en").signals).toEqual([
      {
        id: "same-address",
        points: 40,
        sentence:
          "The advocate or their other friends already used this shipping address (people: 4, allowed: 2).",
      },
      {
        id: "quick-order",
        points: 20,
        sentence: "The order came 8 s after the click; under 60 s is unusual.",
      },
    ]);
  });

  it("speaks English to a reader whose locale has no words", () => {
    expect(trustSentences(verdictOf({}), "fr")).toEqual(trustSentences(verdictOf({}), "en"));
  });

  it("names a signal that this version does not know", () => {
    expect(trustSentences(unknown, "en").signals[0]?.sentence).toBe(
      "A signal this version does not know (moon-phase).",
    );
    expect(trustSentences(unknown, "de").signals[0]?.sentence).toBe(
      "Ein Hinweis, den diese Version nicht kennt (moon-phase).",
    );
  });

  it("leaves a figure open that was not stored", () => {
    const bare: TrustVerdict = { outcome: "pay", score: 30, signals: [{ id: "friends-24h", points: 30 }] };
    expect(trustSentences(bare, "en").signals[0]?.sentence).toBe(
      "This advocate brought {friends} friends in 24 hours; up to {allowed} is usual.",
    );
  });
});

describe("a verdict for the shopper", () => {
  const appeal = {
    en: "Do you see it differently? Tell us, and a person will look at it.",
    de: "Siehst du das anders? Schreib uns, dann sieht es sich ein Mensch an.",
  };

  it("says nothing of an order that pays, suspicious or not", () => {
    expect(shopperReason(verdictOf({}), "en")).toBeNull();
    expect(shopperReason(verdictOf({ disposableEmail: true }), "de")).toBeNull();
  });

  it("says of a review only that a person decides", () => {
    expect(shopperReason(verdictOf({ sameDevice: true }), "en")).toEqual({
      sentence: "We are taking a closer look at this order. A person decides; you need not do anything.",
      appeal: null,
    });
    expect(shopperReason(verdictOf({ nearMatchEmail: true }), "de-CH")).toEqual({
      sentence: "Wir sehen uns diese Bestellung genauer an. Ein Mensch entscheidet; du musst nichts tun.",
      appeal: null,
    });
  });

  it.each([
    [
      { sameEmail: true },
      "There is no reward for this order: rewards are for recommending us to someone else, and we could not tell that this was so.",
      "Für diese Bestellung gibt es keine Prämie: Belohnt wird, wer uns anderen empfiehlt, und das konnten wir hier nicht erkennen.",
    ],
    [
      { existingCustomer: true },
      "There is no reward for this order: the offer is for people who are new to us.",
      "Für diese Bestellung gibt es keine Prämie: Das Angebot gilt für alle, die neu bei uns sind.",
    ],
    [
      { codeExposure: exposed, paidSearchClickId: true },
      "There is no reward for this order: rewards are for personal recommendations, and this one seems to have come another way.",
      "Für diese Bestellung gibt es keine Prämie: Belohnt werden persönliche Empfehlungen, und diese scheint anders zustande gekommen zu sein.",
    ],
    [
      { friendsLast30d: 21, disposableEmail: true },
      "There is no reward for this order: it did not look like a personal recommendation to us.",
      "Für diese Bestellung gibt es keine Prämie: Sie sah für uns nicht nach einer persönlichen Empfehlung aus.",
    ],
  ])("gives the kind of reason for a decline by %j, and a way to a human look", (known, en, de) => {
    const verdict = verdictOf(known);
    expect(verdict.outcome).toBe("decline");
    expect(shopperReason(verdict, "en")).toEqual({ sentence: en, appeal: appeal.en });
    expect(shopperReason(verdict, "de")).toEqual({ sentence: de, appeal: appeal.de });
  });

  it("says which rule refuses, where no look would change it", () => {
    expect(shopperReason(verdictOf({ loop: true, sameEmail: true }), "en")).toEqual({
      sentence:
        "There is no reward for this order: the two of you are already linked by an earlier recommendation.",
      appeal: null,
    });
    expect(shopperReason(verdictOf({ loop: true }), "de")).toEqual({
      sentence:
        "Für diese Bestellung gibt es keine Prämie: Ihr seid schon durch eine frühere Empfehlung verbunden.",
      appeal: null,
    });
  });

  it("prefers, of equally strong signals, the same person over the known customer", () => {
    const both = shopperReason(verdictOf({ existingCustomer: true, sameCustomer: true }), "en");
    expect(both).toEqual(shopperReason(verdictOf({ sameCustomer: true }), "en"));
  });

  it("goes by the strongest signal, not by a weaker one of a family named first", () => {
    const both = shopperReason(verdictOf({ existingCustomer: true, sameIpAndUserAgent: true }), "en");
    expect(both).toEqual(shopperReason(verdictOf({ existingCustomer: true }), "en"));
  });

  it("has a reason even for signals this version does not know", () => {
    expect(shopperReason(unknown, "en")).toEqual({
      sentence: "There is no reward for this order: it did not look like a personal recommendation to us.",
      appeal: appeal.en,
    });
  });

  it("speaks English to a reader whose locale has no words", () => {
    expect(shopperReason(unknown, "fr")).toEqual(shopperReason(unknown, "en"));
  });
});
