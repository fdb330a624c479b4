import type { DefinitionJson } from "../../program-queries";

/** What an advocate may be given, as the form offers it. */
export const advocateKinds = [
  "code",
  "commission",
  "store-credit",
  "points",
  "free-product",
  "payout",
] as const;
export type AdvocateKind = (typeof advocateKinds)[number];

/** What the form holds: texts as they are typed. */
export interface ProgramFields {
  readonly id: string;
  readonly friendType: "percentage" | "fixed";
  readonly friendPercent: string;
  readonly friendAmounts: string;
  readonly advocateKind: AdvocateKind;
  /** Of the kinds that are worth an amount. */
  readonly advocate: string;
  readonly advocatePercent: string;
  /** Points, or pieces. */
  readonly advocateCount: string;
  /** What is free: the id or SKU of a variant, or the id or handle of a product. */
  readonly advocateProduct: string;
  readonly combination: "stack" | "best";
  readonly newCustomer: boolean;
  readonly minimum: string;
  /** Whether an order counts once its payment is captured, not as soon as it is placed. */
  readonly captured: boolean;
  readonly window: string;
  readonly hold: string;
  readonly holdFrom: "placed" | "captured" | "fulfilled" | "delivered";
  readonly startsAt: string;
  readonly endsAt: string;
}

/** What a new program begins with, made after another: a name of its own, and nothing earned before it is paid for. */
export function newFieldsOf(base: DefinitionJson): ProgramFields {
  return { ...fieldsOf(base), id: "", captured: true };
}

export type FieldName = keyof ProgramFields;
export type FieldProblem = "badAmounts" | "badNumber";
type Amounts = Readonly<Record<string, string>>;

/** `10.00 EUR, 9.00 USD` */
export function amountsText(amounts: Amounts | undefined): string {
  return Object.entries(amounts ?? {})
    .map(([currency, amount]) => `${amount} ${currency.toUpperCase()}`)
    .join(", ");
}

