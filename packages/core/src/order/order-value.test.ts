import { orderValueOf } from "./order-value";

const order = { value: 10_000n, discount: 2_000n, shipping: 300n, tax: 40n };

describe("an order's value", () => {
  it("is after discounts, before tax and shipping", () => {
    expect(orderValueOf(order)).toBe(10_000n);
    expect(orderValueOf(order, {})).toBe(10_000n);
  });

  it.each([
    [{ includeTax: true }, 10_040n],
    [{ includeShipping: true }, 10_300n],
    [{ beforeDiscounts: true }, 12_000n],
    [{ includeTax: true, includeShipping: true, beforeDiscounts: true }, 12_340n],
    [{ includeTax: false, includeShipping: false, beforeDiscounts: false }, 10_000n],
  ])("follows the program's own definition %j", (definition, value) => {
    expect(orderValueOf(order, definition)).toBe(value);
  });
});
