import type { Mail, Order } from "@goodword/core";
import type { OpenStore } from "./describe-store";
import { openShop, type TestShop } from "./open-shop";

/** Two records, one person or not: what a link and a number by mail prove, over any store. */
export function describeProof(name: string, open: OpenStore): void {
  describe(`a proof by mail over ${name}`, () => {
    let shop: TestShop;
    let first: Order;
    let second: Order;
    beforeEach(async () => {
      shop = await openShop(open);
      // An account and a guest; then an order names the account with the guest's address, which anybody can do.
      first = shop.order("anna", { customerId: "cus_anna", accountEmail: "anna@example.com", locale: "de" });
      await shop.place(first);
      second = shop.order("kim", { placedAt: shop.clock.advance({ minutes: 1 }) });
      await shop.place(second);
      await shop.place(
        shop.order("named", {
          email: "kim@example.com",
          customerId: "cus_anna",
          accountEmail: "anna@example.com",
          placedAt: shop.clock.advance({ minutes: 1 }),
        }),
      );
    });
    afterEach(() => shop.close());

    const proposal = async () => {
      const { rows } = await shop.goodword.listProposals({ limit: 10, offset: 0 });
      return rows[0];
    };
    const ask = async () => {
      const proposalId = (await proposal())?.id ?? "";
      const answer = await shop.goodword.askPerson({ proposalId, by: "user_1" });
      await shop.goodword.work();
      return answer;
    };
    const mailsOf = (template: Mail["content"]["template"]) =>
      shop.notifier.mails.filter(({ content }) => content.template === template);
    /** What the newest two mails hold. */
    const halves = () => {
      const link = mailsOf("same-person-link").at(-1)?.content;
      const number = mailsOf("same-person-number").at(-1)?.content;
      if (link?.template !== "same-person-link" || number?.template !== "same-person-number") {
        throw new Error("both mails were to be there");
      }
      return { token: link.link.split("/").at(-1) ?? "", number: number.number };
    };
    const wrongNumber = () => (halves().number === "0000 0000" ? "0000 0001" : "0000 0000");
    const ownerOf = async (order: Order) =>
      (await shop.goodword.explainOrder({ orderId: order.id })).order?.participantId;
    const areOne = async () => (await ownerOf(first)) === (await ownerOf(second));

    it("writes nothing because of an order alone", () => {
      expect([...mailsOf("same-person-link"), ...mailsOf("same-person-number")]).toEqual([]);
    });

    it("sends a link to the record enrolled first and a number to the other, each in its own locale", async () => {
      expect(await ask()).toEqual({ asked: true, refusal: null });
      const [link] = mailsOf("same-person-link");
      const [number] = mailsOf("same-person-number");
      expect(link).toMatchObject({ to: { address: "anna@example.com", name: null }, locale: "de" });
      expect(number).toMatchObject({ to: { address: "kim@example.com", name: null }, locale: "en" });
      expect(link?.content).toMatchObject({
        link: expect.stringMatching(/^https:\/\/api\.shop\.example\/goodword\/same-person\/[\w-]{43}$/),
        until: "9. November 2026 um 09:02 UTC",
      });
      expect(number?.content).toMatchObject({ number: expect.stringMatching(/^\d{4} \d{4}$/) });
      expect(JSON.stringify(link?.content)).not.toMatch(/kim|anna/i);
      expect(JSON.stringify(number?.content)).not.toMatch(/kim|anna/i);
      expect((await proposal())?.request).toMatchObject({ askedBy: "user_1", times: 1, isOpen: true });
    });

    it("makes them one with link and number, by the person's own word, and staff can take it back", async () => {
      await ask();
      const { token, number } = halves();
      expect(await shop.goodword.showProof({ token })).toEqual({
        state: "open",
        locale: "de",
        shopName: "Mug & Co",
      });
      expect(await areOne()).toBe(false);
      expect(await shop.goodword.provePerson({ token, number })).toMatchObject({ state: "done" });
      expect(await areOne()).toBe(true);
      expect(await proposal()).toBeUndefined();
      const [merge] = await shop.store.merges.of([(await ownerOf(first)) ?? ""]);
      expect(merge?.decision).toMatchObject({ by: "person", reason: "proved-by-mail" });
      const undone = await shop.goodword.undoMerge({
        mergeId: merge?.id ?? "",
        by: "user_1",
        reason: "They called: it was a mistake.",
      });
      expect(undone).toMatchObject({ undone: true });
      expect(await areOne()).toBe(false);
      // What was proved once is not proved again after staff's word.
      expect(await shop.goodword.provePerson({ token, number })).toMatchObject({ state: "gone" });
      expect(await areOne()).toBe(false);
      expect(await shop.sums()).toEqual({});
    });

    it("merges once when the right number comes several times at once, and thanks each time", async () => {
      await ask();
      const { token, number } = halves();
      const views = await Promise.all(
        Array.from({ length: 3 }, () => shop.goodword.provePerson({ token, number })),
      );
      expect(views.map(({ state }) => state)).toEqual(["done", "done", "done"]);
      expect(await shop.store.merges.of([(await ownerOf(first)) ?? ""])).toHaveLength(1);
    });

    it("ends after five wrong numbers, however they come, and then looks like any link that never was", async () => {
      await ask();
      const { token, number } = halves();
      const tries = await Promise.all(
        Array.from({ length: 8 }, () => shop.goodword.provePerson({ token, number: wrongNumber() })),
      );
      const left = tries.flatMap((view) => (view.state === "wrong" ? view.triesLeft : []));
      expect(left.sort()).toEqual([1, 2, 3, 4]);
      const gone = { state: "gone", shopName: "Mug & Co" };
      expect(await shop.goodword.provePerson({ token, number })).toEqual(gone);
      expect(await shop.goodword.showProof({ token })).toEqual(gone);
      expect(await shop.goodword.showProof({ token: "never-was" })).toEqual(gone);
      expect(await areOne()).toBe(false);
      expect((await proposal())?.request).toMatchObject({ isOpen: false });
    });

    it("proves nothing with one half: a link without a number, a number without a link", async () => {
      await ask();
      const { token, number } = halves();
      for (const typed of ["", wrongNumber(), token]) {
        expect(await shop.goodword.provePerson({ token, number: typed })).toMatchObject({ state: "wrong" });
      }
      for (const made of ["", number, number.replace(" ", "")]) {
        expect(await shop.goodword.provePerson({ token: made, number })).toMatchObject({ state: "gone" });
      }
      expect(await areOne()).toBe(false);
    });

    it("ends after seven days", async () => {
      await ask();
      const { token, number } = halves();
      shop.clock.advance({ days: 7 });
      expect(await shop.goodword.showProof({ token })).toMatchObject({ state: "gone" });
      expect(await shop.goodword.provePerson({ token, number })).toMatchObject({ state: "gone" });
      expect(await areOne()).toBe(false);
      expect((await proposal())?.request).toMatchObject({ isOpen: false });
    });

    it("works no more once it was asked again, three times at most", async () => {
      await ask();
      const before = halves();
      expect(await ask()).toEqual({ asked: true, refusal: null });
      expect(halves()).not.toEqual(before);
      expect(await shop.goodword.provePerson(before)).toMatchObject({ state: "gone" });
      const crossed = { token: halves().token, number: before.number };
      expect(await shop.goodword.provePerson(crossed)).toMatchObject({ state: "wrong" });
      expect(await ask()).toEqual({ asked: true, refusal: null });
      const last = halves();
      expect(await ask()).toEqual({ asked: false, refusal: "asked-enough" });
      expect(mailsOf("same-person-link")).toHaveLength(3);
      expect(await shop.goodword.provePerson(last)).toMatchObject({ state: "done" });
    });

    it("works no more once staff decided, and mails that still waited are not sent", async () => {
      const proposalId = (await proposal())?.id ?? "";
      await shop.goodword.askPerson({ proposalId, by: "user_1" });
      const word = { proposalId, by: "user_2", reason: "Two people in one flat." };
      expect(await shop.goodword.decideProposal({ ...word, decision: "separate" })).toMatchObject({
        decided: true,
      });
      await shop.goodword.work();
      expect([...mailsOf("same-person-link"), ...mailsOf("same-person-number")]).toEqual([]);
      expect(await shop.goodword.askPerson({ proposalId, by: "user_1" })).toEqual({
        asked: false,
        refusal: "decided",
      });
    });

    it("ends with staff's word, whatever the person then types", async () => {
      await ask();
      const { token, number } = halves();
      const word = { proposalId: (await proposal())?.id ?? "", by: "user_2", reason: "Two people." };
      await shop.goodword.decideProposal({ ...word, decision: "separate" });
      expect(await shop.goodword.showProof({ token })).toMatchObject({ state: "gone" });
      expect(await shop.goodword.provePerson({ token, number: wrongNumber() })).toMatchObject({
        state: "gone",
      });
      expect(await shop.goodword.provePerson({ token, number })).toMatchObject({ state: "gone" });
      expect(await areOne()).toBe(false);
    });

    it("reaches both mailboxes although the mail server was away, a mail each", async () => {
      const proposalId = (await proposal())?.id ?? "";
      shop.notifier.failNext(2);
      await shop.goodword.askPerson({ proposalId, by: "user_1" });
      await shop.goodword.work();
      shop.clock.advance({ minutes: 1 });
      await shop.goodword.work();
      const { token, number } = halves();
      expect(mailsOf("same-person-link")).toHaveLength(1);
      expect(await shop.goodword.provePerson({ token, number })).toMatchObject({ state: "done" });
    });

    it("proves nothing of a third record that one of the two was merged into meanwhile", async () => {
      const third = shop.order("dora", {
        email: "kim@example.com",
        customerId: "cus_dora",
        accountEmail: "dora@example.com",
        loggedIn: true,
        placedAt: shop.clock.advance({ minutes: 1 }),
      });
      await shop.place(third);
      const { rows } = await shop.goodword.listProposals({ limit: 10, offset: 0 });
      const [older, newer] = rows.map(({ id }) => id);
      await shop.goodword.askPerson({ proposalId: newer ?? "", by: "user_1" });
      await shop.goodword.work();
      expect(mailsOf("same-person-link").map(({ to }) => to.address)).toEqual(["kim@example.com"]);
      const word = { proposalId: older ?? "", by: "user_2", reason: "They called." };
      expect(await shop.goodword.decideProposal({ ...word, decision: "merge" })).toMatchObject({
        decided: true,
      });
      const { token, number } = halves();
      expect(await shop.goodword.showProof({ token })).toMatchObject({ state: "gone" });
      expect(await shop.goodword.provePerson({ token, number })).toMatchObject({ state: "gone" });
      expect(await ownerOf(third)).not.toBe(await ownerOf(first));
    });

    it("is not asked for where an address is gone with its orders", async () => {
      shop.orders.remove(second.id);
      shop.orders.remove("order_named");
      expect(await ask()).toEqual({ asked: false, refusal: "no-address" });
      expect(mailsOf("same-person-link")).toEqual([]);
    });

    it("keeps neither link nor number where somebody with a copy of the database could read them", async () => {
      await ask();
      const { token, number } = halves();
      const request = await shop.store.proofs.byProposals([(await proposal())?.id ?? ""]);
      const kept = JSON.stringify(request);
      expect(kept).not.toContain(token);
      expect(kept).not.toContain(number.replace(" ", ""));
      expect(kept).not.toMatch(/example\.com/);
    });
  });
}
