// What people and programs ask of the engine about things that are not there.
import { createGoodword, currency, type Order, type ProgramDefinition, type Store } from "@goodword/core";
import { anOrder, aRule } from "../builders";
import { openShop, type TestShop } from "../contract/open-shop";
import { memoryBenefit, memoryIssuer, memoryOrders } from "../memory-host";
import { testClock } from "../test-clock";
import { testIds } from "../test-ids";
import { memoryStore } from "./memory-store";

const open = async () => ({ store: memoryStore(), close: async () => {} });
const placed = async (change: Partial<ProgramDefinition> = {}, others: ProgramDefinition[] = []) => {
  const shop = await openShop(open, change, others);
  await shop.place(shop.anna);
  return shop;
};
const explain = (shop: TestShop, { id }: Order) => shop.goodword.explainOrder({ orderId: id });
const idOf = async (shop: TestShop, order: Order) => (await explain(shop, order)).order?.participantId ?? "";

describe("an order that the shop does not know", () => {
  it("answers no prompt, counts no share and names nobody", async () => {
    const { goodword } = await placed();
    const orderId = "order_nobodys";
    expect(await goodword.answerPrompt({ orderId, answer: "dismissed" })).toEqual({ accepted: false });
    expect(await goodword.recordShare({ orderId, channel: "copy" })).toEqual({ recorded: false });
    expect(await goodword.nameAdvocate({ orderId, name: "Anna" })).toEqual({ named: false, code: null });
    expect(await goodword.explainOrder({ orderId })).toEqual({
      order: null,
      buyer: null,
      referral: null,
      rewards: [],
      ledger: [],
    });
  });
});

describe("a customer or code that nobody knows", () => {
  it("has no rewards, no friends and no state", async () => {
    const { goodword } = await placed();
    expect(await goodword.explainCustomer({ customerId: "cus_nobody" })).toEqual({
      advocate: null,
      rewards: [],
      referrals: [],
    });
    expect(await goodword.setCodeStatus({ code: "no code at all!", status: "disabled" })).toEqual({
      changed: false,
    });
    expect(await goodword.setCodeStatus({ code: "FRIEND-XXXXXXXXX", status: "disabled" })).toEqual({
      changed: false,
    });
  });

  it("gives an order to nobody", async () => {
    const shop = await placed();
    const assigned = await shop.goodword.assignOrder({
      orderId: shop.anna.id,
      code: "no code at all!",
      by: "user_1",
      reason: "They wrote to us.",
    });
    expect(assigned).toEqual({ assigned: false, reason: "code-unknown" });
  });

  it("gives an order to nobody when its program is not there any more", async () => {
    const shop = await placed();
    await shop.store.codes.mint([
      {
        code: "GONE-XXXXXXXXX",
        programId: "gone",
        participantId: await idOf(shop, shop.anna),
        status: "active",
        primary: true,
        createdAt: shop.clock.now(),
      },
    ]);
    await shop.place(shop.ben);
    const given = { orderId: shop.ben.id, code: "GONE-XXXXXXXXX", by: "user_1", reason: "They wrote." };
    expect(await shop.goodword.assignOrder(given)).toEqual({ assigned: false, reason: "program-unknown" });
  });
});

describe("an offer", () => {
  it("is made in the program's first currency, or the one asked for, and in no other", async () => {
    const shop = await placed({ friend: { type: "fixed", amounts: { eur: "5", usd: "6" } } });
    const code = await shop.codeOf(shop.anna);
    const offer = async (asked?: string) =>
      (await shop.goodword.showOffer({ code, currency: asked, locale: "en" })).offer?.title;
    expect(await offer()).toContain("€5 off");
    expect(await offer("usd")).toContain("$6 off");
    expect(await offer("gbp")).toBeUndefined();
    expect(await offer("no currency")).toBeUndefined();
  });

  it("is not put on a cart whose code was disabled, nor where the friend gets nothing", async () => {
    const shop = await placed();
    const claim = await shop.claim(shop.anna);
    const code = await shop.codeOf(shop.anna);
    await shop.goodword.setCodeStatus({ code, status: "disabled" });
    expect(await shop.goodword.applyClaim({ cartId: "cart_1", claim })).toMatchObject({
      applied: false,
      reason: "claim-unknown",
    });
    const other = await placed({ friend: null });
    expect(
      await other.goodword.applyClaim({ cartId: "cart_1", claim: await other.claim(other.anna) }),
    ).toMatchObject({
      applied: false,
      reason: "not-applicable",
    });
  });
});

