// Ladders, bonuses and people's decisions where something is missing, over or full.
import { definitionHash, type Order, type ProgramDefinition, type RewardRule } from "@goodword/core";
import { aProgramDefinition, aReward, aRule } from "../builders";
import { openShop, type TestShop } from "../contract/open-shop";
import { memoryStore } from "./memory-store";

const open = async () => ({ store: memoryStore(), close: async () => {} });
/** A store in which a version before had saved this program: it may pay for shares and invitations. */
const openBefore = (change: Partial<ProgramDefinition>) => async () => {
  const opened = await open();
  const definition = aProgramDefinition(change);
  const program = { ...definition, version: 1 };
  await opened.store.programs.add({ program, state: "live", seed: definitionHash(definition) }, new Date(0));
  return opened;
};
const who = { by: "user_1", reason: "They wrote to us." };

let shop: TestShop;
const opened = async (change: Partial<ProgramDefinition> = {}, traces: Partial<Order["traces"]> = {}) => {
  shop = await openShop(open, change);
  await shop.place({ ...shop.anna, traces: { ...shop.anna.traces, ...traces } });
};
const openedBefore = async (change: Partial<ProgramDefinition>) => {
  shop = await openShop(openBefore(change), change);
  await shop.place(shop.anna);
};
const friend = async (name: string, rest: Partial<Order> = {}) => {
  const claim = await shop.claim(shop.anna);
  const order = shop.order(name, { claim, placedAt: shop.clock.advance({ minutes: 5 }), ...rest });
  await shop.place(order);
  return order;
};
const explain = ({ id }: Order) => shop.goodword.explainOrder({ orderId: id });
const idOf = async (order: Order) => (await explain(order)).order?.participantId ?? "";
const rewardOf = async (order: Order) => {
  const [reward] = (await explain(order)).rewards;
  if (reward === undefined) throw new Error("no reward");
  return reward;
};

