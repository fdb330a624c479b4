import { promptsDe } from "../prompts/de";
import { promptsEn } from "../prompts/en";
import { peopleDe } from "./de";
import { peopleEn } from "./en";

it.each([
  ["people", peopleEn, peopleDe],
  ["prompts", promptsEn, promptsDe],
])("says of %s in German what it says in English, with the same figures in it", (_, en, de) => {
  const gaps = (words: object): string[] =>
    Object.entries(words).flatMap(([key, text]) =>
      typeof text === "string"
        ? [`${key} ${(text.match(/\{+\w+\}+/g) ?? []).sort().join(" ")}`]
        : gaps(text).map((gap) => `${key}.${gap}`),
    );
  expect(gaps(de)).toEqual(gaps(en));
});
