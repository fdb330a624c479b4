import { randomUUID } from "node:crypto";
import { Modules } from "@medusajs/framework/utils";
import { medusaIntegrationTestRunner } from "@medusajs/test-utils";
import { type Mailbox, startMailbox } from "./mailbox";
import { settle as settleAll } from "./settle";
import { Shopper } from "./shopper";
import { stockShop } from "./stock-shop";

let mailbox: Mailbox;
beforeAll(async () => {
  mailbox = await startMailbox();
  process.env.GOODWORD_TEST_SMTP_PORT = String(mailbox.port);
});
afterAll(() => mailbox.close());

// A shop's own e-mail provider, which here is the one that Goodword ships.
medusaIntegrationTestRunner({
  inApp: true,
  cwd: `${__dirname}/app-with-email-channel`,
  testSuite: ({ api, getContainer, dbConnection }) => {
    let shopper: Shopper;
    beforeAll(async () => {
      shopper = new Shopper(api.defaults.baseURL, await stockShop(getContainer()));
    });

    const notifications = () => getContainer().resolve(Modules.NOTIFICATION);
    const settle = () => settleAll(getContainer(), dbConnection, { retries: true });
    const buy = async () => {
      const email = `anna-${randomUUID().slice(0, 8)}@example.com`;
      return { email, order: await shopper.buy(await shopper.newCart(), email, "Anna") };
    };
    const statesFor = async (email: string) =>
      (await notifications().listNotifications({ to: email })).map(
        ({ status }: { status: string }) => status,
      );

    it("carries Goodword's mails, with their link and their headers", async () => {
      const { email, order } = await buy();
      await settle();
      const mails = mailbox.mailsFor(email);
      expect(mails).toHaveLength(1);
      const { source, id } = mails[0] as (typeof mails)[number];
      const code = await shopper.codeOf(order.id);
      expect(source.replaceAll("=\r\n", "")).toContain(`/go/${code}`);
      expect(source).toMatch(/^From: Morning Goods <provider@shop.example>/m);
      expect(source).toMatch(/^Auto-Submitted: auto-generated/m);
      expect(id).toMatch(/^<mail_[\w-]+@shop.example>$/);
      expect(await statesFor(email)).toEqual(["success"]);
    });

    it("sends once what was put off twice, and notes each try", async () => {
      mailbox.putOffNext(2);
      const { email } = await buy();
      await settle();
      await settle();
      expect(mailbox.mailsFor(email)).toHaveLength(1);
      expect((await statesFor(email)).sort()).toEqual(["failure", "failure", "success"]);
    });

    it("sends nothing again for what went out, when the outbox was not told", async () => {
      const { email } = await buy();
      await settle();
      await dbConnection.raw(
        "update goodword_outbox set state = 'waiting', done_at = null where kind = 'mail'",
      );
      await settle();
      expect(mailbox.mailsFor(email)).toHaveLength(1);
    });

    it("sends a shop's own notifications too, with the same Message-ID for the same key", async () => {
      const to = `carl-${randomUUID().slice(0, 8)}@example.com`;
      const own = {
        to,
        channel: "email",
        template: "own",
        content: { subject: "Hello", text: "Hello, Carl." },
      };
      await notifications().createNotifications({ ...own, idempotency_key: "order-placed:1" });
      await notifications().createNotifications({ ...own, idempotency_key: "order-placed:1" });
      await notifications().createNotifications({ ...own, idempotency_key: "order-placed:2" });
      const ids = mailbox.mailsFor(to).map(({ id }) => id);
      expect(ids).toHaveLength(2);
      await notifications().createNotifications({
        ...own,
        from: "news@shop.example",
        idempotency_key: "news",
      });
      expect(mailbox.mailsFor(to)[2]?.source).toMatch(/^From: Morning Goods <news@shop.example>/m);
      expect(new Set(ids).size).toBe(2);
    });

    it("refuses what it cannot send, and names the field", async () => {
      const to = `carl-${randomUUID().slice(0, 8)}@example.com`;
      const own = { to, channel: "email", template: "own" };
      const send = (more: object) => notifications().createNotifications({ ...own, ...more });
      await expect(send({})).rejects.toThrow(/content: expected a subject/);
      await expect(
        send({ content: { subject: "Hi\r\nBcc: eve@example.com", text: "Hello" } }),
      ).rejects.toThrow(/GW_MAIL_FIELD: .*subject/);
      await expect(
        send({
          content: { subject: "Hi", text: "Hello" },
          attachments: [{ content: "YQ==", filename: "a.txt", content_type: "text/plain" }],
        }),
      ).rejects.toThrow(/attachments/);
      expect(mailbox.mailsFor(to)).toEqual([]);
    });
  },
});
