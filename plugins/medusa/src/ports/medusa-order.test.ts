import { type MedusaOrder, orderOf } from "./medusa-order";

const placedAt = "2026-11-30T10:00:00.000Z";
const order = (change: Partial<MedusaOrder>): MedusaOrder => ({
  id: "order_1",
  version: 1,
  display_id: 1,
  email: "anna@example.com",
  customer_id: null,
  sales_channel_id: null,
  currency_code: "eur",
  locale: null,
  metadata: null,
  created_at: placedAt,
  canceled_at: null,
  is_draft_order: false,
  total: 20,
  shipping_tax_total: 0,
  shipping_subtotal: 0,
  items: [],
  shipping_methods: [],
  ...change,
});
const address = {
  address_1: null,
  address_2: null,
  postal_code: null,
  city: null,
  country_code: null,
  phone: null,
};
const collection = (amount: number, captured: number, status = "authorized") => ({
  amount,
  status,
  captured_amount: captured,
  refunded_amount: 0,
  payments: [{ captured_at: captured > 0 ? "2026-12-01T00:00:00.000Z" : null }],
});

describe("when a Medusa order counts as paid", () => {
  it.each<[string, Partial<MedusaOrder>, string | null]>([
    ["nothing is captured", { payment_collections: [collection(20, 0)] }, null],
    ["part is captured", { payment_collections: [collection(20, 5)] }, null],
    ["all is captured", { payment_collections: [collection(20, 20)] }, "2026-12-01T00:00:00.000Z"],
    ["nothing is to be paid", { total: 0 }, placedAt],
    ["a gift card pays for all of it", { total: 0, payment_collections: [collection(0, 0)] }, placedAt],
    ["it was sent back before it was paid", { total: 0, payment_collections: [collection(20, 0)] }, null],
    ["its payment was given up", { total: 0, payment_collections: [collection(20, 0, "canceled")] }, null],
    ["there is no payment and money is owed", { payment_collections: [] }, null],
  ])("%s", (_, change, at) => {
    expect(orderOf(order(change)).capturedAt?.toISOString() ?? null).toBe(at);
  });
});

describe("the name of a Medusa order's buyer", () => {
  it("is none where an address was typed for it, and then the customer's own", () => {
    const shipping_address = { ...address, first_name: "Win at https://evil.example" };
    expect(orderOf(order({ shipping_address })).firstName).toBeNull();
    expect(
      orderOf(
        order({
          shipping_address,
          email: "anna@example.com",
          customer: { first_name: "Anna", email: "anna@example.com" },
        }),
      ).firstName,
    ).toBe("Anna");
  });
});
