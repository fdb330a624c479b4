import { types } from "node:util";
import type { LedgerEntry, RecordedOrder, Reward } from "@goodword/core";

/**
 * A domain value as JSON carries it: money as a decimal string in major units, times as ISO 8601.
 */
export type Json<T> = T extends Date
  ? string
  : T extends bigint
    ? string
    : T extends string | number | boolean | null | undefined
      ? T
      : T extends readonly (infer Item)[]
        ? Json<Item>[]
        : { -readonly [Key in keyof T]: Json<T[Key]> };

/** Things whose bigints are minor units of their own `currency`, or of that of their `value`. */
type Priced = Pick<RecordedOrder, "currency" | "value"> | LedgerEntry["postings"][number];
type Valued = Pick<Reward, "value" | "reversed" | "payout">;

/** Turns a domain value into JSON. Every bigint in it stands beside the currency whose minor units it counts. */
export function toJson<T>(value: T, decimal: (amount: bigint, currency: string) => string): Json<T> {
  return convert(value, decimal) as Json<T>;
}

function convert(value: unknown, decimal: (amount: bigint, currency: string) => string): unknown {
  if (types.isDate(value)) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => convert(item, decimal));
  if (value === null || typeof value !== "object") return value;
  const currency = (value as Partial<Priced>).currency ?? (value as Partial<Valued>).value?.currency;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      typeof item === "bigint" && currency !== undefined ? decimal(item, currency) : convert(item, decimal),
    ]),
  );
}
