import { trustSentences } from "../terms/trust-sentences";
import { nothingSuspicious, type TrustFacts } from "./facts";
import { trustDefaults } from "./settings";
import type { SignalFamily, SignalFigures, SignalPoints } from "./signal";
import { type SignalId, trustSignals } from "./signals";
import { judge, type TrustOutcome } from "./verdict";

interface Case {
  /** The least that raises the signal, and the most that does not. */
  readonly raises: Partial<TrustFacts>;
  readonly spares: Partial<TrustFacts>;
  readonly points: SignalPoints;
  readonly outcome: TrustOutcome;
  readonly family: SignalFamily;
  readonly figures?: SignalFigures;
  readonly en: string;
  readonly de: string;
}

const exposed = nothingSuspicious.codeExposure;
const cases: Record<SignalId, Case> = {
  "advocate-loop": {
    raises: { loop: true },
    spares: { loop: false },
    points: "refuse",
    outcome: "refuse",
    family: "loop",
    en: "The friend already referred this advocate, directly or through others.",
    de: "Die geworbene Person hat die empfehlende schon selbst geworben, direkt oder über andere.",
  },
  "coupon-site": {
    raises: { codeExposure: { ...exposed, listedOnCouponSite: true } },
    spares: { codeExposure: { ...exposed, listedOnCouponSite: false } },
    points: 40,
    outcome: "review",
    family: "public-code",
    en: "Visitors came with this code from a listed coupon site.",
    de: "Mit diesem Code kamen Besuche von einer gelisteten Gutscheinseite.",
  },
  "disposable-email": {
    raises: { disposableEmail: true },
    spares: { disposableEmail: false },
    points: 30,
    outcome: "pay",
    family: "unusual",
    en: "The friend's e-mail address is a disposable one.",
    de: "Die E-Mail-Adresse der Geworbenen ist eine Wegwerfadresse.",
  },
  "existing-customer": {
    raises: { existingCustomer: true },
    spares: { existingCustomer: false },
    points: "decline",
    outcome: "decline",
    family: "known-customer",
    en: "The friend was already a customer before this order.",
    de: "Geworbene hatten schon vor dieser Bestellung hier gekauft.",
  },
  "friends-24h": {
    raises: { friendsLast24h: 6 },
    spares: { friendsLast24h: 5 },
    points: 30,
    outcome: "pay",
    family: "unusual",
    figures: { friends: 6, allowed: 5 },
    en: "This advocate brought 6 friends in 24 hours; up to 5 is usual.",
    de: "In 24 Stunden wurden 6 Personen geworben; üblich sind höchstens 5.",
  },
  "friends-30d": {
    raises: { friendsLast30d: 21 },
    spares: { friendsLast30d: 20 },
    points: 40,
    outcome: "review",
    family: "unusual",
    figures: { friends: 21, allowed: 20 },
    en: "This advocate brought 21 friends in 30 days; up to 20 is usual.",
    de: "In 30 Tagen wurden 21 Personen geworben; üblich sind höchstens 20.",
  },
  "large-order": {
    raises: { orderValue: 50_000n, averageOrderValue: 5000n },
    spares: { orderValue: 49_999n, averageOrderValue: 5000n },
    points: 15,
    outcome: "pay",
    family: "unusual",
    figures: { times: 10 },
    en: "The order is worth at least 10 times the store's average.",
    de: "Die Bestellung ist mindestens 10-mal so viel wert wie im Durchschnitt.",
  },
  "near-match-email": {
    raises: { nearMatchEmail: true },
    spares: { nearMatchEmail: false },
    points: 40,
    outcome: "review",
    family: "same-person",
    en: "The e-mail addresses of advocate and friend are nearly the same.",
    de: "Die E-Mail-Adressen von Empfehlenden und Geworbenen sind fast gleich.",
  },
  "paid-search-click": {
    raises: { paidSearchClickId: true },
    spares: { paidSearchClickId: false },
    points: 30,
    outcome: "pay",
    family: "public-code",
    en: "The friend came through a paid search advertisement.",
    de: "Geworbene kamen über eine bezahlte Suchanzeige.",
  },
  "quick-order": {
    raises: { clickToOrderSeconds: 59.9 },
    spares: { clickToOrderSeconds: 60 },
    points: 20,
    outcome: "pay",
    family: "unusual",
    figures: { seconds: 59, least: 60 },
    en: "The order came 59 s after the click; under 60 s is unusual.",
    de: "Die Bestellung kam 59 s nach dem Klick; unter 60 s ist ungewöhnlich.",
  },
  "same-address": {
    raises: { friendsAtAddress: 3 },
    spares: { friendsAtAddress: 2 },
    points: 40,
    outcome: "review",
    family: "same-person",
    figures: { people: 3, allowed: 2 },
    en: "The advocate or their other friends already used this shipping address (people: 3, allowed: 2).",
    de: "Empfehlende oder andere Geworbene haben diese Lieferadresse schon genutzt (Personen: 3, erlaubt: 2).",
  },
  "same-customer": {
    raises: { sameCustomer: true },
    spares: { sameCustomer: false },
    points: "decline",
    outcome: "decline",
    family: "same-person",
    en: "Advocate and friend are the same customer.",
    de: "Empfehlende und Geworbene sind dasselbe Kundenkonto.",
  },
  "possible-same-person": {
    raises: { possibleSamePerson: true },
    spares: { possibleSamePerson: false },
    points: 40,
    outcome: "review",
    family: "same-person",
    en: "Advocate and friend may be one person: staff have not decided yet.",
    de: "Empfehlende und Geworbene könnten ein und dieselbe Person sein: darüber wurde noch nicht entschieden.",
  },
  "same-device": {
    raises: { sameDevice: true },
    spares: { sameDevice: false },
    points: 40,
    outcome: "review",
    family: "same-person",
    en: "The offer was claimed on the advocate's own device.",
    de: "Das Angebot wurde auf dem Gerät der Empfehlenden angenommen.",
  },
  "same-email": {
    raises: { sameEmail: true },
    spares: { sameEmail: false },
    points: "decline",
    outcome: "decline",
    family: "same-person",
    en: "Advocate and friend use the same e-mail address, perhaps spelled differently.",
    de: "Empfehlende und Geworbene nutzen dieselbe E-Mail-Adresse, womöglich in anderer Schreibweise.",
  },
  "same-ip-and-agent": {
    raises: { sameIpAndUserAgent: true },
    spares: { sameIpAndUserAgent: false },
    points: 15,
    outcome: "pay",
    family: "same-person",
    en: "Advocate and friend came from the same network with the same kind of browser.",
    de: "Empfehlende und Geworbene kamen aus demselben Netz mit dem gleichen Browser.",
  },
  "same-payment": {
    raises: { samePaymentFingerprint: true },
    spares: { samePaymentFingerprint: false },
    points: 70,
    outcome: "decline",
    family: "same-person",
    en: "Advocate and friend paid with the same means of payment.",
    de: "Empfehlende und Geworbene haben mit demselben Zahlungsmittel bezahlt.",
  },
  "same-payout-account": {
    raises: { samePayoutAccount: true },
    spares: { samePayoutAccount: false },
    points: "decline",
    outcome: "decline",
    family: "same-person",
    en: "Advocate and friend are paid to the same account.",
    de: "Auszahlungen an Empfehlende und Geworbene gehen auf dasselbe Konto.",
  },
  "same-phone": {
    raises: { samePhone: true },
    spares: { samePhone: false },
    points: "decline",
    outcome: "decline",
    family: "same-person",
    en: "Advocate and friend gave the same phone number.",
    de: "Empfehlende und Geworbene haben dieselbe Telefonnummer angegeben.",
  },
  "strangers-burst": {
    raises: { codeExposure: { ...exposed, strangersLastHour: 11 } },
    spares: { codeExposure: { ...exposed, strangersLastHour: 10 } },
    points: 40,
    outcome: "review",
    family: "public-code",
    figures: { strangers: 11, allowed: 10 },
    en: "In one hour 11 people used this code without opening its link; up to 10 is usual.",
    de: "In einer Stunde haben 11 Personen diesen Code genutzt, ohne den Link zu öffnen; üblich sind höchstens 10.",
  },
  "undue-benefit": {
    raises: { undueBenefit: true },
    spares: { undueBenefit: false },
    points: 40,
    outcome: "review",
    family: "unusual",
    en: "The order carries a friend's discount that was not meant for it.",
    de: "Die Bestellung enthält einen Rabatt für Geworbene, der nicht für sie gedacht war.",
  },
};

