import fc from "fast-check";
import { currency, decimalOf, exponentOf, formatMoney, moneyOf } from "./money";

describe("money", () => {
  it("reads a decimal in the currency's own minor units", () => {
    expect(moneyOf("12.5", "EUR")).toEqual({ amount: 1250n, currency: "eur" });
    expect(moneyOf("1250", "jpy").amount).toBe(1250n);
    expect(moneyOf("1.2345", "kwd").amount).toBe(1234n);
    expect(moneyOf("-0.05", "usd").amount).toBe(-5n);
  });

  it("rounds what cannot be paid half to even", () => {
    expect(moneyOf("0.125", "eur").amount).toBe(12n);
    expect(moneyOf("0.135", "eur").amount).toBe(14n);
    expect(moneyOf("0.1250001", "eur").amount).toBe(13n);
    expect(moneyOf("2.5", "jpy").amount).toBe(2n);
  });

  it.each(["", "1,50", "abc", "1e3", "NaN", "--1", "1."])("refuses %p and says what it expects", (text) => {
    expect(() => moneyOf(text, "eur")).toThrow(/expected a decimal such as "12.50"/);
  });

  it("refuses what is no currency", () => {
    expect(() => currency("euro")).toThrow(/ISO 4217/);
  });

  it("comes back from its decimal unchanged, in any currency", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
        fc.constantFrom("eur", "jpy", "kwd"),
        (amount, code) => {
          const money = { amount, currency: currency(code) };
          expect(moneyOf(decimalOf(money), code)).toEqual(money);
        },
      ),
      { numRuns: 1_000 },
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
      { numRuns: 1_000 },
    );
  });

  it("says whole amounts shortly where asked", () => {
    expect(formatMoney(moneyOf("10", "eur"), "en", "short")).toBe("€10");
    expect(formatMoney(moneyOf("9.5", "eur"), "de", "short")).toBe("9,50\u00a0€");
    expect(formatMoney(moneyOf("10", "eur"), "en")).toBe("€10.00");
    expect(exponentOf(currency("jpy"))).toBe(0);
  });
});
