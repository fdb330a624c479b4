import { type TermsLocale, termsLocaleOf } from "@goodword/core";

export interface SamePersonWords {
  readonly heading: string;
  readonly why: string;
  readonly label: string;
  readonly hint: string;
  readonly submit: string;
  readonly otherwise: string;
  readonly error: string;
  readonly wrong: (triesLeft: number) => string;
  readonly done: { readonly heading: string; readonly text: (shop: string) => string };
  readonly gone: { readonly heading: string; readonly text: (shop: string) => string };
  readonly unreadable: { readonly heading: string; readonly text: string };
  readonly tooMany: { readonly heading: string; readonly text: (minutes: number) => string };
  readonly unavailable: { readonly heading: string; readonly text: string };
}

const en: SamePersonWords = {
  heading: "Are two addresses yours?",
  why: "A number was sent to the other address. If that address is yours too, type the number here. Your link, rewards and codes are then put together.",
  label: "Number from the other mail",
  hint: "Eight digits",
  submit: "Both addresses are mine",
  otherwise: "If the other address is not yours, close this page: nothing changes.",
  error: "Error",
  wrong: (left) =>
    `This is not the number in the other mail. Please look once more. ${left === 1 ? "One try is" : `${left} tries are`} left.`,
  done: {
    heading: "Thank you",
    text: (shop) => `${shop} knows both addresses as yours now. Your link, rewards and codes are together.`,
  },
  gone: {
    heading: "This link does not work",
    text: (shop) =>
      `It may be older than a week, used already, or a newer mail took its place. If both addresses are yours, please write to ${shop}.`,
  },
  unreadable: {
    heading: "This link is not complete",
    text: "Please open it from the mail once more, or copy it whole.",
  },
  tooMany: {
    heading: "Please wait a little",
    text: (minutes) =>
      `Too many tries came from your network, perhaps from others who share it. Nothing is lost: please open the link from the mail again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`,
  },
  unavailable: {
    heading: "This page cannot be shown right now",
    text: "Nothing is lost: please open the link again in a minute.",
  },
};

const de: SamePersonWords = {
  heading: "Gehören dir zwei Adressen?",
  why: "An die andere Adresse ging eine Nummer. Wenn auch diese Adresse dir gehört, gib die Nummer hier ein. Dein Link, deine Prämien und deine Codes werden dann zusammengelegt.",
  label: "Nummer aus der anderen Mail",
  hint: "Acht Ziffern",
  submit: "Beide Adressen gehören mir",
  otherwise: "Wenn die andere Adresse nicht deine ist, schließ diese Seite: Es ändert sich nichts.",
  error: "Fehler",
  wrong: (left) =>
    `Das ist nicht die Nummer aus der anderen Mail. Bitte sieh noch einmal nach. ${left === 1 ? "Ein Versuch bleibt" : `${left} Versuche bleiben`} dir.`,
  done: {
    heading: "Danke",
    text: (shop) =>
      `${shop} weiß jetzt, dass beide Adressen dir gehören. Dein Link, deine Prämien und deine Codes sind beisammen.`,
  },
  gone: {
    heading: "Dieser Link geht nicht",
    text: (shop) =>
      `Vielleicht ist er älter als eine Woche oder schon benutzt, oder es gibt eine neuere Mail. Wenn beide Adressen dir gehören, schreib bitte an ${shop}.`,
  },
  unreadable: {
    heading: "Dieser Link ist nicht vollständig",
    text: "Öffne ihn bitte noch einmal aus der Mail oder kopiere ihn ganz.",
  },
  tooMany: {
    heading: "Bitte warte einen Moment",
    text: (minutes) =>
      `Aus deinem Netz kamen zu viele Versuche, vielleicht von anderen, die es mit dir teilen. Nichts ist verloren: Öffne den Link aus der Mail bitte in ${minutes === 1 ? "einer Minute" : `${minutes} Minuten`} noch einmal.`,
  },
  unavailable: {
    heading: "Diese Seite lässt sich gerade nicht zeigen",
    text: "Nichts ist verloren: Öffne den Link bitte in einer Minute noch einmal.",
  },
};

const words: Record<TermsLocale, SamePersonWords> = { en, de };

/** The page's words for a BCP 47 tag or an `Accept-Language`, with the language they are in. */
export function samePersonWords(wanted: string): {
  readonly lang: TermsLocale;
  readonly words: SamePersonWords;
} {
  const tags = wanted.slice(0, 200).split(",");
  const lang =
    tags.map((tag) => termsLocaleOf(tag.split(";")[0]?.trim() ?? "")).find((one) => one !== null) ?? "en";
  return { lang, words: words[lang] };
}
