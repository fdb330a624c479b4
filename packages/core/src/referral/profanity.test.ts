import { harmlessWords, profaneWords } from "./profane-words";
import { readsProfane } from "./profanity";

describe("a profane code", () => {
  it.each([
    "FUCK",
    "fuck",
    "BIG-FUCK-10",
    "FVCK",
    "SH1T",
    "5H17",
    "B00B",
    "8OOB",
    "NI99ER",
    "S1UT",
    "A55",
    "717S",
    "A-FUK",
    "TW4T",
    "F-U-C-K",
    "F-UCK",
    "FUC-K",
    "FU-CK",
    "PUTA10",
    "10PUTA",
    "P1MMEL",
    "ABO-SHIT",
  ])("%s is refused", (code) => {
    expect(readsProfane(code)).toBe(true);
  });

  it.each([
    ["German", ["ARSCHLOCH", "HURENSOHN", "SCHEISSE", "NAZI", "H1TLER"]],
    ["Spanish", ["PUTA", "MIERDA", "GILIPOLLAS"]],
    ["French", ["MERDE", "PUTAIN", "CONNARD"]],
    ["Italian", ["CAZZO", "VAFFANCULO", "STRONZO"]],
    ["Dutch", ["KUT", "KLOOTZAK", "NEUKEN"]],
    ["Polish", ["KURWA", "CHUJ", "PIERDOLE"]],
    ["Portuguese", ["CARALHO", "FODA-SE", "PORRA"]],
    ["Swedish", ["KUK", "FITTA", "KNULLA"]],
  ])("is refused in %s", (_, words) => {
    expect(words.filter((word) => !readsProfane(word))).toEqual([]);
  });

  it.each([
    "SCUNTHORPE",
    "CLASSIC",
    "DICKENS",
    "CUMULUS",
    "ESSEX",
    "THERAPIST",
    "GRAPES",
    "ANALYSE",
    "COCKTAIL",
    "MASSAGE",
    "MARSCH",
    "REPUTATION",
    "UNIQUE",
    "DEPUTE",
    "VEN-CON-AMIGO",
    "ABO-20",
    "KUNG-FU",
    "AS-SEEN-ON-TV",
    "PLAN-B",
    "TOP-5-HIT",
    "SAVE-455",
    "455",
    "BLACK-FRIDAY-25",
    "FRIEND",
    "",
  ])("%j is none", (code) => {
    expect(readsProfane(code)).toBe(false);
  });

  it("is every word of the list, and no word that is known to be harmless", () => {
    const plain = profaneWords.map((word) => word.replaceAll("|", ""));
    expect(plain.filter((word) => !/^[a-z]{3,}$/.test(word) || !readsProfane(word))).toEqual([]);
    expect(harmlessWords.filter((word) => !/^[a-z]{4,}$/.test(word) || readsProfane(word))).toEqual([]);
  });

  it("is a whole word where the list draws a border, and part of one where it draws none", () => {
    for (const word of profaneWords) {
      const plain = word.replaceAll("|", "");
      // `w` and `q` around a word make no other word of any list.
      expect([word, readsProfane(`wq${plain}`)]).toEqual([word, !word.startsWith("|")]);
      expect([word, readsProfane(`${plain}qw`)]).toEqual([word, !word.endsWith("|")]);
    }
  });
});
