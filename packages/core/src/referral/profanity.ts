import {
  DataSet,
  englishDataset,
  englishRecommendedTransformers,
  parseRawPattern,
  RegExpMatcher,
  resolveLeetSpeakTransformer,
  toAsciiLowerCaseTransformer,
} from "obscenity";
import { harmlessWords, profaneWords } from "./profane-words";

const inEnglish = new DataSet<{ originalWord: string }>()
  .addAll(englishDataset)
  // In German, Dutch and Swedish shops an "Abo" is a subscription.
  .removePhrasesIf((phrase) => phrase.metadata?.originalWord === "abo")
  .addPhrase((phrase) => harmlessWords.reduce((known, word) => known.addWhitelistedTerm(word), phrase))
  .build();

const matchers = [
  new RegExpMatcher({
    ...inEnglish,
    ...englishRecommendedTransformers,
  }),
  new RegExpMatcher({
    blacklistedTerms: profaneWords.map((word, id) => ({ id, pattern: parseRawPattern(word) })),
    blacklistMatcherTransformers: [resolveLeetSpeakTransformer(), toAsciiLowerCaseTransformer()],
  }),
];

/** Each of the same length as the text: a digit as the letter it looks like, or as a border between words. */
const readings: readonly ((text: string) => string)[] = [
  (text) => text.replaceAll("8", "B").replaceAll("9", "G"),
  (text) => text.replaceAll("1", "L"),
  (text) => text.replace(/\d/g, "-"),
];

/**
 * Whether a code (letters, digits and dashes) would read as profane in one of the languages of the list, in
 * leet spelling (`SH1T`) or spaced out (`F-U-C-K`) too. Digits alone are never a word.
 */
export function readsProfane(text: string): boolean {
  const code = text.toUpperCase();
  const closed = code.replace(/(?<=\b[A-Z])-|-(?=[A-Z]\b)/g, "");
  return [code, closed].some((written) =>
    readings.some((read) =>
      matchers.some((matcher) =>
        matcher
          .getAllMatches(read(written))
          .some(({ startIndex, endIndex }) => /[A-Z]/.test(written.slice(startIndex, endIndex + 1))),
      ),
    ),
  );
}
