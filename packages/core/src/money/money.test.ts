import fc from "fast-check";
import { GoodwordError } from "../errors";
import {
  basisPoints,
  type Currency,
  currency,
  decimalOf,
  exponentOf,
  formatMoney,
  isCurrencyCode,
  moneyOf,
  pointsUnit,
  roundHalfEven,
} from "./money";

const numRuns = Number(process.env.GOODWORD_RUNS ?? 1_000);

function refusal(act: () => unknown): GoodwordError {
  try {
    act();
  } catch (error) {
    if (error instanceof GoodwordError) return error;
  }
  throw new Error("was not refused");
}

describe("a currency", () => {
  it("is an ISO 4217 code in either case, points, or pieces of an item", () => {
    expect(currency("EUR")).toBe("eur");
    expect(currency("Points")).toBe(pointsUnit);
    expect(pointsUnit).toBe("points");
    expect(currency("item:mug-1")).toBe("item:mug-1");
  });

  it("keeps an item's ref as the host writes it", () => {
    expect(currency("item:prod_01H.X-y")).toBe("item:prod_01H.X-y");
    expect(currency(`item:${"a".repeat(64)}`)).toHaveLength(69);
  });

  it.each([
    "euro",
    "eurr",
    "eu",
    "",
    "zzz",
    "jpx",
    " eur",
    "point",
    "item:",
    `item:${"a".repeat(65)}`,
    "item:a b",
    "item:ü",
    "item:a\n",
    "xitem:a",
    "Item:a",
    "__proto__",
  ])("refuses %j, which would have an exponent by guess", (code) => {
    const error = refusal(() => currency(code));
    expect(error.code).toBe("GW_CURRENCY");
    expect(error.action).toBe("fix-config");
    expect(error.message).toBe(
      `currency: expected an ISO 4217 code such as "eur", "points" or "item:<ref>", got "${code}"`,
    );
  });

  it("tells ISO codes from other units", () => {
    expect(["eur", "JPY", "kwd"].map(isCurrencyCode)).toEqual([true, true, true]);
    expect(["points", "item:mug", "zzz", ""].map(isCurrencyCode)).toEqual([false, false, false, false]);
  });

  it.each([
    ["eur", 2],
    ["jpy", 0],
    ["kwd", 3],
    ["clf", 4],
    ["points", 0],
    ["item:mug", 0],
    // What a locale's habit leaves out is still money.
    ["huf", 2],
    ["cop", 2],
    ["iqd", 3],
  ])("%s has %i digits", (code, digits) => {
    expect(exponentOf(currency(code))).toBe(digits);
  });

  it("refuses a code that came in by a cast", () => {
    expect(refusal(() => exponentOf("zzz" as Currency)).message).toContain('got "zzz"');
  });

  it("knows every code that this runtime's Intl does, but for baskets", () => {
    const unknown = Intl.supportedValuesOf("currency").filter((code) => !isCurrencyCode(code));
    expect(unknown.filter((code) => !code.startsWith("X"))).toEqual([]);
  });
});

describe("rounding", () => {
  it.each([
    [1n, 2n, 0n],
    [3n, 2n, 2n],
    [5n, 2n, 2n],
    [-1n, 2n, 0n],
    [-3n, 2n, -2n],
    [-5n, 2n, -2n],
    [4n, 3n, 1n],
    [5n, 3n, 2n],
    [-4n, 3n, -1n],
    [-5n, 3n, -2n],
    [6n, 3n, 2n],
    [0n, 7n, 0n],
    [7n, 1n, 7n],
  ])("%s/%s is %s", (numerator, denominator, nearest) => {
    expect(roundHalfEven(numerator, denominator)).toBe(nearest);
  });

  it.each([0n, -1n])("refuses the denominator %s", (denominator) => {
    const error = refusal(() => roundHalfEven(1n, denominator));
    expect([error.code, error.message]).toEqual([
      "GW_AMOUNT",
      `amount: expected a denominator above 0, got ${denominator}`,
    ]);
  });

  it("is the nearest, the even one of two, and the same on both sides of zero", () => {
    fc.assert(
      fc.property(
        fc.bigInt(-(10n ** 20n), 10n ** 20n),
        fc.bigInt(1n, 10n ** 6n),
        (numerator, denominator) => {
          const rounded = roundHalfEven(numerator, denominator);
          const off = 2n * (rounded * denominator - numerator);
          expect(off >= -denominator && off <= denominator).toBe(true);
          if (off === denominator || off === -denominator) expect(rounded % 2n).toBe(0n);
          expect(roundHalfEven(-numerator, denominator)).toBe(-rounded);
        },
      ),
      { numRuns },
    );
  });
});

describe("a percentage", () => {
  it.each([
    [0, 0n],
    [5, 500n],
    [12.5, 1250n],
    [0.07, 7n],
    [33.33, 3333n],
    [100, 10_000n],
    [1.1, 110n],
    [150, 15_000n],
  ])("%p has %s basis points", (percent, hundredths) => {
    expect(basisPoints(percent)).toBe(hundredths);
  });

  it.each([0.1 + 0.2, 12.345, -1, -0.5, Number.NaN, Number.POSITIVE_INFINITY, 1e21, 1e-7])(
    "refuses %p by name",
    (percent) => {
      const error = refusal(() => basisPoints(percent));
      expect([error.code, error.action, error.message]).toEqual([
        "GW_PERCENT",
        "fix-config",
        `percent: expected a number of at most two decimals such as 12.5, got ${percent}`,
      ]);
    },
  );
});

