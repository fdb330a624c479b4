import { peopleDe } from "./de";
import { peopleEn } from "./en";

it("says in German what it says in English, with the same figures in it", () => {
  const gaps = (words: object): string[] =>
    Object.entries(words).flatMap(([key, text]) =>
      typeof text === "string"
        ? [`${key} ${(text.match(/\{\{\w+\}\}/g) ?? []).sort().join(" ")}`]
        : gaps(text).map((gap) => `${key}.${gap}`),
    );
  expect(gaps(peopleDe)).toEqual(gaps(peopleEn));
});
