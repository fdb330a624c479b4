import { type TermsLocale, termsLocaleOf } from "../locale";
import type { SignalFamily, TrustSignal } from "../trust/signal";
import { trustSignals } from "../trust/signals";
import { paidForClicks } from "../trust/signals/paid-for-clicks";
import type { CountedSignal, TrustOutcome, TrustVerdict } from "../trust/verdict";

export interface SaidVerdict {
  /** The outcome, the score and the strongest signal, in one sentence. */
  readonly sentence: string;
  readonly signals: readonly {
    readonly id: CountedSignal["id"];
    readonly points: number;
    readonly sentence: string;
  }[];
}

/** What the advocate may be told of an order that did not pay at once. */
export interface ShopperReason {
  readonly sentence: string;
  /** The way to a human look; null where there is nothing to ask for. */
  readonly appeal: string | null;
}

interface Words {
  readonly outcomes: Readonly<Record<TrustOutcome, string>>;
  readonly nothingFound: string;
  /** For a signal of an older or newer version than this one. */
  readonly unknownSignal: string;
  readonly inReview: string;
  readonly declined: Readonly<Record<SignalFamily, string>>;
  readonly appeal: string;
}

const words: Record<TermsLocale, Words> = {
  en: {
    outcomes: {
      pay: "Pays after the hold (score {score})",
      review: "Waits for a person's review (score {score})",
      decline: "Declined (score {score})",
      refuse: "Refused by a rule (score {score})",
    },
    nothingFound: "nothing speaks against it.",
    unknownSignal: "A signal this version does not know ({id}).",
    inReview: "We are taking a closer look at this order. A person decides; you need not do anything.",
    declined: {
      loop: "There is no reward for this order: the two of you are already linked by an earlier recommendation.",
      "same-person":
        "There is no reward for this order: rewards are for recommending us to someone else, and we could not tell that this was so.",
      "known-customer": "There is no reward for this order: the offer is for people who are new to us.",
      "public-code":
        "There is no reward for this order: rewards are for personal recommendations, and this one seems to have come another way.",
      unusual: "There is no reward for this order: it did not look like a personal recommendation to us.",
    },
    appeal: "Do you see it differently? Tell us, and a person will look at it.",
  },
  de: {
    outcomes: {
      pay: "Wird nach der Wartezeit ausgezahlt (Punkte: {score})",
      review: "Wartet auf die Prüfung durch einen Menschen (Punkte: {score})",
      decline: "Abgelehnt (Punkte: {score})",
      refuse: "Nach einer Regel ausgeschlossen (Punkte: {score})",
    },
    nothingFound: "nichts spricht dagegen.",
    unknownSignal: "Ein Hinweis, den diese Version nicht kennt ({id}).",
    inReview: "Wir sehen uns diese Bestellung genauer an. Ein Mensch entscheidet; du musst nichts tun.",
    declined: {
      loop: "Für diese Bestellung gibt es keine Prämie: Ihr seid schon durch eine frühere Empfehlung verbunden.",
      "same-person":
        "Für diese Bestellung gibt es keine Prämie: Belohnt wird, wer uns anderen empfiehlt, und das konnten wir hier nicht erkennen.",
      "known-customer":
        "Für diese Bestellung gibt es keine Prämie: Das Angebot gilt für alle, die neu bei uns sind.",
      "public-code":
        "Für diese Bestellung gibt es keine Prämie: Belohnt werden persönliche Empfehlungen, und diese scheint anders zustande gekommen zu sein.",
      unusual:
        "Für diese Bestellung gibt es keine Prämie: Sie sah für uns nicht nach einer persönlichen Empfehlung aus.",
    },
    appeal: "Siehst du das anders? Schreib uns, dann sieht es sich ein Mensch an.",
  },
};

/** Of equally strong signals the shopper hears of the one they can make most of. */
const families: readonly SignalFamily[] = ["loop", "same-person", "known-customer", "public-code", "unusual"];

/** A verdict in the reader's locale, for staff; English where there are no words for it. Pure. */
export function trustSentences(verdict: TrustVerdict, locale: string): SaidVerdict {
  const language = termsLocaleOf(locale) ?? "en";
  const { outcomes, nothingFound } = words[language];
  const signals = verdict.signals.map((signal) => ({
    id: signal.id,
    points: signal.points,
    sentence: saySignal(signal, language),
  }));
  const outcome = fill(outcomes[verdict.outcome], { score: verdict.score });
  return { sentence: `${outcome}: ${signals[0]?.sentence ?? nothingFound}`, signals };
}

/**
 * What to tell the advocate, and how they may ask for a human look; null when the order pays. Pure. It names
 * a family of signals and never the trace, which would teach how to leave none.
 */
export function shopperReason(verdict: TrustVerdict, locale: string): ShopperReason | null {
  const said = words[termsLocaleOf(locale) ?? "en"];
  if (verdict.outcome === "pay") return null;
  if (verdict.outcome === "review") return { sentence: said.inReview, appeal: null };
  const strongest = verdict.signals.filter(({ points }) => points === verdict.signals[0]?.points);
  const found = strongest.map(({ id }) => signalOf(id)?.family);
  const family = families.find((family) => found.includes(family)) ?? "unusual";
  return {
    sentence: said.declined[family],
    appeal: verdict.outcome === "decline" ? said.appeal : null,
  };
}

function saySignal({ id, figures = {} }: CountedSignal, language: TermsLocale): string {
  const signal = signalOf(id);
  return signal ? fill(signal.sentences[language], figures) : fill(words[language].unknownSignal, { id });
}

function signalOf(id: CountedSignal["id"]): Pick<TrustSignal, "family" | "sentences"> | undefined {
  return [...trustSignals, paidForClicks].find((signal) => signal.id === id);
}

function fill(template: string, values: Readonly<Record<string, number | string>>): string {
  return template.replace(/\{(\w+)\}/g, (field, name: string) => String(values[name] ?? field));
}
