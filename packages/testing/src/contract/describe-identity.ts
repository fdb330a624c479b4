import { createHash } from "node:crypto";
import { accounts, type Order } from "@goodword/core";
import { aRule } from "../builders";
import type { OpenStore } from "./describe-store";
import { openShop, type TestShop } from "./open-shop";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const word = { by: "user_1", reason: "They wrote to us." };

/** Who an order's buyer is, what looks like one person, and what staff make of it, over any store. */
export function describeIdentity(name: string, open: OpenStore): void {
  describe(`identities over ${name}`, () => {
    let shop: TestShop;
    beforeEach(async () => {
      shop = await openShop(open);
    });
    afterEach(() => shop.close());

    const login = { customerId: "cus_anna", accountEmail: "anna@example.com", loggedIn: true };
    const explain = ({ id }: Order) => shop.goodword.explainOrder({ orderId: id });
    const personOf = async (order: Order) => (await explain(order)).order?.participantId ?? "";
    const place = async (name: string, rest: Partial<Order>) => {
      shop.clock.advance({ minutes: 5 });
      const order = shop.order(name, rest);
      await shop.place(order);
      return order;
    };
    const afterHold = async () => {
      shop.clock.advance({ days: 31 });
      await shop.goodword.work();
    };
    const proposals = async () => (await shop.goodword.listProposals({ limit: 50, offset: 0 })).rows;
    const decide = async (decision: "merge" | "separate", said = word) => {
      const [proposal] = await shop.store.proposals.openOf([await personOf(shop.anna)]);
      return shop.goodword.decideProposal({ proposalId: proposal?.id ?? "", decision, ...said });
    };
    /** Anna orders logged in, Eve as a guest, and then a cart of Eve's carries Anna's account. */
    const attacked = async () => {
      shop.anna = { ...shop.anna, ...login };
      await shop.place(shop.anna);
      const eve = await place("eve", {});
      const stolen = await place("stolen", {
        email: eve.email,
        ...login,
        loggedIn: false,
        accountEmail: "anna@example.com",
      });
      return { eve, stolen };
    };

    it("are never merged by an order, and mails and codes go to who proved the address", async () => {
      const { eve, stolen } = await attacked();
      expect(await personOf(stolen)).toBe(await personOf(eve));
      expect(await personOf(stolen)).not.toBe(await personOf(shop.anna));
      const ben = await place("ben", { claim: await shop.claim(shop.anna) });
      await afterHold();
      expect((await explain(ben)).rewards).toMatchObject([{ state: "issued" }]);
      const rewardMails = shop.notifier.mails.filter(({ content }) => content.template === "reward-issued");
      expect(rewardMails.map(({ to }) => to.address)).toEqual(["anna@example.com"]);
    });

    it("write to no address that is not theirs: neither what a first order carries nor what an account says by now", async () => {
      const asked: (readonly string[])[] = [];
      const { issue } = shop.issuer;
      shop.issuer.issue = async (reward, addresses) => {
        asked.push(addresses);
        await issue(reward, addresses);
      };
      shop.anna = { ...shop.anna, ...login, email: "typed@example.com" };
      await shop.place(shop.anna);
      await place("ben", { claim: await shop.claim(shop.anna) });
      shop.orders.add({ ...shop.anna, accountEmail: "changed@example.com" });
      await afterHold();
      await place("carl", { claim: await shop.claim(shop.anna) });
      shop.orders.add({ ...shop.anna, firstName: "Anna A." });
      await afterHold();
      expect(asked).toEqual([[], ["anna@example.com"]]);
      const mails = shop.notifier.mails.filter(({ content }) => content.template === "reward-issued");
      expect(mails.map(({ to }) => to)).toEqual([{ address: "anna@example.com", name: "Anna A." }]);
      expect(await shop.store.outbox.dead({ limit: 9, offset: 0 })).toEqual({ rows: [], count: 0 });
    });

    it("are proposed once a pair by whatever asks first, with the order that showed it", async () => {
      const { stolen } = await attacked();
      await shop.goodword.recordShare({ orderId: stolen.id, channel: "copy" });
      await shop.goodword.answerPrompt({ orderId: stolen.id, answer: "undone" });
      await place("again", { email: "eve@example.com", ...login, loggedIn: false });
      expect(await proposals()).toMatchObject([
        { orderId: stolen.id, reasons: ["order-names-account"], people: [{}, {}] },
      ]);
      expect(await decide("separate")).toEqual({ decided: true, refusal: null, mergeId: null });
      await place("more", { email: "eve@example.com", ...login, loggedIn: false });
      expect(await proposals()).toEqual([]);
    });

    it("are shown first by a page that is faster than the order's event, with the same outcome", async () => {
      shop.anna = { ...shop.anna, ...login };
      await shop.place(shop.anna);
      await place("eve", {});
      const stolen = shop.order("stolen", { email: "eve@example.com", ...login, loggedIn: false });
      shop.orders.add(stolen);
      await shop.goodword.showPrompt({ orderId: stolen.id });
      expect(await proposals()).toHaveLength(1);
      await shop.place(stolen);
      expect(await proposals()).toHaveLength(1);
    });

    it("send a friend's order to review while staff have not said whether friend and advocate are one", async () => {
      const { eve } = await attacked();
      const code = await shop.claim(shop.anna);
      const friend = await place("friend", { email: "fay@example.com", claim: code });
      const named = { email: "fay@example.com", ...login, loggedIn: false };
      await place("names-anna", named);
      // Judged before: it is looked at again at the end of its hold.
      expect((await explain(friend)).rewards).toMatchObject([{ state: "pending", review: null }]);
      await afterHold();
      const [reward] = (await explain(friend)).rewards;
      expect(reward).toMatchObject({
        state: "pending",
        review: { state: "open" },
        verdict: { outcome: "review", signals: [{ id: "possible-same-person", points: 40 }] },
      });
      await shop.goodword.reviewReward({ rewardId: reward?.id ?? "", decision: "approved", ...word });
      await shop.goodword.work();
      expect((await explain(friend)).rewards).toMatchObject([{ state: "issued" }]);
      expect(eve.id).toBe("order_eve");
    });

    it("flag an order that itself names the advocate's account", async () => {
      await shop.close();
      shop = await openShop(open, { conditions: [] });
      shop.anna = { ...shop.anna, ...login };
      await shop.place(shop.anna);
      const claim = await shop.claim(shop.anna);
      const self = await place("self", { ...login, loggedIn: false, claim });
      expect((await explain(self)).rewards).toMatchObject([
        {
          state: "pending",
          review: { state: "open" },
          verdict: { signals: [{ id: "possible-same-person", points: 40 }] },
        },
      ]);
      await afterHold();
      expect(shop.issuer.issued.size).toBe(0);
    });

    it("become one by staff, whose rewards for each other then wait for a person", async () => {
      shop.anna = { ...shop.anna, ...login };
      await shop.place(shop.anna);
      const dora = await place("dora", { claim: await shop.claim(shop.anna) });
      await place("both", { email: "dora@example.com", ...login, loggedIn: false });
      expect((await explain(dora)).rewards).toMatchObject([{ state: "pending", review: null }]);
      const { mergeId } = await decide("merge");
      expect(await personOf(dora)).toBe(await personOf(shop.anna));
      await afterHold();
      expect((await explain(dora)).rewards).toMatchObject([{ state: "pending", review: { state: "open" } }]);
      const undone = await shop.goodword.undoMerge({ mergeId: mergeId ?? "", ...word });
      expect(undone).toEqual({ undone: true, refusal: null, laterMergeId: null });
      await shop.goodword.work();
      expect((await explain(dora)).rewards).toMatchObject([{ state: "issued", review: null }]);
      expect(await shop.sums()).toEqual({ eur: 0n });
    });

    it("are decided once: a double click changes nothing, and the second of two is refused", async () => {
      await attacked();
      const [proposal] = await proposals();
      const proposalId = proposal?.id ?? "";
      const both = await Promise.all([
        shop.goodword.decideProposal({ proposalId, decision: "merge", ...word }),
        shop.goodword.decideProposal({ proposalId, decision: "separate", by: "user_2", reason: "Two." }),
      ]);
      expect(both.map(({ refusal }) => refusal).sort()).toEqual(["changed-meanwhile", null].sort());
      const won = both.findIndex(({ decided }) => decided) === 0 ? "merge" : "separate";
      const said = won === "merge" ? word : { by: "user_2", reason: "Two." };
      const again = await shop.goodword.decideProposal({ proposalId, decision: won, ...said });
      expect(again).toEqual(both.find(({ decided }) => decided));
      expect(
        await shop.goodword.decideProposal({ proposalId: "none", decision: "merge", ...word }),
      ).toMatchObject({
        refusal: "proposal-unknown",
      });
      await expect(
        shop.goodword.decideProposal({ proposalId, decision: "merge", by: "user_1", reason: " " }),
      ).rejects.toMatchObject({ code: "GW_STAFF_REASON" });
    });

    it("can only be parted again after what was merged later, and once", async () => {
      const { eve } = await attacked();
      const first = await decide("merge");
      const zoe = await place("zoe", {});
      await place("zoes", { email: zoe.email, ...login, loggedIn: false });
      const second = await decide("merge");
      const undo = (mergeId: string | null, said = word) =>
        shop.goodword.undoMerge({ mergeId: mergeId ?? "", ...said });
      expect(await undo(first.mergeId)).toEqual({
        undone: false,
        refusal: "merged-again",
        laterMergeId: second.mergeId,
      });
      expect(await undo(second.mergeId)).toMatchObject({ undone: true });
      const parted = await Promise.all([undo(first.mergeId), undo(first.mergeId)]);
      expect(parted.map(({ undone }) => undone)).toEqual([true, true]);
      expect(await undo(first.mergeId, { by: "user_2", reason: "Two." })).toMatchObject({
        undone: false,
        refusal: "changed-meanwhile",
      });
      expect(await undo("none")).toMatchObject({ refusal: "merge-unknown" });
      const people = await Promise.all([shop.anna, eve, zoe].map(personOf));
      expect(new Set(people).size).toBe(3);
      const { merges } = await shop.goodword.explainAdvocate({ participantId: people[0] ?? "" });
      expect(merges.map(({ id, undone }) => [id, undone?.by])).toEqual([
        [second.mergeId, "user_1"],
        [first.mergeId, "user_1"],
      ]);
    });

    it("get back, with a code, the friends who came by it while it was another's", async () => {
      const { eve } = await attacked();
      const code = await shop.codeOf(eve);
      const { mergeId } = await decide("merge");
      const friend = await place("friend", { referredBy: code });
      expect((await explain(friend)).rewards).toMatchObject([{ participantId: await personOf(shop.anna) }]);
      await shop.goodword.undoMerge({ mergeId: mergeId ?? "", ...word });
      expect((await explain(friend)).rewards).toMatchObject([{ participantId: await personOf(eve) }]);
      const balances = async (order: Order) => {
        const participantId = await personOf(order);
        return (await shop.goodword.statementOf({ participantId, limit: 9, offset: 0 })).balances;
      };
      expect(await balances(eve)).toMatchObject([{ promised: 1_000n }]);
      expect(await balances(shop.anna)).not.toContainEqual(expect.objectContaining({ promised: 1_000n }));
      expect(await shop.sums()).toEqual({ eur: 0n });
    });

    it("take what one of them owes along, and give it back with the order when they are parted", async () => {
      const { eve } = await attacked();
      const [referral] = await shop.store.referrals.byClaimHashes([sha256(await shop.claim(eve))]);
      const code = referral?.benefitCode ?? "";
      await place("eve", {
        id: "order_own",
        email: eve.email,
        promotionCodes: [code],
        discounts: [{ code, amount: 200n }],
        discount: 200n,
      });
      const owedBy = async (person: string) =>
        (await shop.store.ledger.balance(accounts.issued(person))).eur ?? 0n;
      const [annaId, eveId] = [await personOf(shop.anna), await personOf(eve)];
      expect([await owedBy(annaId), await owedBy(eveId)]).toEqual([0n, 200n]);
      const { mergeId } = await decide("merge");
      expect([await owedBy(annaId), await owedBy(eveId)]).toEqual([200n, 0n]);
      expect(await shop.goodword.undoMerge({ mergeId: mergeId ?? "", ...word })).toMatchObject({
        undone: true,
      });
      expect([await owedBy(annaId), await owedBy(eveId)]).toEqual([0n, 200n]);
      expect(await shop.store.ledger.sums()).toMatchObject({ eur: 0n });
    });

    it("keep a level that both had reached as reached", async () => {
      await shop.close();
      const trigger = { on: "level", level: 1, requires: { shares: 1 } } as const;
      const content = { kind: "gated-content", amount: { type: "units", count: 1, item: "course" } } as const;
      shop = await openShop(open, { rewards: [aRule({ id: "sharer", trigger, ...content })] });
      const { eve } = await attacked();
      for (const order of [shop.anna, eve]) {
        await shop.goodword.recordShare({ orderId: order.id, channel: "copy" });
        await shop.goodword.work();
      }
      await decide("merge");
      await shop.goodword.recordShare({ orderId: eve.id, channel: "whatsapp" });
      await shop.goodword.work();
      expect(await shop.store.rewards.byParticipant(await personOf(eve))).toHaveLength(2);
    });
  });
}
