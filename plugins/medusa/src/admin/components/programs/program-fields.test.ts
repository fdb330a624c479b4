import type { DefinitionJson } from "../../program-queries";
import {
  amountsText,
  definitionFrom,
  fieldsOf,
  newFieldsOf,
  type ProgramFields,
  readAmounts,
  shownFields,
} from "./program-fields";

const definition: DefinitionJson = {
  id: "friends",
  friend: { type: "percentage", percent: 15 },
  rewards: [
    {
      id: "order",
      side: "advocate",
      kind: "discount-code",
      trigger: { on: "order" },
      amount: { type: "fixed", amounts: { eur: "10.00" } },
    },
    {
      id: "third",
      side: "advocate",
      kind: "points",
      trigger: { on: "milestone" },
      amount: { type: "units" },
    },
  ],
  conditions: [
    { type: "new-customer" },
    { type: "minimum-order", amounts: { eur: "15.00", jpy: "2000" } },
    { type: "captured" },
    { type: "fulfilled" },
  ],
  attributionWindowDays: 30,
  holdDays: 14,
  holdFrom: "delivered",
  startsAt: "2026-12-01T09:00:00Z",
};

it("keeps all of a definition where nothing was typed", () => {
  const { definition: same, problems } = definitionFrom(definition, fieldsOf(definition));
  expect(problems).toEqual({});
  expect(same).toEqual({ ...definition, combination: "stack" });
});

it("changes what was typed and keeps rules and conditions that the form does not show", () => {
  const typed = {
    ...fieldsOf(definition),
    friendType: "fixed" as const,
    friendAmounts: "5,50 eur; 6 USD",
    advocate: "12.00 EUR",
    minimum: "",
    newCustomer: false,
    captured: false,
    startsAt: "",
    endsAt: "2027-01-31",
  };
  const { definition: changed } = definitionFrom(definition, typed);
  expect(changed).toMatchObject({
    friend: { type: "fixed", amounts: { eur: "5.50", usd: "6" } },
    conditions: [{ type: "fulfilled" }],
    endsAt: "2027-01-31",
  });
  expect(changed).not.toHaveProperty("startsAt");
  expect(changed?.rewards.map(({ amount }) => amount)).toEqual([
    { type: "fixed", amounts: { eur: "12.00" } },
    { type: "units" },
  ]);
});

it.each<[string, Partial<ProgramFields>, object]>([
  [
    "a code",
    { advocateKind: "code", advocate: "8.00 EUR" },
    { kind: "discount-code", amount: { type: "fixed", amounts: { eur: "8.00" } } },
  ],
  [
    "a commission",
    { advocateKind: "commission", advocatePercent: "5" },
    { kind: "discount-code", amount: { type: "percentage", percent: 5 } },
  ],
  [
    "store credit",
    { advocateKind: "store-credit", advocate: "8.00 EUR" },
    { kind: "store-credit", amount: { type: "fixed", amounts: { eur: "8.00" } } },
  ],
  [
    "points",
    { advocateKind: "points", advocateCount: "120" },
    { kind: "points", amount: { type: "units", count: 120 } },
  ],
  [
    "a free product",
    { advocateKind: "free-product", advocateCount: "1", advocateProduct: " mug " },
    { kind: "free-product", amount: { type: "units", count: 1, item: "mug" } },
  ],
  [
    "a payout",
    { advocateKind: "payout", advocate: "8.00 EUR" },
    { kind: "payout", amount: { type: "fixed", amounts: { eur: "8.00" } } },
  ],
])("makes the advocate's reward %s, and reads it back", (_, typed, promise) => {
  const { definition: made, problems } = definitionFrom(definition, { ...fieldsOf(definition), ...typed });
  expect(problems).toEqual({});
  expect(made?.rewards[0]).toEqual({ id: "order", side: "advocate", trigger: { on: "order" }, ...promise });
  const again = definitionFrom(made as DefinitionJson, fieldsOf(made as DefinitionJson));
  expect(again.definition).toEqual(made);
});

it("begins a new program with nothing earned before the order is paid", () => {
  const careless = { ...definition, conditions: [] };
  expect(newFieldsOf(careless)).toMatchObject({ id: "", captured: true });
  const made = definitionFrom(careless, { ...newFieldsOf(careless), id: "new" });
  expect(made.definition?.conditions).toEqual([{ type: "captured" }]);
});

it("leaves a reward alone that it cannot show", () => {
  const tiers = { ...definition, rewards: [{ ...definition.rewards[0], amount: { type: "tiers" } }] };
  const shown = tiers as DefinitionJson;
  expect(definitionFrom(shown, fieldsOf(shown)).definition?.rewards).toEqual(shown.rewards);
});

it("says which field cannot be read, and makes no definition of it", () => {
  const typed = { ...fieldsOf(definition), hold: "two", advocate: "ten euro" };
  expect(definitionFrom(definition, typed)).toEqual({
    definition: null,
    problems: { hold: "badNumber", advocate: "badAmounts" },
  });
});

it.each(["", "10.00 EUR", "10.00 EUR, 1500 JPY"])("reads back the amounts it wrote: %s", (text) => {
  expect(amountsText(readAmounts(text) ?? {})).toBe(text);
});

it("shows the fields that the chosen kinds ask for", () => {
  const fields = fieldsOf(definition);
  const shown = [...shownFields({ ...fields, advocateKind: "points" }, definition, false)];
  expect(shown).toEqual(expect.arrayContaining(["friendPercent", "advocateCount", "hold"]));
  for (const name of ["id", "friendAmounts", "advocate", "advocateProduct"])
    expect(shown).not.toContain(name);
  const tiers = { ...definition, rewards: definition.rewards.slice(1) };
  expect([...shownFields(fields, tiers, true)]).not.toContain("advocateKind");
  expect([...shownFields(fields, tiers, true)]).toContain("id");
});
