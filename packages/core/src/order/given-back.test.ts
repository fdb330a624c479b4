import fc from "fast-check";
import { givenBack } from "./given-back";
import { orderPriceOf, orderValueOf } from "./order-value";

const numRuns = Number(process.env.GOODWORD_RUNS ?? 1_000);

/** €100.00 of goods and €10.00 of shipping, with 19 % tax on both. */
const order = {
  value: 10_000n,
  discount: 0n,
  shipping: 1_000n,
  tax: 2_090n,
  shippingTax: 190n,
  refunded: 0n,
};
const price = orderPriceOf(order);

it("measures by what the buyer pays for what the program measures", () => {
  expect(price).toBe(11_900n);
  expect(orderPriceOf(order, { includeTax: true })).toBe(11_900n);
  expect(orderPriceOf(order, { includeShipping: true })).toBe(13_090n);
  expect(orderValueOf(order, { includeTax: true })).toBe(11_900n);
  expect(orderValueOf(order, { includeTax: true, includeShipping: true })).toBe(13_090n);
});

it.each([
  ["half of the money", { refunded: 5_950n }, 5_950n],
  ["half of the money, of what was paid with the shipping", { refunded: 5_950n, paid: 13_090n }, 5_950n],
  ["half of the goods, not paid back yet", { returned: 5_950n }, 5_950n],
  ["half of the goods and the money for them", { returned: 5_950n, refunded: 5_950n }, 5_950n],
  ["half of the goods and more money", { returned: 5_950n, refunded: 7_000n }, 7_000n],
  ["all goods, while the shipping is kept", { returned: 11_900n }, 11_900n],
  ["all of the money", { refunded: 13_090n }, 11_900n],
  ["goods that nobody had paid for", { returned: 11_900n, paid: 0n }, 11_900n],
  ["what an edit took off", { value: 5_000n, tax: 1_140n }, 5_950n],
  ["what an edit took off, and the money for it", { value: 5_000n, tax: 1_140n, refunded: 5_950n }, 5_950n],
  [
    "a piece that an edit added and that went back",
    { value: 15_000n, tax: 3_040n, paid: 19_040n, returned: 5_950n, refunded: 5_950n },
    0n,
  ],
  [
    "the money for it, where a host says nothing of goods",
    { value: 15_000n, tax: 3_040n, refunded: 5_950n },
    0n,
  ],
  ["what one edit took off and another put back", { paid: 19_040n, refunded: 5_950n }, 0n],
  ["a charge-back of what was paid in part", { paid: 6_000n, refunded: 6_000n }, 6_000n],
])("of an order, %s", (_what, change, gone) => {
  expect(givenBack({ ...order, ...change }, price)).toBe(gone);
});

it("counts shipping for a program that measures it, and nothing else for one that does not", () => {
  const withShipping = { includeShipping: true };
  const asked = orderPriceOf(order, withShipping);
  expect(givenBack({ ...order, refunded: 6_545n }, asked, withShipping)).toBe(6_545n);
  expect(givenBack({ ...order, returned: 11_900n }, asked, withShipping)).toBe(11_900n);
});

it("tells of a free order whatever came back", () => {
  const free = { ...order, value: 0n, shipping: 500n, tax: 0n, shippingTax: 0n };
  expect(givenBack(free, 0n)).toBe(0n);
  expect(givenBack({ ...free, refunded: 500n }, 0n)).toBe(500n);
});

it("never is more than the price or less than nothing, grows with refunds, and shrinks with payments", () => {
  const amount = fc.bigInt(0n, 10n ** 7n);
  const any = fc.record({
    value: amount,
    tax: amount,
    shipping: amount,
    refunded: amount,
    returned: amount,
    paid: fc.option(amount, { nil: undefined }),
    includeShipping: fc.boolean(),
  });
  fc.assert(
    fc.property(any, fc.bigInt(1n, 10n ** 7n), amount, ({ paid, includeShipping, ...drawn }, cost, more) => {
      const state = { ...drawn, discount: 0n, ...(paid !== undefined && { paid }) };
      const gone = givenBack(state, cost, { includeShipping });
      expect(gone >= 0n && gone <= cost).toBe(true);
      expect(
        givenBack({ ...state, refunded: state.refunded + more }, cost, { includeShipping }) >= gone,
      ).toBe(true);
      if (paid !== undefined)
        expect(givenBack({ ...state, paid: paid + more }, cost, { includeShipping }) <= gone).toBe(true);
    }),
    { numRuns },
  );
});