/** Null where it cannot be read as amounts. */
export function readAmounts(text: string): Amounts | null {
  const parts = text
    .split(/[,;]\s+|[,;]$/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const read = parts.map((part) => /^(\d+(?:[.,]\d+)?)\s*([A-Za-z]{3})$/.exec(part));
  if (read.some((found) => found === null)) return null;
  return Object.fromEntries(
    read.map((found) => [(found?.[2] ?? "").toLowerCase(), (found?.[1] ?? "").replace(",", ".")]),
  );
}

/** The rule that the form edits: what an advocate gets for a friend's first order. Null where it is none it knows. */
export function mainRule(definition: DefinitionJson) {
  const rule = definition.rewards.find(({ side, trigger }) => side === "advocate" && trigger.on === "order");
  return rule && kindOf(rule) ? rule : null;
}

type Rule = DefinitionJson["rewards"][number];

function kindOf({ kind, amount }: Rule): AdvocateKind | null {
  const name = kind === "discount-code" && amount.type === "percentage" ? "commission" : kind;
  const shown = name === "discount-code" ? "code" : name;
  const wanted = { commission: "percentage", points: "units", "free-product": "units" }[shown] ?? "fixed";
  return amount.type === wanted ? (advocateKinds.find((known) => known === shown) ?? null) : null;
}

export function fieldsOf(definition: DefinitionJson): ProgramFields {
  const { friend, conditions } = definition;
  const rule = mainRule(definition);
  return {
    id: definition.id,
    friendType: friend?.type ?? "percentage",
    friendPercent: friend?.type === "percentage" ? String(friend.percent) : "",
    friendAmounts: friend?.type === "fixed" ? amountsText(friend.amounts) : "",
    advocateKind: (rule && kindOf(rule)) ?? "code",
    advocate: amountsText(rule?.amount.amounts),
    advocatePercent: String(rule?.amount.percent ?? ""),
    advocateCount: String(rule?.amount.count ?? ""),
    advocateProduct: rule?.amount.item ?? "",
    combination: definition.combination ?? "stack",
    newCustomer: conditions.some(({ type }) => type === "new-customer"),
    minimum: amountsText(conditions.find(({ type }) => type === "minimum-order")?.amounts),
    captured: conditions.some(({ type }) => type === "captured"),
    window: String(definition.attributionWindowDays),
    hold: String(definition.holdDays),
    holdFrom: definition.holdFrom ?? "placed",
    startsAt: definition.startsAt?.slice(0, 10) ?? "",
    endsAt: definition.endsAt?.slice(0, 10) ?? "",
  };
}

/** The definition with what was typed; whatever the form does not show stays. Problems where it cannot be read. */
export function definitionFrom(
  base: DefinitionJson,
  fields: ProgramFields,
): { definition: DefinitionJson | null; problems: Partial<Record<FieldName, FieldProblem>> } {
  const problems: Partial<Record<FieldName, FieldProblem>> = {};
  const amounts = (name: "friendAmounts" | "advocate" | "minimum") => {
    const read = readAmounts(fields[name]);
    if (read === null) problems[name] = "badAmounts";
    return read ?? {};
  };
  const whole = (name: "window" | "hold" | "friendPercent" | "advocatePercent" | "advocateCount") => {
    const text = fields[name].trim().replace(",", ".");
    if (!/^\d+(\.\d+)?$/.test(text)) problems[name] = "badNumber";
    return Number(text);
  };
  const friend: DefinitionJson["friend"] =
    fields.friendType === "percentage"
      ? { type: "percentage", percent: whole("friendPercent") }
      : { type: "fixed", amounts: amounts("friendAmounts") };
  const rule = mainRule(base);
  const promise = (): Pick<Rule, "kind" | "amount"> => {
    const kind = fields.advocateKind;
    switch (kind) {
      case "commission":
        return { kind: "discount-code", amount: { type: "percentage", percent: whole("advocatePercent") } };
      case "points":
        return { kind, amount: { type: "units", count: whole("advocateCount") } };
      case "free-product":
        return {
          kind,
          amount: { type: "units", count: whole("advocateCount"), item: fields.advocateProduct.trim() },
        };
      default: {
        // What else an amount says, such as a cap on it, stays with its kind.
        const kept = rule?.amount.type === "fixed" ? rule.amount : { type: "fixed" };
        return {
          kind: kind === "code" ? "discount-code" : kind,
          amount: { ...kept, amounts: amounts("advocate") },
        };
      }
    }
  };
  const given = rule === null ? {} : promise();
  const minimum = amounts("minimum");
  const onForm = new Set(["new-customer", "minimum-order", "captured"]);
  const others = base.conditions.filter(({ type }) => !onForm.has(type));
  const { startsAt: _starts, endsAt: _ends, ...kept } = base;
  const definition: DefinitionJson = {
    ...kept,
    id: fields.id.trim(),
    friend:
      base.friend === null && fields.friendPercent === "" && fields.friendAmounts === "" ? null : friend,
    combination: fields.combination,
    rewards: base.rewards.map((one) => (one === rule ? { ...one, ...given } : one)),
    conditions: [
      ...(fields.newCustomer ? [{ type: "new-customer" }] : []),
      ...(Object.keys(minimum).length > 0 ? [{ type: "minimum-order", amounts: minimum }] : []),
      ...(fields.captured ? [{ type: "captured" }] : []),
      ...others,
    ],
    attributionWindowDays: whole("window"),
    holdDays: whole("hold"),
    holdFrom: fields.holdFrom,
    ...(fields.startsAt && { startsAt: keepTime(base.startsAt, fields.startsAt) }),
    ...(fields.endsAt && { endsAt: keepTime(base.endsAt, fields.endsAt) }),
  };
  return { definition: Object.keys(problems).length > 0 ? null : definition, problems };
}

/** A moment of the same day stays as precise as it was. */
function keepTime(before: string | undefined, day: string): string {
  return before?.startsWith(day) ? before : day;
}

/** The fields that are on the form now: what a kind does not ask for is not shown. */
export function shownFields(fields: ProgramFields, base: DefinitionJson, isNew: boolean): Set<FieldName> {
  const asked: Record<AdvocateKind, FieldName[]> = {
    code: ["advocate"],
    commission: ["advocatePercent"],
    "store-credit": ["advocate"],
    points: ["advocateCount"],
    "free-product": ["advocateCount", "advocateProduct"],
    payout: ["advocate"],
  };
  return new Set<FieldName>([
    ...(isNew ? (["id"] as const) : []),
    "friendType",
    fields.friendType === "percentage" ? "friendPercent" : "friendAmounts",
    ...(mainRule(base) ? (["advocateKind", ...asked[fields.advocateKind]] as const) : []),
    ...([
      "combination",
      "newCustomer",
      "minimum",
      "captured",
      "window",
      "hold",
      "holdFrom",
      "startsAt",
      "endsAt",
    ] as const),
  ]);
}
