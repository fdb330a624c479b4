import type { Order, OrderTraces } from "../order/order";
import { keyedHash } from "../person/identity";
import { nearMatchKeys } from "../person/near-match-email";
import { traceKeysOf } from "./traces";

const secret = "s".repeat(32);
const nothing: OrderTraces = {
  phone: null,
  paymentFingerprint: null,
  shippingAddress: null,
  device: null,
  ip: null,
  userAgent: null,
  paidSearch: false,
};
const keysOf = (traces: Partial<OrderTraces>, email: string | null = null, key = secret) =>
  traceKeysOf(key, { email, traces: { ...nothing, ...traces } } as Order);
const hashOf = (traces: Partial<OrderTraces>) => keysOf(traces).held.map(({ hash }) => hash);

describe("what an order shows of its buyer", () => {
  it("is nothing where the host knows nothing, or only empty texts", () => {
    const none = { held: [], sought: [] };
    expect(keysOf({})).toEqual(none);
    expect(keysOf({ paidSearch: true })).toEqual(none);
    expect(keysOf({ phone: "", paymentFingerprint: "", shippingAddress: " - ", device: "" })).toEqual(none);
  });

  it.each([
    ["phone", { phone: "0151 234567" }, "151234567"],
    ["payment", { paymentFingerprint: "Card-1" }, "Card-1"],
    ["address", { shippingAddress: "1 Main St" }, "1mainst"],
    ["device", { device: "Device-1" }, "Device-1"],
    ["visit", { ip: "10.0.0.1", userAgent: "Firefox" }, "10.0.0.1|Firefox"],
  ] as const)("keeps a %s as a hash for that purpose, and seeks the same", (kind, traces, value) => {
    const hash = keyedHash(secret, `trace-${kind}`, value);
    expect(keysOf(traces)).toEqual({ held: [{ kind, hash }], sought: [hash] });
    expect(keysOf(traces, null, "t".repeat(32)).sought).not.toEqual([hash]);
  });

  it("keeps all of it together, what is held in one order", () => {
    const { held, sought } = keysOf({
      phone: "+49 151 2345678",
      paymentFingerprint: "card",
      shippingAddress: "Hauptstr. 1",
      device: "device",
      ip: "::1",
      userAgent: "Firefox",
    });
    expect(held.map(({ kind }) => kind)).toEqual(["phone", "payment", "address", "device", "visit"]);
    expect(sought).toEqual(held.map(({ hash }) => hash));
  });

  it("never keeps an IP address or a user agent by itself", () => {
    expect(hashOf({ ip: "10.0.0.1" })).toEqual([]);
    expect(hashOf({ userAgent: "Firefox" })).toEqual([]);
    expect(hashOf({ ip: "", userAgent: "Firefox" })).toEqual([]);
    expect(hashOf({ ip: "10.0.0.1", userAgent: "" })).toEqual([]);
  });

  it("knows a phone with and without its country, by its last nine digits", () => {
    const phone = hashOf({ phone: "+49 (151) 2345-6789" });
    expect(hashOf({ phone: "0151 23456789" })).toEqual(phone);
    expect(hashOf({ phone: "123456789" })).toEqual(phone);
    expect(hashOf({ phone: "23456789" })).not.toEqual(phone);
    expect(hashOf({ phone: "0151 33456789" })).not.toEqual(phone);
  });

  it("takes six digits for a phone, and five for none", () => {
    expect(hashOf({ phone: "123456" })).toHaveLength(1);
    expect(hashOf({ phone: "12345" })).toEqual([]);
    expect(hashOf({ phone: "call me: 12-34-5" })).toEqual([]);
  });

  it("knows an address however it is spelt, in any script, and not another number", () => {
    const address = hashOf({ shippingAddress: "Hauptstraße 1, 10115 Berlin" });
    expect(address).toHaveLength(1);
    expect(hashOf({ shippingAddress: " HAUPTSTRAßE 1;10115  berlin" })).toEqual(address);
    expect(hashOf({ shippingAddress: "Ｈauptstraße １, 10115 Berlin" })).toEqual(address);
    expect(hashOf({ shippingAddress: "Hauptstraße 2, 10115 Berlin" })).not.toEqual(address);
    expect(hashOf({ shippingAddress: "東京都 1" })).not.toEqual(hashOf({ shippingAddress: "大阪府 1" }));
  });

  it("keeps a mailbox by what it is near to, and seeks what is near to it", () => {
    for (const email of ["anna@a.example", "anna+x@a.example"]) {
      const near = nearMatchKeys(secret, email);
      const hash = keyedHash(secret, "trace-device", "device");
      expect(keysOf({ device: "device" }, email)).toEqual({
        held: [{ kind: "device", hash }, ...near.held.map((one) => ({ kind: "mailbox", hash: one }))],
        sought: [hash, ...near.sought],
      });
    }
  });
});
