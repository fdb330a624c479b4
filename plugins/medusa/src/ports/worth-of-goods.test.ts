import { worthOfGoods } from "./worth-of-goods";

/** Three of €20, with €10 off them together: each is worth €16.67 and a third of a cent less. */
const mugs = (received: number) => ({
  id: "mugs",
  quantity: 3,
  unit_price: 20,
  adjustments: [{ amount: 10 }],
  tax_lines: [],
  detail: { return_received_quantity: received },
});
const other = { id: "other", quantity: 1, unit_price: 20, adjustments: [], tax_lines: [] };
const exchange = { brought: ["other"], received: [{ itemId: "mugs", quantity: 1 }] };

it("has back what came back, less what was sent in its place, without a cent that is nobody's", () => {
  expect(worthOfGoods([mugs(0)], [], "eur")).toMatchObject({ value: 5_000n, discount: 1_000n, returned: 0n });
  expect(worthOfGoods([mugs(1)], [], "eur")).toMatchObject({ value: 5_000n, returned: 1_667n });
  expect(worthOfGoods([mugs(3)], [], "eur")).toMatchObject({ value: 5_000n, returned: 5_000n });
  expect(worthOfGoods([mugs(1), other], [exchange], "eur")).toMatchObject({ value: 5_000n, returned: 0n });
  expect(worthOfGoods([mugs(2), other], [exchange], "eur")).toMatchObject({ returned: 1_667n });
  // Sent before what it replaces came back, or for nothing.
  expect(worthOfGoods([mugs(1), other], [{ ...exchange, received: [] }], "eur")).toMatchObject({
    returned: 1_667n,
  });
});
