import type { DefinitionJson } from "../../program-queries";

/** What the form holds: texts as they are typed. */
export interface ProgramFields {
  readonly id: string;
  readonly friendType: "percentage" | "fixed";
  readonly friendPercent: string;
  readonly friendAmounts: string;
  readonly advocate: string;
  readonly combination: "stack" | "best";
  readonly newCustomer: boolean;
  readonly minimum: string;
  readonly window: string;
  readonly hold: string;
  readonly holdFrom: "placed" | "captured" | "fulfilled" | "delivered";
  readonly startsAt: string;
  readonly endsAt: string;
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
  return rule?.amount.type === "fixed" ? rule : null;
}

export function fieldsOf(definition: DefinitionJson): ProgramFields {
  const { friend, conditions } = definition;
  return {
    id: definition.id,
    friendType: friend?.type ?? "percentage",
    friendPercent: friend?.type === "percentage" ? String(friend.percent) : "",
    friendAmounts: friend?.type === "fixed" ? amountsText(friend.amounts) : "",
    advocate: amountsText(mainRule(definition)?.amount.amounts),
    combination: definition.combination ?? "stack",
    newCustomer: conditions.some(({ type }) => type === "new-customer"),
    minimum: amountsText(conditions.find(({ type }) => type === "minimum-order")?.amounts),
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
  const whole = (name: "window" | "hold" | "friendPercent") => {
    const text = fields[name].trim().replace(",", ".");
    if (!/^\d+(\.\d+)?$/.test(text)) problems[name] = "badNumber";
    return Number(text);
  };
  const friend: DefinitionJson["friend"] =
    fields.friendType === "percentage"
      ? { type: "percentage", percent: whole("friendPercent") }
      : { type: "fixed", amounts: amounts("friendAmounts") };
  const rule = mainRule(base);
  const given = rule === null ? {} : amounts("advocate");
  const minimum = amounts("minimum");
  const others = base.conditions.filter(({ type }) => type !== "new-customer" && type !== "minimum-order");
  const { startsAt: _starts, endsAt: _ends, ...kept } = base;
  const definition: DefinitionJson = {
    ...kept,
    id: fields.id.trim(),
    friend:
      base.friend === null && fields.friendPercent === "" && fields.friendAmounts === "" ? null : friend,
    combination: fields.combination,
    rewards: base.rewards.map((one) =>
      one === rule ? { ...one, amount: { ...one.amount, amounts: given } } : one,
    ),
    conditions: [
      ...(fields.newCustomer ? [{ type: "new-customer" }] : []),
      ...(Object.keys(minimum).length > 0 ? [{ type: "minimum-order", amounts: minimum }] : []),
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

/** Which field of the form a problem of the program's check belongs to; null where it shows none. */
export function fieldOf(path: string): FieldName | null {
  const known: readonly [RegExp, FieldName][] = [
    [/^id\b/, "id"],
    [/^friend\.percent/, "friendPercent"],
    [/^friend\b/, "friendAmounts"],
    [/^combination/, "combination"],
    [/^rewards\b/, "advocate"],
    [/^conditions\b/, "minimum"],
    [/^attributionWindowDays/, "window"],
    [/^holdDays/, "hold"],
    [/^holdFrom/, "holdFrom"],
    [/^startsAt/, "startsAt"],
    [/^endsAt/, "endsAt"],
  ];
  return known.find(([shape]) => shape.test(path))?.[1] ?? null;
}