describe("lists", () => {
  it("of referrals are of one advocate and one state where asked so", async () => {
    const shop = await placed();
    const carl = shop.order("carl");
    await shop.place(carl);
    await shop.place({ ...shop.ben, claim: await shop.claim(shop.anna) });
    await shop.claim(carl);
    const [annaId, carlId] = [await idOf(shop, shop.anna), await idOf(shop, carl)];
    const list = async (by: { state?: "claimed" | "qualified"; advocateId?: string }) =>
      (await shop.goodword.listReferrals({ limit: 9, offset: 0, ...by })).rows
        .map(({ advocateId, state }) => `${advocateId === annaId ? "anna" : "carl"} ${state}`)
        .sort();
    expect(await list({})).toEqual(["anna qualified", "carl claimed"]);
    expect(await list({ state: "claimed" })).toEqual(["carl claimed"]);
    expect(await list({ advocateId: annaId })).toEqual(["anna qualified"]);
    expect(await list({ state: "claimed", advocateId: annaId })).toEqual([]);
    expect(await list({ state: "claimed", advocateId: carlId })).toEqual(["carl claimed"]);
  });

  it("of a later order name the relation that its friend is bound by", async () => {
    const every = aRule({ trigger: { on: "order", orders: "every" } });
    const shop = await placed({ rewards: [every], conditions: [] });
    await shop.place({ ...shop.ben, claim: await shop.claim(shop.anna) });
    const later = shop.order("later", { email: shop.ben.email, placedAt: shop.clock.advance({ days: 1 }) });
    await shop.place(later);
    expect(await explain(shop, later)).toMatchObject({
      referral: { state: "qualified", orderId: shop.ben.id, orderDisplayId: "later" },
    });
  });
});

describe("an advocate's name", () => {
  const named = async (name: string) => {
    const shop = await placed({ nameShare: true });
    const before = await shop.codeOf(shop.anna);
    const answer = await shop.goodword.nameAdvocate({ orderId: shop.anna.id, name });
    return { shop, before, answer };
  };

  it.each(["anna.example", "https://evil", "a/b", "anna@shop", "x".repeat(21), "", "7"])(
    "is not taken from %j",
    async (name) => {
      const { answer, before } = await named(name);
      expect(answer).toEqual({ named: false, code: before });
    },
  );

  it("of twenty letters is taken", async () => {
    expect((await named("x".repeat(20))).answer.named).toBe(true);
  });

  it("that no code can carry is taken, and the code stays", async () => {
    const { answer, before } = await named("安娜");
    expect(answer).toEqual({ named: true, code: before });
  });

  it("gives one code, however often it is said", async () => {
    const { answer, shop } = await named("Anna B");
    expect(answer.code).toMatch(/^ANNA-/);
    expect(await shop.goodword.nameAdvocate({ orderId: shop.anna.id, name: "Anna C" })).toEqual(answer);
  });

  it("keeps the code there was when the new one belongs to somebody else", async () => {
    const { shop, before } = await named("");
    const replace = async () => false;
    const store: Store = {
      ...shop.store,
      transaction: (work) =>
        shop.store.transaction((stores) => work({ ...stores, codes: { ...stores.codes, replace } })),
    };
    const goodword = createGoodword(
      {
        store,
        clock: shop.clock,
        ids: testIds(9),
        orders: shop.orders,
        issuer: shop.issuer,
        benefit: shop.benefit,
        notifier: null,
        log: { warn: () => {} },
      },
      { secret: "s".repeat(32), programs: [], mails: { orderConfirmation: false } },
    );
    const answer = await goodword.nameAdvocate({ orderId: shop.anna.id, name: "Anna" });
    expect(answer).toEqual({ named: true, code: before });
  });

  it("names nobody where two have agreed to the same, asked twice in one batch", async () => {
    const shop = await placed({ nameShare: true });
    const other = shop.order("other");
    await shop.place(other);
    for (const { id: orderId } of [shop.anna, other]) {
      await shop.goodword.nameAdvocate({ orderId, name: "Anna" });
    }
    const ben = shop.order("ben", { referredBy: "anna" });
    const again = shop.order("again", { referredBy: "anna" });
    for (const order of [ben, again]) {
      shop.orders.add(order);
      await shop.goodword.receive("order.placed", order.id);
    }
    await shop.goodword.work();
    for (const order of [ben, again]) {
      expect((await explain(shop, order)).order?.attribution.candidates).toMatchObject([
        { kind: "name", lost: "name-ambiguous" },
      ]);
    }
  });

  it("names nobody while the program is paused", async () => {
    const { shop } = await named("Anna B");
    await shop.goodword.setProgramState({ programId: "default", state: "paused" });
    const ben = shop.order("ben", { referredBy: "Anna B" });
    await shop.place(ben);
    expect((await explain(shop, ben)).order?.attribution.candidates).toMatchObject([
      { kind: "name", lost: "program-closed" },
    ]);
  });
});

