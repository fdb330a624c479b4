import { type Currency, exponentOf } from "../../money/money";
import { anyOf, type Check, inside, isFields, wrong } from "./problem";

function value(expected: string, holds: (given: unknown) => boolean): Check {
  return (given, at) => (holds(given) ? [] : wrong(at, expected, given));
}

/** Text that fits a pattern. */
export function text(pattern: RegExp, expected: string): Check {
  return value(expected, (given) => typeof given === "string" && pattern.test(given));
}

/** One line that says something. */
export function line(longest: number): Check {
  return value(
    `a text of one line and at most ${longest} characters`,
    (given) =>
      typeof given === "string" && given.length <= longest && given.trim() !== "" && !/\p{Cc}/u.test(given),
  );
}

export const slug = text(/^[a-z0-9-]{1,64}$/, '1 to 64 of a–z, 0–9 and "-", such as "friends"');

export const flag = value("true or false", (given) => typeof given === "boolean");

export function whole(least: number, most: number): Check {
  return value(
    `a whole number from ${least} to ${most}`,
    (given) => Number.isInteger(given) && (given as number) >= least && (given as number) <= most,
  );
}

export const percent = value(
  "more than 0 and at most 100, with at most two decimals",
  (given) => typeof given === "number" && given > 0 && given <= 100 && Number(given.toFixed(2)) === given,
);

export function oneOf(values: readonly string[]): Check {
  return value(anyOf(values), (given) => values.some((known) => known === given));
}

/** Web addresses, over https but for a demo on one's own machine. */
export const webAddress = value('an address such as "https://shop.example/welcome"', isWebAddress);

/** A web address that a code can be appended to. */
export const shareAddress = value(
  'an address without "?" or "#", such as "https://shop.example/go"',
  (given) => isWebAddress(given) && !/[?#]/.test(given),
);

function isWebAddress(given: unknown): given is string {
  // What `URL` would trim or drop is refused: the address is stored as it was typed.
  if (typeof given !== "string" || given.length > 2000 || /[\s\p{Cc}]/u.test(given)) return false;
  if (!URL.canParse(given)) return false;
  const { protocol, hostname, username, password } = new URL(given);
  if (username !== "" || password !== "") return false;
  return protocol === "https:" || (protocol === "http:" && /^(?:localhost|127\.0\.0\.1)$/.test(hostname));
}

const isoDate = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** A day, which begins at midnight UTC, or a moment with its zone: without one each server would read another. */
export const date = value('a date such as "2026-12-01" or "2026-12-01T09:00:00Z"', (given) => {
  const day = typeof given === "string" ? isoDate.exec(given)?.[1] : undefined;
  // JavaScript reads February 30 as a day of March.
  if (day === undefined || Number.isNaN(Date.parse(given as string))) return false;
  return new Date(day).toISOString().startsWith(day);
});

/** An ISO 3166-1 country, by the code that orders carry: "gb", not its alias "uk". */
export const country = value('a country of two small letters, such as "de" or "gb"', (given) => {
  if (typeof given !== "string" || !/^[a-z]{2}$/.test(given)) return false;
  return new Intl.Locale(`und-${given}`).region === given.toUpperCase();
});

const currencies = new Set(Intl.supportedValuesOf("currency").map((code) => code.toLowerCase()));

/** Decimals in major units, keyed by currency; at least one, each above zero and payable to its last digit. */
export const amounts: Check = (given, at) => {
  if (!isFields(given) || Object.keys(given).length === 0) {
    return wrong(at, 'amounts by currency, such as { "eur": "10.00" }', given);
  }
  return Object.entries(given).flatMap(([code, amount]) => {
    const field = inside(at, code);
    if (!currencies.has(code)) {
      return wrong(field, 'an ISO 4217 currency in small letters, such as "eur"', code);
    }
    const exponent = exponentOf(code as Currency);
    if (isPayable(amount, exponent)) return [];
    const example = exponent === 0 ? "1000" : `10.${"0".repeat(exponent)}`;
    return wrong(field, `a decimal in major units such as "${example}"`, amount);
  });
};

function isPayable(amount: unknown, exponent: number): boolean {
  if (typeof amount !== "string") return false;
  const [, fraction = ""] = /^(?:0|[1-9]\d{0,11})(?:\.(\d+))?$/.exec(amount) ?? [null, "-"];
  return fraction !== "-" && fraction.length <= exponent && /[1-9]/.test(amount);
}