describe("money", () => {
  it("reads a decimal in the currency's own minor units", () => {
    expect(moneyOf("12.5", "EUR")).toEqual({ amount: 1250n, currency: "eur" });
    expect(moneyOf(" 1250 ", "jpy").amount).toBe(1250n);
    expect(moneyOf("1.2345", "kwd").amount).toBe(1234n);
    expect(moneyOf("-0.05", "usd").amount).toBe(-5n);
    expect(moneyOf(12.5, "huf").amount).toBe(1250n);
    expect(moneyOf(7n, "points")).toEqual({ amount: 7n, currency: "points" });
    expect(moneyOf("2", "item:mug")).toEqual({ amount: 2n, currency: "item:mug" });
  });

  it("rounds what cannot be paid half to even", () => {
    expect(moneyOf("0.125", "eur").amount).toBe(12n);
    expect(moneyOf("0.135", "eur").amount).toBe(14n);
    expect(moneyOf("-0.135", "eur").amount).toBe(-14n);
    expect(moneyOf("0.1250001", "eur").amount).toBe(13n);
    expect(moneyOf("2.5", "jpy").amount).toBe(2n);
    expect(moneyOf("3.5", "points").amount).toBe(4n);
  });

  it.each(["", "1,50", "abc", "1e3", "NaN", "--1", "1.", ".5", "+1", "1 0", "x1", "1x"])(
    "refuses %j and says what it expects",
    (text) => {
      const error = refusal(() => moneyOf(text, "eur"));
      expect([error.code, error.action, error.message]).toEqual([
        "GW_AMOUNT",
        "fix-config",
        `amount: expected a decimal such as "12.50", got "${text}"`,
      ]);
    },
  );

  it.each([
    [1250n, "eur", "12.50"],
    [5n, "eur", "0.05"],
    [0n, "eur", "0.00"],
    [-5n, "eur", "-0.05"],
    [-1250n, "jpy", "-1250"],
    [7n, "kwd", "0.007"],
    [120n, "points", "120"],
    [-1n, "item:mug", "-1"],
  ])("%s of %s is written %s", (amount, code, decimal) => {
    expect(decimalOf({ amount, currency: currency(code) })).toBe(decimal);
  });

  it("comes back from its decimal unchanged, in any unit", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
        fc.constantFrom("eur", "jpy", "kwd", "clf", "points", "item:mug-1"),
        (amount, code) => {
          const money = { amount, currency: currency(code) };
          expect(moneyOf(decimalOf(money), code)).toEqual(money);
        },
      ),
      { numRuns },
    );
  });

  it("never rounds further than half a minor unit", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 ** 9 }),
        fc.integer({ min: 0, max: 99_999 }),
        (whole, fraction) => {
          const text = `${whole}.${String(fraction).padStart(5, "0")}`;
          const exact = BigInt(whole) * 100_000n + BigInt(fraction);
          const off = moneyOf(text, "eur").amount * 1_000n - exact;
          expect(off >= -500n && off <= 500n).toBe(true);
        },
      ),
      { numRuns },
    );
  });
});

describe("money in words", () => {
  const said = (decimal: string, code: string, locale: string, style?: "short" | "full") =>
    formatMoney(moneyOf(decimal, code), locale, style);

  it("leaves out the fraction of whole amounts where asked", () => {
    expect(said("10", "eur", "en", "short")).toBe("€10");
    expect(said("9.5", "eur", "de", "short")).toBe("9,50\u00a0€");
    expect(said("10", "eur", "en")).toBe("€10.00");
    expect(said("9.5", "eur", "en")).toBe("€9.50");
    expect(said("1250", "jpy", "en", "short")).toBe("¥1,250");
  });

  it("keeps every digit, also where a locale's habit would cut it off", () => {
    expect(said("12.5", "huf", "en")).toBe("HUF\u00a012.50");
    expect(said("1.234", "kwd", "en")).toBe("KWD\u00a01.234");
    expect(said("90071992547409.93", "eur", "en")).toBe("€90,071,992,547,409.93");
  });

  it("counts points in the words of the language, English where it has none", () => {
    expect(said("120", "points", "en")).toBe("120 points");
    expect(said("1", "points", "en-GB")).toBe("1 point");
    expect(said("1200", "points", "de")).toBe("1.200 Punkte");
    expect(said("1", "points", "de-AT")).toBe("1 Punkt");
    expect(said("0", "points", "en", "short")).toBe("0 points");
    expect(said("2", "points", "fr")).toBe("2 points");
    expect(said("1", "points", "fr")).toBe("1 point");
  });

  it("counts pieces of an item", () => {
    expect(said("1", "item:mug-1", "en")).toBe("1 × mug-1");
    expect(said("1500", "item:mug-1", "de")).toBe("1.500 × mug-1");
  });
});
