import { GoodwordError } from "../errors";

/** An ISO 4217 code in lower case, as hosts write it: `eur`. */
export type Currency = string & { readonly __brand: "Currency" };

/** Integer minor units of one currency: 1250n of `eur` is €12.50, of `jpy` ¥1,250. Never a float. */
export interface Money {
  readonly amount: bigint;
  readonly currency: Currency;
}

export function currency(code: string): Currency {
  if (!/^[a-z]{3}$/i.test(code)) {
    throw new GoodwordError(
      "GW_CURRENCY",
      `currency: expected an ISO 4217 code such as "eur", got "${code}"`,
      {
        action: "fix-config",
      },
    );
  }
  return code.toLowerCase() as Currency;
}

/** Digits after the decimal point in a currency's minor unit: eur 2, jpy 0, kwd 3. */
export function exponentOf(code: Currency): number {
  return new Intl.NumberFormat("en", { style: "currency", currency: code }).resolvedOptions()
    .maximumFractionDigits as number;
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
  const [, sign, whole = "0", fraction = ""] = match;
  const exponent = exponentOf(unit);
  const kept = fraction.slice(0, exponent).padEnd(exponent, "0");
  const rest = fraction.slice(exponent);
  let amount = BigInt(whole + kept);
  if (rest !== "") {
    const half = 5n * 10n ** BigInt(rest.length - 1);
    const remainder = BigInt(rest);
    if (remainder > half || (remainder === half && amount % 2n === 1n)) amount += 1n;
  }
  return { amount: sign === "-" ? -amount : amount, currency: unit };
}

/** The decimal string in major units, for a host: 1250n eur → "12.50". */
export function decimalOf(money: Money): string {
  const exponent = exponentOf(money.currency);
  const digits = (money.amount < 0n ? -money.amount : money.amount).toString().padStart(exponent + 1, "0");
  const text = exponent === 0 ? digits : `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
  return money.amount < 0n ? `-${text}` : text;
}

/** Money in words of a locale; whole amounts without the empty fraction: "€10", "9,50 €". */
export function formatMoney(money: Money, locale: string, style: "short" | "full" = "full"): string {
  const whole = money.amount % 10n ** BigInt(exponentOf(money.currency)) === 0n;
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency: money.currency.toUpperCase(),
    ...(style === "short" && whole ? { minimumFractionDigits: 0, maximumFractionDigits: 0 } : {}),
    // A string keeps every digit; the type of older libs knows numbers only.
  }).format(decimalOf(money) as unknown as number);
}