describe("a ladder", () => {
  const level = (id: string, place: number, requires: object, change: Partial<RewardRule> = {}) =>
    aRule({ id, trigger: { on: "level", level: place, requires } as RewardRule["trigger"], ...change });
  const points = { kind: "points", amount: { type: "units", count: 5 } } as const;
  const content = { kind: "gated-content", amount: { type: "units", count: 1, item: "course" } } as const;
  const granted = async () =>
    (await shop.store.rewards.byOrders([`ladder:${await idOf(shop.anna)}`])).map(({ value }) => value);
  const climb = async (payload: Record<string, string>) => {
    const availableAt = shop.clock.now();
    const id = `climb_${Object.values(payload).join("_")}`;
    await shop.store.outbox.put([{ id, key: id, kind: "climb-ladder", payload, availableAt }]);
    return shop.goodword.work();
  };

  it("pays in the currency of the advocate's first order, else in the first that it names", async () => {
    for (const [currency, paid] of [
      ["usd", "usd"],
      ["chf", "eur"],
    ]) {
      const change = { rewards: [level("share", 1, { shares: 1 })], friend: null };
      shop = await openShop(openBefore(change), change);
      await shop.place({ ...shop.anna, currency: currency as Order["currency"] });
      await shop.goodword.recordShare({ orderId: shop.anna.id, channel: "copy" });
      await shop.goodword.work();
      expect(await granted()).toEqual([{ amount: 1_000n, currency: paid }]);
    }
  });

  it("gives points where it names no currency, and nothing where it pays in none", async () => {
    const change = { rewards: [level("share", 1, { shares: 1 }, points)], conditions: [], friend: null };
    await openedBefore(change);
    await shop.goodword.recordShare({ orderId: shop.anna.id, channel: "copy" });
    await shop.goodword.work();
    expect(await granted()).toEqual([{ amount: 5n, currency: "points" }]);
  });

  it("counts a network as an invitation, and a share of one channel once", async () => {
    await opened({
      rewards: [level("share", 1, { shares: 1 }, content), level("invite", 2, { invitations: 2 }, content)],
    });
    const code = await shop.codeOf(shop.anna);
    const visit = (ip: string) =>
      shop.goodword.openShareLink({
        code,
        visitor: { ip, userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" },
        record: true,
        query: {},
      });
    expect(await shop.goodword.recordShare({ orderId: shop.anna.id, channel: "copy" })).toMatchObject({
      recorded: true,
    });
    expect(await shop.goodword.recordShare({ orderId: shop.anna.id, channel: "copy" })).toMatchObject({
      recorded: false,
    });
    await visit("10.0.0.1");
    await shop.goodword.work();
    expect(await granted()).toHaveLength(1);
    await visit("10.0.0.2");
    await shop.goodword.recordShare({ orderId: shop.anna.id, channel: "whatsapp" });
    await shop.goodword.work();
    expect(await granted()).toHaveLength(1);
    await visit("10.0.1.1");
    await shop.goodword.recordShare({ orderId: shop.anna.id, channel: "telegram" });
    await shop.goodword.work();
    expect(await granted()).toHaveLength(2);
  });

  it("is not there for a program that is gone or has no levels, nor climbed by nobody", async () => {
    await opened();
    await shop.goodword.recordShare({ orderId: shop.anna.id, channel: "copy" });
    const advocateId = await idOf(shop.anna);
    expect(await climb({ programId: "default", advocateId })).toMatchObject({ effects: 1, failed: 0 });
    expect(await climb({ programId: "gone", advocateId })).toMatchObject({ effects: 1, failed: 0 });
    expect(await granted()).toEqual([]);
    await opened({ rewards: [level("share", 1, { shares: 1 }, content)] });
    expect(await climb({ programId: "default", advocateId: "nobody" })).toMatchObject({ failed: 0 });
    expect(await shop.store.rewards.byOrders(["ladder:nobody"])).toEqual([]);
  });
});

describe("a program that a version before let pay for shares", () => {
  const rewards = [aRule({ id: "share", trigger: { on: "level", level: 1, requires: { shares: 1 } } })];
  const ladder = async () => shop.store.rewards.byOrders([`ladder:${await idOf(shop.anna)}`]);
  const share = async () => {
    await shop.goodword.recordShare({ orderId: shop.anna.id, channel: "copy" });
    await shop.goodword.work();
  };
  const longAfter = async () => {
    shop.clock.advance({ days: 400 });
    await shop.goodword.work();
  };

  it("still starts, and says so", async () => {
    await openedBefore({ rewards });
    expect((await shop.goodword.showPrompt({ orderId: shop.anna.id })).prompt).not.toBeNull();
    expect((await shop.goodword.readHealth()).warnings).toEqual([
      { code: "paid-for-clicks", params: { program: "default", rule: "share" } },
    ]);
  });

  it("cannot be saved again, and a new one is refused", async () => {
    await openedBefore({ rewards });
    const { version: _, ...definition } = (await shop.goodword.listPrograms()).programs[0]?.program ?? {};
    for (const change of [{ holdDays: 3 }, { id: "another" }]) {
      expect(await shop.goodword.saveProgram({ definition: { ...definition, ...change } })).toMatchObject({
        saved: null,
        problems: [{ code: "GW_PAID_FOR_CLICKS", field: "rewards[0].trigger.requires" }],
      });
    }
    const configured = await openShop(open, { rewards });
    await expect(configured.goodword.listPrograms()).rejects.toMatchObject({ code: "GW_PROGRAM_INVALID" });
    const changed = await openShop(openBefore({ rewards }), { rewards, holdDays: 3 });
    await expect(changed.goodword.listPrograms()).rejects.toMatchObject({ code: "GW_PROGRAM_INVALID" });
  });

  it("gives nothing for them without a person's word, however long nobody says it", async () => {
    await openedBefore({ rewards });
    await share();
    const review = { state: "open", decision: null };
    // At once, so that staff see it while its hold runs.
    expect(await ladder()).toMatchObject([{ state: "pending", review }]);
    await longAfter();
    const [reward] = await ladder();
    expect(reward).toMatchObject({ state: "pending", review });
    expect(shop.issuer.issued.size).toBe(0);
    expect((await shop.goodword.listReviews({ limit: 5, offset: 0 })).rows).toMatchObject([
      {
        said: {
          signals: [
            {
              id: "paid-for-clicks",
              sentence:
                "The reward is for shares or invitations, which one person can make without any friend.",
            },
          ],
        },
      },
    ]);
    await shop.goodword.reviewReward({ rewardId: reward?.id ?? "", decision: "approved", ...who });
    await shop.goodword.work();
    expect(shop.issuer.issued.size).toBe(1);
  });

  it("takes the promise back where a person declines it", async () => {
    await openedBefore({ rewards });
    await share();
    const [reward] = await ladder();
    await shop.goodword.reviewReward({ rewardId: reward?.id ?? "", decision: "declined", ...who });
    await longAfter();
    expect(await ladder()).toMatchObject([{ state: "declined" }]);
    expect(shop.issuer.issued.size).toBe(0);
    expect(await shop.sums()).toEqual({ eur: 0n });
  });

  it("sends what was granted before to a person too, when its hold ends", async () => {
    await openedBefore({ rewards });
    const participantId = await idOf(shop.anna);
    const reward = { participantId, orderId: `ladder:${participantId}`, rule: "share", referralId: null };
    await shop.store.rewards.grant([aReward({ ...reward, state: "pending", review: null, verdict: null })]);
    await shop.store.outbox.put([
      {
        id: "settle_1",
        key: "settle_1",
        kind: "settle-reward",
        payload: { rewardId: aReward().id },
        availableAt: shop.clock.now(),
      },
    ]);
    await longAfter();
    expect(await ladder()).toMatchObject([{ state: "pending", review: { state: "open" } }]);
    expect(shop.issuer.issued.size).toBe(0);
  });
});

describe("a period's bonus", () => {
  const best = (change: Partial<RewardRule> = {}) =>
    aRule({ id: "best", trigger: { on: "period-end", period: "month", top: 1 }, ...change });

  it("is not given by a draft", async () => {
    await opened({ rewards: [best()] });
    await friend("ben");
    await shop.goodword.saveProgram({ definition: { ...(await definition()), id: "draft" } });
    shop.clock.advance({ days: 31 });
    expect(await shop.goodword.closePeriods()).toEqual({ granted: 1 });
    expect(await shop.goodword.closePeriods()).toEqual({ granted: 0 });
  });

  it("is still given while a program is paused", async () => {
    await opened({ rewards: [best()] });
    await friend("ben");
    await shop.goodword.setProgramState({ programId: "default", state: "paused" });
    shop.clock.advance({ days: 31 });
    expect(await shop.goodword.closePeriods()).toEqual({ granted: 1 });
  });

  const definition = async () => {
    const [listed] = (await shop.goodword.listPrograms()).programs;
    if (listed === undefined) throw new Error("no program");
    const { version: _, ...rest } = listed.program;
    return rest;
  };
});

describe("a person's decision", () => {
  const device = { device: "phone-anna" };
  const flagged = async () => {
    await opened({}, device);
    const traces = { ...shop.anna.traces, ...device };
    return friend("ben", { traces });
  };
  const declined = async (change: Partial<ProgramDefinition> = {}) => {
    await opened(change, { paymentFingerprint: "card-anna" });
    return friend("ben", { traces: { ...shop.anna.traces, paymentFingerprint: "card-anna" } });
  };

  it("is about a reward that there is and that was flagged", async () => {
    await opened();
    const ben = await friend("ben");
    const { id: rewardId } = await rewardOf(ben);
    const { goodword } = shop;
    for (const id of [rewardId, "nobodys"]) {
      expect(await goodword.reviewReward({ rewardId: id, decision: "approved", ...who })).toBeNull();
      expect(await goodword.appealReward({ rewardId: id, reason: "Please look." })).toBeNull();
      expect(await goodword.answerAppeal({ rewardId: id, decision: "upheld", ...who })).toBeNull();
    }
  });

  it("is kept, and changes nothing, when the order is cancelled before it", async () => {
    const ben = await flagged();
    const { id: rewardId } = await rewardOf(ben);
    await shop.tell("order.canceled", { ...ben, canceledAt: shop.clock.now() });
    await shop.goodword.reviewReward({ rewardId, decision: "approved", ...who });
    expect(await rewardOf(ben)).toMatchObject({ state: "reversed", review: { state: "approved" } });
    await shop.goodword.work();
    expect(shop.issuer.issued.size).toBe(0);
    expect(await shop.sums()).toEqual({ eur: 0n });
  });

  it("for an appeal gives nothing when the cap is full by now", async () => {
    const ben = await declined({ caps: { perAdvocate: 1 } });
    const { id: rewardId } = await rewardOf(ben);
    const carl = await friend("carl");
    expect(await rewardOf(carl)).toMatchObject({ state: "pending" });
    await shop.goodword.appealReward({ rewardId, reason: "My sister paid for me." });
    await shop.goodword.answerAppeal({ rewardId, decision: "overturned", ...who });
    expect(await rewardOf(ben)).toMatchObject({
      state: "declined",
      declined: "cap-reached",
      review: { appealState: "overturned" },
    });
    expect(await explain(ben)).toMatchObject({ order: { verdict: "rejected" }, ledger: [] });
  });

  it("for an appeal gives nothing when the shop does not know the order any more", async () => {
    const ben = await declined();
    const { id: rewardId } = await rewardOf(ben);
    await shop.goodword.appealReward({ rewardId, reason: "My sister paid for me." });
    const load = shop.orders.load;
    shop.orders.load = async (ids) => (await load(ids)).filter(({ id }) => id !== ben.id);
    await shop.goodword.answerAppeal({ rewardId, decision: "overturned", ...who });
    expect(await rewardOf(ben)).toMatchObject({ state: "declined", review: { appealState: "overturned" } });
  });

  it("is made about a ladder's reward too, which has no order", async () => {
    await opened();
    const participantId = await idOf(shop.anna);
    const review = {
      state: "declined",
      openedAt: shop.clock.now().toISOString(),
      decision: null,
      appealState: "none",
      appeal: null,
      appealDecision: null,
    } as const;
    await shop.store.rewards.grant([
      aReward({
        orderId: `ladder:${participantId}`,
        participantId,
        referralId: null,
        state: "declined",
        review,
      }),
    ]);
    const rewardId = "reward_1";
    expect(await shop.goodword.appealReward({ rewardId, reason: "Please look." })).toMatchObject({
      review: { appealState: "asked" },
    });
    expect(await shop.goodword.answerAppeal({ rewardId, decision: "overturned", ...who })).toMatchObject({
      state: "declined",
      review: { appealState: "overturned" },
    });
  });

  it("takes one of a bound friend's orders away, and the relation stays with the others", async () => {
    const every = aRule({ trigger: { on: "order", orders: "every" } });
    await opened({ rewards: [every], conditions: [] });
    const ben = await friend("ben");
    const later = shop.order("later", { email: ben.email, placedAt: shop.clock.advance({ days: 1 }) });
    await shop.place(later);
    await shop.goodword.removeAttribution({ orderId: later.id, ...who });
    expect(await explain(ben)).toMatchObject({
      referral: { state: "qualified" },
      rewards: [{ state: "pending" }],
    });
    expect(await explain(later)).toMatchObject({
      order: { verdict: "rejected" },
      rewards: [{ state: "reversed" }],
    });
    const key = { programId: "default", scope: "friends", subject: await idOf(shop.anna) };
    expect(await shop.store.counters.read([key])).toEqual([{ ...key, count: 1n }]);
    await shop.goodword.removeAttribution({ orderId: ben.id, ...who });
    expect(await shop.store.counters.read([key])).toEqual([{ ...key, count: 0n }]);
  });

  it("takes the first of a bound friend's orders away, and the friend still counts for another", async () => {
    const every = aRule({ trigger: { on: "order", orders: "every" } });
    await opened({ rewards: [every], conditions: [] });
    const ben = await friend("ben");
    const later = shop.order("later", { email: ben.email, placedAt: shop.clock.advance({ days: 1 }) });
    await shop.place(later);
    await shop.goodword.removeAttribution({ orderId: ben.id, ...who });
    const key = { programId: "default", scope: "friends", subject: await idOf(shop.anna) };
    expect(await shop.store.counters.read([key])).toEqual([{ ...key, count: 1n }]);
    expect(await explain(later)).toMatchObject({ rewards: [{ state: "pending" }] });
    const third = shop.order("third", { email: ben.email, placedAt: shop.clock.advance({ days: 1 }) });
    await shop.place(third);
    expect((await explain(third)).order).toMatchObject({ verdict: "none" });
  });

  it("takes an order away that waited, and nobody was bound by it", async () => {
    await opened({ conditions: [{ type: "captured" }] });
    const ben = await friend("ben");
    expect(await shop.goodword.removeAttribution({ orderId: ben.id, ...who })).toMatchObject({
      removed: true,
    });
    const [row] = (await shop.goodword.listReferrals({ limit: 9, offset: 0 })).rows;
    expect(row).toMatchObject({ state: "rejected", reasons: ["removed-by-staff"] });
    await shop.tell("order.captured", { ...ben, capturedAt: shop.clock.now() });
    expect((await explain(ben)).order).toMatchObject({ verdict: "rejected", reasons: ["removed-by-staff"] });
  });
});
