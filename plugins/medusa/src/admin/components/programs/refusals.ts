import type { programEn } from "../../i18n/insight/program-en";
import type { DefinitionJson, ProblemJson } from "../../program-queries";
import { type FieldName, mainRule } from "./program-fields";

type Sentence = keyof typeof programEn.refused;

export interface Refusal {
  readonly name: FieldName;
  /** Ours, in the dashboard's language; null where only the engine's own words tell it. */
  readonly sentence: Sentence | null;
}

const value = (sentence: Sentence) => ({ GW_PROGRAM_VALUE: sentence, GW_PROGRAM_FIELD_MISSING: sentence });

/** Paths of the program's check, its main rule as `main`. */
const places: readonly [path: RegExp, name: FieldName, sentences: Readonly<Record<string, Sentence>>][] = [
  [/^id$/, "id", { ...value("id"), GW_PROGRAM_ENDED: "ended" }],
  [/^friend\.percent$/, "friendPercent", value("percent")],
  [/^friend\.amounts/, "friendAmounts", value("amounts")],
  [/^combination$/, "combination", {}],
  [/^main\.kind$/, "advocateKind", { GW_PROGRAM_KIND: "kind" }],
  [/^main\.amount\.percent$/, "advocatePercent", value("percent")],
  [/^main\.amount\.count$/, "advocateCount", value("count")],
  [/^main\.amount\.item$/, "advocateProduct", value("product")],
  [/^main\.amount\.amounts/, "advocate", value("amounts")],
  [/^rewards$/, "advocate", { GW_PROGRAM_CONTRADICTION: "currencies" }],
  [/^conditions\[\d+\]\.amounts/, "minimum", value("amounts")],
  [/^attributionWindowDays$/, "window", value("window")],
  [/^holdDays$/, "hold", value("hold")],
  [/^holdFrom$/, "holdFrom", {}],
  [/^startsAt$/, "startsAt", {}],
  [/^endsAt$/, "endsAt", value("endsAt")],
];

/** Where on the form a refusal of the engine's belongs; null where the form edits nothing of the kind. */
export function refusalOf({ field, code }: ProblemJson, base: DefinitionJson): Refusal | null {
  const rule = mainRule(base);
  const path = rule === null ? field : field.replace(`rewards[${base.rewards.indexOf(rule)}].`, "main.");
  const [, name, sentences] = places.find(([shape]) => shape.test(path)) ?? [];
  return name === undefined ? null : { name, sentence: sentences?.[code] ?? null };
}
