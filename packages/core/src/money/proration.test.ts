import fc from "fast-check";
import { reversalFor } from "./proration";

const numRuns = Number(process.env.GOODWORD_RUNS ?? 1_000);

describe("what a refund takes back of a reward", () => {
  it.each([
    // value, reversed, orderValue, refunded → more
    [1000n, 0n, 3000n, 0n, 0n],
    [1000n, 0n, 3000n, 1n, 0n],
    [1000n, 0n, 3000n, 2n, 1n],
    [1000n, 0n, 3000n, 1000n, 333n],
    [1000n, 333n, 3000n, 2000n, 334n],
    [1000n, 667n, 3000n, 3000n, 333n],
    [1000n, 0n, 3000n, 9999n, 1000n],
    [1000n, 999n, 3000n, 2999n, 1n],
    [1n, 0n, 2n, 1n, 0n],
    [3n, 0n, 2n, 1n, 2n],
    [5n, 0n, 2n, 1n, 2n],
  ])(
    "of %s, %s taken before, of an order of %s refunded by %s, is %s",
    (value, reversed, orderValue, refunded, more) => {
      expect(reversalFor({ value, reversed, orderValue, refunded })).toBe(more);
    },
  );

  it("is nothing when a host tells less than before", () => {
    expect(reversalFor({ value: 1000n, reversed: 500n, orderValue: 1000n, refunded: 400n })).toBe(0n);
    expect(reversalFor({ value: 1000n, reversed: 500n, orderValue: 1000n, refunded: 0n })).toBe(0n);
    expect(reversalFor({ value: 1000n, reversed: 0n, orderValue: 1000n, refunded: -5n })).toBe(0n);
    expect(reversalFor({ value: 1000n, reversed: 1000n, orderValue: 1000n, refunded: 1000n })).toBe(0n);
  });

  it("is all of it at any refund of a free order, and nothing without one", () => {
    expect(reversalFor({ value: 1000n, reversed: 0n, orderValue: 0n, refunded: 1n })).toBe(1000n);
    expect(reversalFor({ value: 1000n, reversed: 400n, orderValue: 0n, refunded: 1n })).toBe(600n);
    expect(reversalFor({ value: 1000n, reversed: 0n, orderValue: 0n, refunded: 0n })).toBe(0n);
  });

  const amount = fc.bigInt(0n, 10n ** 9n);

  it("ends where one refund of the highest would, in whatever sequence they were told", () => {
    fc.assert(
      fc.property(
        amount,
        amount,
        fc.array(amount, { minLength: 1, maxLength: 12 }),
        (value, orderValue, told) => {
          let reversed = 0n;
          let most = 0n;
          for (const refunded of told) {
            if (refunded > most) most = refunded;
            const more = reversalFor({ value, reversed, orderValue, refunded });
            expect(more >= 0n).toBe(true);
            reversed += more;
            expect(reversed <= value).toBe(true);
          }
          expect(reversed).toBe(reversalFor({ value, reversed: 0n, orderValue, refunded: most }));
          reversed += reversalFor({ value, reversed, orderValue, refunded: orderValue + 1n });
          expect(reversed).toBe(value);
        },
      ),
      { numRuns },
    );
  });

  it("never is further than half a minor unit from the exact part, and grows with the refund", () => {
    fc.assert(
      fc.property(amount, fc.bigInt(1n, 10n ** 9n), amount, (value, orderValue, drawn) => {
        const refunded = drawn % (orderValue + 1n);
        const taken = reversalFor({ value, reversed: 0n, orderValue, refunded });
        const off = 2n * (taken * orderValue - value * refunded);
        expect(off >= -orderValue && off <= orderValue).toBe(true);
        expect(reversalFor({ value, reversed: 0n, orderValue, refunded: refunded + 1n }) >= taken).toBe(true);
      }),
      { numRuns },
    );
  });
});