const ids = trustSignals.map(({ id }) => id);
const weight = { decline: 100, refuse: 200 };

describe("the signals", () => {
  it("stand by id, each once", () => {
    expect(ids).toEqual([...new Set(ids)].sort());
    expect(ids).toEqual(Object.keys(cases).sort());
  });

  it.each(ids)("%s is raised alone at its boundary, with its points and figures", (id) => {
    const { raises, points, outcome, figures } = cases[id];
    const score = typeof points === "number" ? points : weight[points];
    expect(judge({ ...nothingSuspicious, ...raises })).toEqual({
      outcome,
      score,
      signals: [figures ? { id, points: score, figures } : { id, points: score }],
    });
  });

  it.each(ids)("%s is not raised just before its boundary", (id) => {
    expect(judge({ ...nothingSuspicious, ...cases[id].spares }).signals).toEqual([]);
  });

  it.each(ids)("%s has its default points and its family", (id) => {
    expect(trustDefaults.points[id]).toBe(cases[id].points);
    expect(trustSignals.find((signal) => signal.id === id)?.family).toBe(cases[id].family);
  });

  it.each(ids)("%s is said in English and in German", (id) => {
    const verdict = judge({ ...nothingSuspicious, ...cases[id].raises });
    expect(trustSentences(verdict, "en").signals[0]?.sentence).toBe(cases[id].en);
    expect(trustSentences(verdict, "de-AT").signals[0]?.sentence).toBe(cases[id].de);
  });
});

describe("figures at their edge", () => {
  const found = (facts: Partial<TrustFacts>) => judge({ ...nothingSuspicious, ...facts }).signals;

  it("takes an order before its click for an instant one, as two clocks differ", () => {
    expect(found({ clickToOrderSeconds: -3 })[0]?.figures).toEqual({ seconds: 0, least: 60 });
    expect(found({ clickToOrderSeconds: 0 })[0]?.id).toBe("quick-order");
  });

  it("knows nothing of a click that was not recorded", () => {
    expect(found({ clickToOrderSeconds: null })).toEqual([]);
  });

  it("compares with no average, or with one of nothing, never", () => {
    expect(found({ orderValue: 1_000_000n, averageOrderValue: null })).toEqual([]);
    expect(found({ orderValue: 1_000_000n, averageOrderValue: 0n })).toEqual([]);
    expect(found({ orderValue: 10n, averageOrderValue: 1n })[0]?.figures).toEqual({ times: 10 });
  });

  it("says how many whole times the average an order is worth", () => {
    expect(found({ orderValue: 12_999n, averageOrderValue: 1000n })[0]?.figures).toEqual({ times: 12 });
  });
});
