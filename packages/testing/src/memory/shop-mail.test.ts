import type { Order, OrderConfirmationMail } from "@goodword/core";
import fc from "fast-check";
import { openShop, type TestShop } from "../contract/open-shop";
import { memoryStore } from "./memory-store";

const open = async () => ({ store: memoryStore(), close: async () => {} });
const evil = "You have won! Take it at https://evil.example/win";

describe("a mail of the shop", () => {
  let shop: TestShop;
  beforeEach(async () => {
    shop = await openShop(open);
  });
  afterEach(() => shop.close());

  const mailOf = async (firstName: string, title = "Mug", locale: string | null = "en") => {
    const lines = [{ ...(shop.anna.lines[0] as (typeof shop.anna.lines)[number]), title }];
    await shop.place({ ...shop.anna, firstName, lines, locale });
    const mail = shop.notifier.mails.at(-1);
    if (mail === undefined) throw new Error("no mail was sent");
    return { ...mail, content: mail.content as OrderConfirmationMail };
  };

  it("carries nothing that a shopper typed for a name and that is none", async () => {
    const mail = await mailOf(evil);
    expect(mail.to).toEqual({ address: shop.anna.email, name: null });
    expect(mail.content.firstName).toBeNull();
    expect(
      JSON.stringify(mail.content, (_, value) => (typeof value === "bigint" ? "" : value)),
    ).not.toContain("evil");
  });

  it.each([
    ["Anna\r\nBcc: all\u0000", null],
    ["José Ángel\u202E", "José Ángel"],
  ])("is sent to %j by the name %j", async (typed, name) => {
    const mail = await mailOf(typed);
    expect([mail.to.name, mail.content.firstName]).toEqual([name, name]);
  });

  it("is not sent to an address that a host takes and no mail server does, and nothing dies of it", async () => {
    for (const email of [`${"a".repeat(20_000)}@example.com`, '"anna bo"@example.com', "a@b@example.com"]) {
      const sent = shop.notifier.mails.length;
      await shop.place({ ...shop.anna, id: `order_${sent}_${email.length}`, email });
      expect(shop.notifier.mails).toHaveLength(sent);
      expect(await shop.store.outbox.state(shop.clock.now())).toMatchObject({ dead: 0, waiting: 0 });
    }
  });

  it("is sent to an address without the space around it that a host stored", async () => {
    await shop.place({ ...shop.anna, email: " ANNA@Example.com\u00a0\n" });
    expect(shop.notifier.mails.map(({ to }) => to.address)).toEqual(["ANNA@Example.com"]);
  });

  it("brings a link only to an address that its buyer is known by", async () => {
    const linkTo = async (change: Partial<Order>) => {
      const id = `order_${shop.notifier.mails.length}`;
      const order = { ...shop.anna, id, ...change };
      await shop.place(order);
      const content = shop.notifier.mails.at(-1)?.content as OrderConfirmationMail;
      const { referral, reason } = await shop.goodword.askInMail({ orderId: id });
      expect(reason).toBe(referral === null ? "address-not-proven" : null);
      expect(content.referral === null).toBe(referral === null);
      return content.referral?.link.split("?")[0] ?? null;
    };
    const account = { customerId: "cus_eve", accountEmail: "eve@example.com", loggedIn: true };
    expect(await linkTo({ ...account, email: "receiver@example.com" })).toBeNull();
    const own = await linkTo({ ...account, email: "Eve@example.com" });
    expect(own).not.toBeNull();
    // Known already, by another record.
    const anna = await linkTo({});
    expect(await linkTo({ ...account, email: shop.anna.email })).toBeNull();
    expect(await linkTo({ email: "receiver@example.com" })).not.toBeNull();
    expect([own, anna]).not.toContain(await linkTo({ email: "receiver@example.com" }));
  });

  it("shows a personalised product in one line of at most 200 characters", async () => {
    const { content } = await mailOf("Anna", `Mug\r\n\u202E"${"x".repeat(500)}`);
    expect(content.order.lines[0]?.title).toBe(`Mug "${"x".repeat(195)}`);
  });

  it("is sent in a language that there is, whatever the cart said", async () => {
    expect((await mailOf("Anna", "Mug", "no such language; \n")).locale).toBe("en");
  });

  it("never ends as a message that failed permanently, whatever a shopper typed", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), async (name, title) => {
        const other = await openShop(open);
        await other.place({
          ...other.anna,
          firstName: name,
          locale: title,
          lines: other.anna.lines.map((line) => ({ ...line, title })),
        });
        expect((await other.store.outbox.state(other.clock.now())).dead).toBe(0);
        expect(other.notifier.mails).toHaveLength(1);
        await other.close();
      }),
      { numRuns: 30 },
    );
  });
});
