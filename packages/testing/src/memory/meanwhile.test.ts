// What happens between two steps of one act: the host is asked outside of any transaction.
import type { Order } from "@goodword/core";
import { aProgramDefinition, aRule } from "../builders";
import { openShop } from "../contract/open-shop";
import { memoryStore } from "./memory-store";

const open = async () => ({ store: memoryStore(), close: async () => {} });

async function referred() {
  const shop = await openShop(open);
  await shop.place(shop.anna);
  const claim = await shop.claim(shop.anna);
  const ben: Order = { ...shop.ben, claim, placedAt: shop.clock.advance({ minutes: 5 }) };
  await shop.place(ben);
  const rewardOf = async () => (await shop.goodword.explainOrder({ orderId: ben.id })).rewards[0];
  return { shop, ben, rewardOf };
}

describe("while the host gives a reward", () => {
  it("its order is cancelled: what was given is taken back at once", async () => {
    const { shop, ben, rewardOf } = await referred();
    const { issue } = shop.issuer;
    shop.issuer.issue = async (reward) => {
      await issue(reward, []);
      shop.orders.cancel(ben.id, shop.clock.now());
      await shop.goodword.receive("order.canceled", ben.id);
      await shop.goodword.work();
    };
    shop.clock.advance({ days: 31 });
    await shop.goodword.work();
    expect(await rewardOf()).toMatchObject({ state: "reversed", usedBeforeReversal: false });
    expect(shop.issuer.issued.size).toBe(0);
    expect(shop.notifier.mails.filter(({ content }) => content.template === "reward-issued")).toEqual([]);
    expect(await shop.sums()).toEqual({ eur: 0n });
  });

  it("part of its order is refunded: the rest is given in its place", async () => {
    const { shop, ben, rewardOf } = await referred();
    const { issue } = shop.issuer;
    shop.issuer.issue = async (reward) => {
      shop.issuer.issue = issue;
      await issue(reward, []);
      shop.orders.refund(ben.id, 1_000n, shop.clock.now());
      await shop.goodword.receive("order.refunded:1000", ben.id);
      await shop.goodword.work();
    };
    shop.clock.advance({ days: 31 });
    await shop.goodword.work();
    expect(await rewardOf()).toMatchObject({ state: "issued", reversed: 500n, payout: 500n });
    expect([...shop.issuer.issued.values()]).toMatchObject([{ value: { amount: 500n } }]);
    expect(await shop.sums()).toEqual({ eur: 0n });
  });
});

describe("while a code is taken back", () => {
  it("another worker gives the rest of the reward: it is given once", async () => {
    const { shop, ben, rewardOf } = await referred();
    shop.clock.advance({ days: 31 });
    await shop.goodword.work();
    const first = (await rewardOf())?.code ?? "";
    shop.orders.refund(ben.id, 1_000n, shop.clock.now());
    await shop.goodword.receive("order.refunded:1000", ben.id);
    const { revoke } = shop.issuer;
    let asked = 0;
    shop.issuer.revoke = async (reward) => {
      asked += 1;
      const answer = await revoke(reward);
      if (asked > 1) return answer;
      const id = "again";
      const payload = { rewardId: (await rewardOf())?.id ?? "" };
      await shop.store.outbox.put([
        { id, key: id, kind: "adjust-reward", payload, availableAt: shop.clock.now() },
      ]);
      await shop.goodword.work();
      return answer;
    };
    await shop.goodword.work();
    const reward = await rewardOf();
    expect(asked).toBe(2);
    expect(reward).toMatchObject({ state: "issued", payout: 500n });
    expect([...shop.issuer.issued.keys()]).toEqual([reward?.code]);
    expect(shop.issuer.revoked).toEqual(new Set([first]));
  });
});

describe("a program's books", () => {
  it("say what is owed in each currency by itself, by its name", async () => {
    const shop = await openShop(open, { rewards: [aRule()] });
    await shop.place(shop.anna);
    for (const [n, currency] of ["usd", "eur"].entries()) {
      const claim = await shop.claim(shop.anna);
      shop.clock.advance({ minutes: 5 });
      await shop.place(shop.order(`f${n}`, { claim, currency: currency as Order["currency"] }));
    }
    const at = shop.clock.advance({ seconds: 1 });
    const owed = { promised: 1_000n, issued: 0n, owed: 0n };
    expect(await shop.goodword.liabilityAt({ programId: "default", at })).toEqual([
      { currency: "eur", ...owed },
      { currency: "usd", ...owed },
    ]);
    expect(await shop.goodword.liabilityAt({ programId: aProgramDefinition({ id: "x" }).id, at })).toEqual(
      [],
    );
  });
});

describe("a database that was emptied beneath a running shop", () => {
  it("gets its program again", async () => {
    const { store, clock, goodword } = await openShop(open);
    const { all } = store.programs;
    expect((await goodword.listPrograms()).programs).toHaveLength(1);
    let hidden = true;
    store.programs.all = async () => (hidden ? [] : all());
    const { add } = store.programs;
    let added = 0;
    store.programs.add = async (...row) => {
      added += 1;
      hidden = false;
      return add(...row);
    };
    clock.advance({ seconds: 3 });
    await goodword.showOffer({ code: "NOBODYS" });
    expect(added).toBe(1);
    expect((await goodword.listPrograms()).programs).toMatchObject([{ program: { id: "default" } }]);
  });
});
