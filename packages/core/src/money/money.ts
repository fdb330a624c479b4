import { GoodwordError } from "../errors";
import { isoExponents } from "./currencies";

/**
 * What a ledger counts in: an ISO 4217 code in lower case, as hosts write it (`eur`), `points`, or pieces of an
 * item (`item:<ref>`, the ref as the host writes it: 1 to 64 letters, digits, `_`, `.` and `-`).
 */
export type Currency = string & { readonly __brand: "Currency" };

/** Integer minor units of one currency: 1250n of `eur` is €12.50, of `jpy` ¥1,250, of `points` 1250. Never a float. */
export interface Money {
  readonly amount: bigint;
  readonly currency: Currency;
}

/** Loyalty points. */
export const pointsUnit = "points" as Currency;

const itemUnit = /^item:([\w.-]{1,64})$/;

/**
 * Reads a currency or another unit. A code of three letters that ISO 4217 does not know is refused: its exponent
 * would be a guess, and a typo (`jpx`) would be off a hundredfold.
 * @throws GoodwordError `GW_CURRENCY`
 */
export function currency(code: string): Currency {
  // A host's ids are not to be folded: two of its items may differ in case only.
  if (itemUnit.test(code)) return code as Currency;
  const unit = code.toLowerCase();
  if (unit !== pointsUnit && !isoExponents.has(unit)) throw unknownUnit(code);
  return unit as Currency;
}

/** Whether a text is an ISO 4217 code, in either case; `points` and items are none. */
export function isCurrencyCode(text: string): boolean {
  return isoExponents.has(text.toLowerCase());
}

/**
 * Digits after the decimal point in a currency's minor unit: eur 2, jpy 0, kwd 3; points and items 0.
 * @throws GoodwordError `GW_CURRENCY` for a code that was never read by `currency`
 */
export function exponentOf(unit: Currency): number {
  const digits = unit === pointsUnit || itemUnit.test(unit) ? 0 : isoExponents.get(unit);
  if (digits === undefined) throw unknownUnit(unit);
  return digits;
}

function unknownUnit(code: string): GoodwordError {
  return new GoodwordError(
    "GW_CURRENCY",
    `currency: expected an ISO 4217 code such as "eur", "points" or "item:<ref>", got "${code}"`,
    { action: "fix-config" },
  );
}

/**
 * The whole number nearest to a fraction, and of two as near the even one: the one rounding of all money here.
 * @throws GoodwordError `GW_AMOUNT` when the denominator is not above 0
 */
export function roundHalfEven(numerator: bigint, denominator: bigint): bigint {
  if (denominator <= 0n) {
    throw new GoodwordError("GW_AMOUNT", `amount: expected a denominator above 0, got ${denominator}`);
  }
  // bigint division cuts towards zero; the floor below is the same on both sides of it.
  const rest = ((numerator % denominator) + denominator) % denominator;
  const below = (numerator - rest) / denominator;
  const twice = 2n * rest;
  return twice > denominator || (twice === denominator && below % 2n !== 0n) ? below + 1n : below;
}

/**
 * A percentage of at most two decimals as hundredths of a percent, exactly: 12.5 is 1250n.
 * @throws GoodwordError `GW_PERCENT` for more decimals, negative numbers and what is no number
 */
export function basisPoints(percent: number): bigint {
  const match = /^(\d+)(?:\.(\d{1,2}))?$/.exec(String(percent));
  if (!match) {
    throw new GoodwordError(
      "GW_PERCENT",
      `percent: expected a number of at most two decimals such as 12.5, got ${percent}`,
      { action: "fix-config" },
    );
  }
  const [, whole, fraction = ""] = match;
  return BigInt(`${whole}${fraction.padEnd(2, "0")}`);
}

/**
 * Reads a decimal in major units ("12.5") once, at the edge of a host. Digits past the currency's
 * exponent are rounded half to even, as hosts keep more of them than can be paid.
 * @throws GoodwordError `GW_AMOUNT` for anything that is not a plain decimal
 */
export function moneyOf(decimal: string | number | bigint, code: string): Money {
  const unit = currency(code);
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(decimal).trim());
  if (!match) {
    throw new GoodwordError("GW_AMOUNT", `amount: expected a decimal such as "12.50", got "${decimal}"`, {
      action: "fix-config",
    });
  }
  const [, sign, whole, fraction = ""] = match;
  const scaled = BigInt(`${whole}${fraction}`) * 10n ** BigInt(exponentOf(unit));
  const amount = roundHalfEven(scaled, 10n ** BigInt(fraction.length));
  return { amount: sign === "-" ? -amount : amount, currency: unit };
}

/** The decimal string in major units, for a host: 1250n eur → "12.50". */
export function decimalOf(money: Money): string {
  const exponent = exponentOf(money.currency);
  const digits = (money.amount < 0n ? -money.amount : money.amount).toString().padStart(exponent + 1, "0");
  const text = exponent === 0 ? digits : `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
  return money.amount < 0n ? `-${text}` : text;
}

/** Points in the languages programs are said in; English in others. */
const pointWords: Readonly<Record<string, { readonly one: string; readonly many: string }>> = {
  en: { one: "point", many: "points" },
  de: { one: "Punkt", many: "Punkte" },
};

/**
 * Money in words of a locale (BCP 47): "€10.00", "9,50 €"; points "120 points", items "1 × mug-1".
 * `short` leaves out the fraction of whole amounts: "€10".
 */
export function formatMoney(money: Money, locale: string, style: "short" | "full" = "full"): string {
  const { amount, currency: unit } = money;
  const item = itemUnit.exec(unit)?.[1];
  if (item !== undefined) return `${new Intl.NumberFormat(locale).format(amount)} × ${item}`;
  if (unit === pointsUnit) {
    const { one, many } = pointWords[new Intl.Locale(locale).language] ?? { one: "point", many: "points" };
    return `${new Intl.NumberFormat(locale).format(amount)} ${amount === 1n ? one : many}`;
  }
  const exponent = exponentOf(unit);
  const whole = amount % 10n ** BigInt(exponent) === 0n;
  // A fraction is shown in full where a locale's habit would cut it off; whole amounts follow the habit.
  const digits = whole ? (style === "short" ? 0 : undefined) : exponent;
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency: unit.toUpperCase(),
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    // A string keeps every digit; the type of older libs knows numbers only.
  }).format(decimalOf(money) as unknown as number);
}