describe("a shop without a program", () => {
  it("still knows its buyers, asks none of them, and gives a name but no code", async () => {
    const store = memoryStore();
    const clock = testClock();
    const orders = memoryOrders();
    const goodword = createGoodword(
      {
        store: { ...store, now: async () => clock.now() },
        clock,
        ids: testIds(3),
        orders,
        issuer: memoryIssuer(),
        benefit: memoryBenefit(),
        notifier: null,
        log: { warn: () => {} },
      },
      { secret: "s".repeat(32), programs: [], mails: { orderConfirmation: false } },
    );
    const anna = anOrder({ placedAt: clock.now(), currency: currency("eur") });
    orders.add(anna);
    await goodword.receive("order.placed", anna.id);
    await goodword.work();
    expect((await goodword.explainOrder({ orderId: anna.id })).order).toMatchObject({ verdict: "none" });
    expect(await goodword.nameAdvocate({ orderId: anna.id, name: "Anna" })).toEqual({
      named: true,
      code: null,
    });
    expect(await goodword.nameAdvocate({ orderId: anna.id, name: "" })).toEqual({ named: false, code: null });
    expect(await goodword.closePeriods()).toEqual({ granted: 0 });
    expect(await goodword.showPrompt({ orderId: anna.id })).toEqual({ prompt: null, reason: "no-program" });

    const login = { customerId: "cus", accountEmail: "a@work.example", loggedIn: true };
    const work = anOrder({ id: "work", email: "a@work.example", ...login, placedAt: clock.now() });
    const both = anOrder({ id: "both", email: anna.email, ...login, placedAt: clock.advance(1) });
    for (const order of [work, both]) {
      orders.add(order);
      await goodword.receive("order.placed", order.id);
      await goodword.work();
    }
    const rows = await Promise.all(
      [anna, work, both].map(async ({ id }) => (await goodword.explainOrder({ orderId: id })).order),
    );
    const [guest, account, proof] = rows.map((row) => row?.participantId);
    expect(proof).toBe(account);
    expect(guest).not.toBe(account);
    const { rows: proposals } = await goodword.listProposals({ limit: 9, offset: 0 });
    expect(proposals).toMatchObject([
      { reasons: ["logged-in-with-anothers-address"], people: [{ advocate: null }, { advocate: null }] },
    ]);
    const [proposal] = proposals;
    const word = { proposalId: proposal?.id ?? "", by: "user_1", reason: "One person." };
    const { mergeId } = await goodword.decideProposal({ ...word, decision: "merge" });
    expect((await goodword.explainAdvocate({ participantId: guest ?? "" })).merges).toMatchObject([
      { id: mergeId, firstOrderId: "work" },
    ]);
  });
});
