import { randomUUID } from "node:crypto";
import { generateJwtToken } from "@medusajs/framework/utils";
import { medusaIntegrationTestRunner } from "@medusajs/test-utils";
import { registered } from "./customer-account";
import { type Mailbox, startMailbox } from "./mailbox";
import { settle as settleAll } from "./settle";
import { Shopper } from "./shopper";
import { type Shop, stockShop } from "./stock-shop";

let mailbox: Mailbox;
beforeAll(async () => {
  mailbox = await startMailbox();
  process.env.GOODWORD_TEST_SMTP_PORT = String(mailbox.port);
});
afterAll(() => mailbox.close());

// Two addresses that may be one person's, over a real Medusa and a real mailbox.
medusaIntegrationTestRunner({
  inApp: true,
  cwd: `${__dirname}/app`,
  testSuite: ({ api, getContainer, dbConnection }) => {
    let shop: Shop;
    let shopper: Shopper;
    let staff: Shopper;
    beforeAll(async () => {
      shop = await stockShop(getContainer());
      shopper = new Shopper(api.defaults.baseURL, shop);
      const token = generateJwtToken(
        { actor_id: shop.userId, actor_type: "user", auth_identity_id: "authid_tests", app_metadata: {} },
        { secret: "jwt-secret-of-the-tests", expiresIn: "1h" },
      );
      staff = new Shopper(api.defaults.baseURL, shop, token);
    });

    const settle = () => settleAll(getContainer(), dbConnection);
    const rows = async (sql: string) => (await dbConnection.raw(sql)).rows;
    const ask = async (path: string) => (await staff.call(`/admin/goodword/${path}`)).body;
    const tell = async (path: string, body: object = {}) =>
      (await staff.call(`/admin/goodword/${path}`, body)).body;

    const buy = async (name: string, hasAccount = false) => {
      const email = `${name.toLowerCase()}-${randomUUID().slice(0, 8)}@example.com`;
      const who = hasAccount ? await registered(api.defaults.baseURL, shop, email) : shopper;
      const order = await who.buy(await who.newCart(), email, name);
      await settle();
      return { email, order, code: (await who.codeOf(order.id)).toUpperCase() };
    };
    const ownerOf = async (orderId: string): Promise<string> =>
      (await ask(`orders/${orderId}`)).order.participantId;

    /** Anna with an account, then Kim, who types Anna's address into a cart and orders with their own. */
    const proposed = async () => {
      const anna = await buy("Anna", true);
      const kim = await buy("Kim");
      const cart = await shopper.newCart();
      await shopper.call(`/store/carts/${cart}`, { email: anna.email });
      await shopper.buy(cart, kim.email, "Kim");
      await settle();
      const { rows: found, missing } = await ask("proposals");
      expect(missing).toEqual([]);
      expect(found).toMatchObject([{ reasons: ["order-names-account"], state: "open", request: null }]);
      return { anna, kim, proposalId: found[0].id as string };
    };
    const asked = async () => {
      const pair = await proposed();
      expect(await tell(`proposals/${pair.proposalId}/ask`)).toEqual({ asked: true, refusal: null });
      await settle();
      return { ...pair, ...halvesOf(pair) };
    };
    const newestOf = (address: string) => {
      const mail = mailbox.mailsFor(address).at(-1);
      return {
        subject: mail?.subject ?? "",
        text: (mail?.source ?? "").replaceAll("=\r\n", "").replaceAll("=3D", "="),
      };
    };
    const halvesOf = ({ anna, kim }: { anna: { email: string }; kim: { email: string } }) => ({
      path:
        /https:\/\/api\.shop\.example(\/goodword\/same-person\/[\w-]{43})\b/.exec(
          newestOf(anna.email).text,
        )?.[1] ?? "",
      number: /\b\d{4} \d{4}\b/.exec(newestOf(kim.email).text)?.[0] ?? "",
    });
    const wrong = (number: string) => (number === "0000 0000" ? "0000 0001" : "0000 0000");

    /** As a browser does: no key, and a form's body. */
    const open = async (path: string, init: RequestInit = {}) => {
      const response = await fetch(api.defaults.baseURL + path, init);
      const { date: _, "keep-alive": __, ...headers } = Object.fromEntries(response.headers);
      return { status: response.status, headers, text: await response.text() };
    };
    const type = (path: string, number: string) =>
      open(path, { method: "POST", body: new URLSearchParams({ number }) });
    const merges = () => rows("select * from goodword_merge");

    it("writes to the two addresses, and neither mail names the other, a name or an order", async () => {
      const { anna, kim, proposalId } = await proposed();
      const before = [anna, kim].map(({ email }) => mailbox.mailsFor(email).length);
      await settle();
      expect([anna, kim].map(({ email }) => mailbox.mailsFor(email).length)).toEqual(before);
      await tell(`proposals/${proposalId}/ask`);
      await settle();
      expect([anna, kim].map(({ email }) => mailbox.mailsFor(email).length)).toEqual(
        before.map((n) => n + 1),
      );
      const { path, number } = halvesOf({ anna, kim });
      expect(path).not.toBe("");
      expect(number).not.toBe("");
      const [link, numberMail] = [newestOf(anna.email), newestOf(kim.email)];
      expect(link.text).not.toContain(number);
      expect(numberMail.text).not.toContain("same-person/");
      expect(link.text.toLowerCase()).not.toMatch(/kim/);
      expect(numberMail.text.toLowerCase()).not.toMatch(/anna/);
      for (const { text } of [link, numberMail]) {
        expect(text).toMatch(/^To: [^<>\s]+@example\.com\r?$/m);
        expect(text).not.toMatch(/order_/);
      }
      expect((await ask("proposals")).rows[0].request).toMatchObject({
        askedBy: shop.userId,
        times: 1,
        isOpen: true,
      });
      // What a copy of the database shows.
      const kept = JSON.stringify([
        await rows("select * from goodword_proof_request"),
        await rows("select payload from goodword_outbox where kind = 'mail'"),
      ]);
      expect(kept).not.toContain(path.split("/").at(-1));
      expect(kept).not.toContain(number.replace(" ", ""));
    });

    it("shows a form that changes nothing, however often a mail scanner opens it", async () => {
      const { anna, kim, path } = await asked();
      for (const method of ["GET", "HEAD", "GET"]) {
        const { status, headers, text } = await open(path, { method });
        expect(status).toBe(200);
        expect(headers).toMatchObject({
          "content-type": "text/html; charset=utf-8",
          "cache-control": "no-store",
          "referrer-policy": "no-referrer",
          "x-robots-tag": "noindex, nofollow",
        });
        expect(headers["content-security-policy"]).toMatch(/^default-src 'none'/);
        expect(headers["set-cookie"]).toBeUndefined();
        expect(text).not.toMatch(/example\.com|Kim|Anna|<script/);
        if (method === "GET") expect(text).toContain("Morning Goods");
      }
      expect(await rows("select tries from goodword_proof_request")).toEqual([{ tries: 0 }]);
      expect(await ownerOf(anna.order.id)).not.toBe(await ownerOf(kim.order.id));
    });

    it("makes them one with the number, and link, rewards, codes and mails follow; staff can undo it", async () => {
      const { anna, kim, path, number } = await asked();
      const one = await ownerOf(anna.order.id);
      const other = await ownerOf(kim.order.id);
      const done = await type(path, number);
      expect([done.status, done.text]).toEqual([200, expect.stringContaining("Thank you")]);
      expect(await ownerOf(kim.order.id)).toBe(one);
      expect((await ask("proposals")).count).toBe(0);

      // Kim's old link earns for the one they are, and nobody else hears of it.
      const friend = await shopper.buy(await shopper.cartFrom(kim.code, 2), "ben@friend.example", "Ben");
      await settle();
      const { rewards } = await ask(`orders/${friend.id}`);
      expect(rewards).toMatchObject([{ participantId: one, state: "issued" }]);
      const told = [anna, kim]
        .flatMap(({ email }) => mailbox.mailsFor(email))
        .filter(({ source }) => source.includes(rewards[0].code));
      expect(told).toHaveLength(1);
      const page = await ask(`advocates/${one}`);
      expect(page.merges).toMatchObject([
        { from: other, into: one, decision: { by: "person", reason: "proved-by-mail" }, undone: null },
      ]);

      const undo = await tell(`merges/${page.merges[0].id}/undo`, { reason: "They wrote: not mine." });
      expect(undo).toMatchObject({ undone: true });
      expect(await ownerOf(kim.order.id)).toBe(other);
      expect((await ask(`orders/${friend.id}`)).rewards).toMatchObject([{ participantId: other }]);
      // The link proved it once; staff's word stands.
      expect((await type(path, number)).status).toBe(404);
      expect(await ownerOf(kim.order.id)).toBe(other);
    });

    it("merges once when the form is sent twice at once", async () => {
      const { path, number } = await asked();
      const answers = await Promise.all([1, 2, 3].map(() => type(path, number)));
      for (const { status, text } of answers)
        expect([status, text]).toEqual([200, expect.stringContaining("Thank you")]);
      expect(await merges()).toHaveLength(1);
    });

    it("ends after five wrong numbers, sent one by one or at once, and one mailbox alone gets nowhere", async () => {
      const { anna, kim, path, number } = await asked();
      const first = await type(path, wrong(number));
      expect(first.text).toContain("4 tries are left");
      const others = await Promise.all(
        ["", wrong(number), anna.email, path, wrong(number)].map((typed) => type(path, typed)),
      );
      expect(others.map(({ status }) => status).sort()).toEqual([200, 200, 200, 404, 404]);
      // Whoever has the number has no link, and the right number comes too late.
      const gone = await type(path, number);
      expect(gone.status).toBe(404);
      const unknown = await type(`/goodword/same-person/${"a".repeat(43)}`, number);
      expect({ ...gone, headers: { ...gone.headers } }).toEqual({
        ...unknown,
        headers: { ...unknown.headers },
      });
      expect(await open(path)).toEqual(await open(`/goodword/same-person/${"b".repeat(43)}`));
      expect(await merges()).toEqual([]);
      expect(await ownerOf(anna.order.id)).not.toBe(await ownerOf(kim.order.id));
    });

    it("ends after its time, and with the next mail; after three there is no other", async () => {
      const { anna, kim, proposalId, path, number } = await asked();
      await dbConnection.raw("update goodword_proof_request set expires_at = now() - interval '1 second'");
      expect((await open(path)).status).toBe(404);
      expect((await type(path, number)).status).toBe(404);
      expect(await tell(`proposals/${proposalId}/ask`)).toEqual({ asked: true, refusal: null });
      await settle();
      const second = halvesOf({ anna, kim });
      expect(second.path).not.toBe(path);
      expect(await tell(`proposals/${proposalId}/ask`)).toEqual({ asked: true, refusal: null });
      await settle();
      expect((await type(second.path, second.number)).status).toBe(404);
      expect(await tell(`proposals/${proposalId}/ask`)).toEqual({ asked: false, refusal: "asked-enough" });
      const last = halvesOf({ anna, kim });
      expect((await type(last.path, last.number)).text).toContain("Thank you");
      expect(await merges()).toHaveLength(1);
    });

    it("can be asked for by staff alone", async () => {
      const { proposalId } = await proposed();
      const path = `/admin/goodword/proposals/${proposalId}/ask`;
      expect((await shopper.call(path, {})).status).toBe(401);
      expect(await rows("select * from goodword_proof_request")).toEqual([]);
    });
  },
});
