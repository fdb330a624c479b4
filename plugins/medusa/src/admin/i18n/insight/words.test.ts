import { measureNames, measures } from "@goodword/core";
import { insightDe } from "./de";
import { insightEn } from "./en";

it.each(measureNames)("the admin explains %s in the measure's own words", (name) => {
  expect(insightEn.measure[name].means).toBe(measures[name].definition);
});

it("names every measure, in German too, and no other", () => {
  expect(Object.keys(insightEn.measure)).toEqual(measureNames);
  expect(Object.keys(insightDe.measure)).toEqual(measureNames);
});

it("says in German what it says in English, with the same numbers in it", () => {
  const gaps = (words: object): string[] =>
    Object.entries(words).flatMap(([key, text]) =>
      typeof text === "string"
        ? [`${key} ${(text.match(/\{\{\w+\}\}/g) ?? []).sort().join(" ")}`]
        : gaps(text).map((gap) => `${key}.${gap}`),
    );
  expect(gaps(insightDe)).toEqual(gaps(insightEn));
});
