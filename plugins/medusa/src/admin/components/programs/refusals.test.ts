import { checkProgram } from "@goodword/core";
import { programDe } from "../../i18n/insight/program-de";
import { programEn } from "../../i18n/insight/program-en";
import type { DefinitionJson, ProblemJson } from "../../program-queries";
import { definitionFrom, fieldsOf, type ProgramFields } from "./program-fields";
import { refusalOf } from "./refusals";

const base: DefinitionJson = {
  id: "friends",
  shopName: "Mugs",
  landingUrl: "https://shop.example/welcome",
  shareUrl: "https://shop.example/go",
  codeWord: "FRIEND",
  friend: { type: "percentage", percent: 15 },
  rewards: [
    {
      id: "order",
      side: "advocate",
      kind: "discount-code",
      trigger: { on: "order" },
      amount: { type: "fixed", amounts: { eur: "10.00" } },
    },
  ],
  conditions: [],
  attributionWindowDays: 30,
  holdDays: 14,
};
const sides = { friendType: "fixed", friendAmounts: "5.00 EUR" } as const;

/** What the engine says to a form with these typed into it. */
function refusalsOf(typed: Partial<ProgramFields>): readonly ProblemJson[] {
  const { definition, problems } = definitionFrom(base, { ...fieldsOf(base), ...typed });
  expect(problems).toEqual({});
  return checkProgram(definition, { kinds: ["discount-code", "points", "free-product"] });
}

const numbers = (text: string) => (text.replace(/(?<=\d)[.,](?=\d{3})/g, "").match(/\d+/g) ?? []).sort();

it("is refused nothing as it stands", () => {
  expect(refusalsOf({})).toEqual([]);
});

it.each<[Partial<ProgramFields>, name: string, sentence: keyof typeof programEn.refused]>([
  [{ id: "Best friends" }, "id", "id"],
  [{ friendType: "percentage", friendPercent: "101" }, "friendPercent", "percent"],
  [{ ...sides, friendAmounts: "" }, "friendAmounts", "amounts"],
  [{ ...sides, friendAmounts: "5.001 EUR" }, "friendAmounts", "amounts"],
  [{ advocate: "0 EUR" }, "advocate", "amounts"],
  [{ advocate: "10.00 XQQ" }, "advocate", "amounts"],
  [{ ...sides, advocate: "10.00 USD" }, "advocate", "currencies"],
  [{ advocateKind: "payout" }, "advocateKind", "kind"],
  [{ advocateKind: "commission", advocatePercent: "0" }, "advocatePercent", "percent"],
  [{ advocateKind: "points", advocateCount: "0" }, "advocateCount", "count"],
  [{ advocateKind: "free-product", advocateCount: "1", advocateProduct: " " }, "advocateProduct", "product"],
  [{ minimum: "1.5 JPY" }, "minimum", "amounts"],
  [{ window: "0" }, "window", "window"],
  [{ hold: "366" }, "hold", "hold"],
  [{ startsAt: "2026-12-02", endsAt: "2026-12-01" }, "endsAt", "endsAt"],
])("tells at its field, and in the engine's own figures, what is wrong with %j", (typed, name, sentence) => {
  const [refused, ...others] = refusalsOf(typed);
  expect(others).toEqual([]);
  expect(refusalOf(refused as ProblemJson, base)).toEqual({ name, sentence });
  const [expected = ""] = (refused?.message ?? "").split(", got");
  if (["id", "percent", "count", "window", "hold"].includes(sentence)) {
    for (const { refused: words } of [programEn, programDe]) {
      expect(numbers(words[sentence])).toEqual(numbers(expected.replace(/^[^:]+:/, "")));
    }
  }
});

it("has no place for what the form does not edit, such as another rule", () => {
  const at = (field: string, code = "GW_PROGRAM_VALUE") => refusalOf({ field, code, message: "" }, base);
  expect(at("shopName")).toBeNull();
  expect(at("rewards[1].amount.amounts.eur")).toBeNull();
  expect(at("holdFrom")).toEqual({ name: "holdFrom", sentence: null });
  expect(at("id", "GW_PROGRAM_ENDED")).toEqual({ name: "id", sentence: "ended" });
});
