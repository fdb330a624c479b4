import { type DeadLetter, GoodwordError, type Overview } from "@goodword/core";
import { openShop, type TestShop } from "../contract/open-shop";
import { memoryStore } from "./memory-store";

let shop: TestShop;
beforeEach(async () => {
  shop = await openShop(async () => ({ store: memoryStore(), close: async () => {} }));
});

const visit = async (code: string, ip: string) =>
  shop.goodword.openShareLink({
    code,
    visitor: { ip, userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" },
    record: true,
    query: {},
  });
const figures = ({ figures }: Overview) =>
  Object.fromEntries(
    figures.map((figure) => [figure.name, figure.unit === "money" ? figure.money : figure.now]),
  );

/** Anna buys and shares twice; three people visit; Ben claims and orders an hour later, €20.00. */
async function story() {
  await shop.place(shop.anna);
  const code = await shop.codeOf(shop.anna);
  await shop.goodword.recordShare({ orderId: shop.anna.id, channel: "copy" });
  await shop.goodword.recordShare({ orderId: shop.anna.id, channel: "telegram" });
  for (const ip of ["1.1.1.1", "1.1.1.2", "1.1.1.3"]) await visit(code, ip);
  const claim = await shop.claim(shop.anna);
  shop.clock.advance({ hours: 1 });
  await shop.place({ ...shop.ben, placedAt: shop.clock.now(), claim });
  return code;
}

describe("the overview", () => {
  it("equals a count by hand", async () => {
    await story();
    const overview = await shop.goodword.readOverview({ days: 7 });
    expect(overview.period).toEqual({ first: "2026-10-27", last: "2026-11-02" });
    expect(overview.before).toEqual({ first: "2026-10-20", last: "2026-10-26" });
    expect(figures(overview)).toMatchObject({
      advocates: 2,
      shareRate: 0.5,
      clicks: 3,
      clickThroughRate: 1.5,
      claimRate: 0.3333,
      conversionRate: 0.3333,
      friends: 1,
      referralRate: 0.5,
      referredRevenue: [{ currency: "eur", now: 2000n, before: null, change: null }],
      rewardCost: [{ now: 1000n }],
      costPerAcquisition: [{ now: 1000n }],
      returnOnRewards: 1,
      newCustomerValueReferred: [{ now: 2000n }],
      newCustomerValueOthers: [{ now: 2000n }],
      kFactor: 0.5,
      timeToFirstReferral: 0,
      rewardLiability: [{ now: 1000n }],
    });
    expect(overview.funnel.map(({ count }) => count)).toEqual([2, 1, 3, 1, 1, 1]);
    expect(overview.trend).toHaveLength(7);
    expect(overview.trend.at(-1)).toEqual({
      day: "2026-11-02",
      enrolled: 2,
      shares: 2,
      clicks: 3,
      claims: 1,
      ordered: 1,
      qualified: 1,
      orders: 2,
      referredOrders: 1,
    });
    expect(overview.trend[0]).toMatchObject({ day: "2026-10-27", enrolled: 0, clicks: 0 });
  });

  it("says the same of those days later, clicks too when they are counted and gone", async () => {
    await story();
    const then = await shop.goodword.readOverview({ days: 7 });
    shop.clock.advance({ days: 9 });
    await shop.goodword.tendClicks();
    const later = await shop.goodword.readOverview({ days: 7, last: "2026-11-02" });
    expect(later).toEqual(then);
    const now = await shop.goodword.readOverview({ days: 7 });
    expect(now.before).toEqual({ first: "2026-10-29", last: "2026-11-04" });
    expect(now.figures.find(({ name }) => name === "clicks")).toMatchObject({
      now: 0,
      before: 3,
      change: -1,
    });
  });

  it("refuses a day that is none, and asks for nothing again", async () => {
    await expect(shop.goodword.readOverview({ days: 7, last: "2026-02-30" })).rejects.toMatchObject({
      code: "GW_PERIOD",
      action: "ignore",
    });
  });
});

describe("staff", () => {
  it("find an advocate by code or by an address however it is written, and nobody by what is neither", async () => {
    const code = await story();
    const find = async (text: string) => (await shop.goodword.findAdvocate({ text })).participantId;
    const anna = await find(code.toLowerCase());
    expect(anna).toMatch(/^participant_/);
    expect(await find(` ${shop.anna.email?.toUpperCase()} `)).toBe(anna);
    expect(await find("ben@example.com")).not.toBe(anna);
    for (const nobody of ["carla@example.com", "@", "FRIEND-2222222", "?!", " "]) {
      expect(await find(nobody)).toBeNull();
    }
  });

  it("read a referral's story: who was considered, who lost and why, and what was earned", async () => {
    await story();
    const carla = shop.order("carla");
    await shop.place(carla);
    const [lost, won] = [await shop.claim(shop.anna), await shop.codeOf(carla)];
    shop.clock.advance({ hours: 1 });
    await shop.place(shop.order("dan", { claim: lost, referredBy: won }));
    const { rows } = await shop.goodword.listReferrals({ limit: 10, offset: 0, search: won });
    const told = await shop.goodword.explainReferral({ referralId: rows[0]?.id ?? "" });
    expect(told).toMatchObject({
      referral: { source: "code", programId: "default", programVersion: 1, state: "qualified" },
      advocate: { code: won, link: `https://shop.example/go/${won.toLowerCase()}` },
      rewards: [{ side: "advocate", value: { amount: 1000n } }],
    });
    const candidates = told.orders[0]?.attribution.candidates ?? [];
    expect(candidates.map(({ kind, lost }) => [kind, lost]).sort()).toEqual([
      ["claim", "weaker-evidence"],
      ["code", null],
    ]);
    expect(told.considered.map(({ firstOrderId }) => firstOrderId).sort()).toEqual([shop.anna.id, carla.id]);
    expect(await shop.goodword.explainReferral({ referralId: "unknown" })).toEqual({
      referral: null,
      advocate: null,
      orders: [],
      rewards: [],
      considered: [],
    });
  });
});

describe("health", () => {
  const letters = async () =>
    (await shop.goodword.listDeadLetters({ queue: "outbox", limit: 10, offset: 0 })).rows;

  it("is well when nothing waits", async () => {
    await story();
    await shop.goodword.reconcile();
    const health = await shop.goodword.readHealth();
    expect(health).toMatchObject({
      status: "well",
      at: shop.clock.now(),
      reconciler: { readUntil: shop.clock.now(), lagSeconds: 0 },
      lostClicks: 0,
      sendsMail: true,
      options: [],
    });
    // The reward's hold is a message of a month from now, and no delay.
    expect(health.queues).toEqual([
      { name: "inbox", waiting: 0, due: 0, oldestDueAt: null, retrying: 0, dead: 0, lagSeconds: 0 },
      { name: "outbox", waiting: 1, due: 0, oldestDueAt: null, retrying: 0, dead: 0, lagSeconds: 0 },
    ]);
  });

  it("is late when an order waits, or the host's orders were not read, for more than five minutes", async () => {
    await shop.goodword.readHealth();
    await shop.goodword.receive("order.placed", shop.anna.id);
    shop.clock.advance({ minutes: 5 });
    expect((await shop.goodword.readHealth()).status).toBe("well");
    shop.clock.advance({ seconds: 1 });
    const late = await shop.goodword.readHealth();
    expect(late).toMatchObject({ status: "late", reconciler: { readUntil: null, lagSeconds: null } });
    expect(late.queues[0]).toMatchObject({ due: 1, lagSeconds: 301 });
    await shop.goodword.work();
    expect((await shop.goodword.readHealth()).status).toBe("well");
    await shop.goodword.reconcile();
    shop.clock.advance({ minutes: 6 });
    expect(await shop.goodword.readHealth()).toMatchObject({
      status: "late",
      reconciler: { lagSeconds: 360 },
    });
  });

  it("shows what failed for good, and gives it once when it is put back", async () => {
    await story();
    shop.issuer.failNext(
      1,
      new GoodwordError("GW_HOST_REFUSED", "issuer: no such kind", { action: "ignore" }),
    );
    shop.clock.advance({ days: 40 });
    await shop.goodword.work();
    // The reward is put aside at once where trying again cannot help.
    const [letter, ...others] = (await letters()) as [DeadLetter];
    expect(others).toEqual([]);
    expect(letter).toMatchObject({
      queue: "outbox",
      kind: "issue-reward",
      error: "GW_HOST_REFUSED: issuer: no such kind",
      attempts: 1,
      rewardId: expect.stringMatching(/^reward_/),
      orderId: null,
    });
    expect((await shop.goodword.readHealth()).status).toBe("dead");
    expect(shop.issuer.issued.size).toBe(0);

    const replay = (ids?: string[]) => shop.goodword.replayDeadLetters({ queue: "outbox", ids });
    expect(await replay(["unknown"])).toEqual({ replayed: 0 });
    expect(await replay([letter.id])).toEqual({ replayed: 1 });
    expect(await replay([letter.id])).toEqual({ replayed: 0 });
    expect(await replay()).toEqual({ replayed: 0 });
    await shop.goodword.work();
    await shop.goodword.work();
    expect(shop.issuer.issued.size).toBe(1);
    expect(await letters()).toEqual([]);
    expect(shop.notifier.mails.filter(({ to }) => to.address === shop.anna.email)).toHaveLength(2);
  });
});
