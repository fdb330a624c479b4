import * as fc from "fast-check";
import { checkMails, checkWeakly } from "./check-life";
import {
  hostOrder,
  type LifeClaim,
  type LifeModel,
  type LifeOrder,
  type LifePerson,
  type LifeShop,
  pick,
} from "./life";
import { type LifeProgram, lifePrograms } from "./life-programs";
import { settle } from "./settle-life";

export type LifeCommand = fc.AsyncCommand<LifeModel, LifeShop>;
type Run<A> = (model: LifeModel, shop: LifeShop, args: A) => Promise<unknown>;

/** How many commands lie between two looks at everything. */
const lookEvery = 12;

/** A command of these arguments; `can` says whether there is anything it could be done to. */
export function command<A extends object>(
  name: string,
  args: fc.Arbitrary<A>,
  run: Run<A>,
  can: (model: LifeModel) => boolean = () => true,
): fc.Arbitrary<LifeCommand> {
  return args.map((given) => ({
    check: can,
    toString: () => `${name}(${fc.stringify(given)})`,
    async run(model: LifeModel, shop: LifeShop) {
      model.history.push(`${name}(${fc.stringify(given)})`);
      await run(model, shop, given);
      model.done += 1;
      checkMails(model, shop);
      if (model.done % lookEvery === 0) await checkWeakly(model, shop);
    },
  }));
}

/** Of plain objects, so that a history prints as it may be written. */
export const rec = <A extends object>(arguments_: { [K in keyof A]: fc.Arbitrary<A[K]> }): fc.Arbitrary<A> =>
  fc.record(arguments_, { noNullPrototype: true }) as fc.Arbitrary<A>;

export const n = () => fc.nat({ max: 9_999 });
const hasOrders = ({ orders }: LifeModel) => orders.length > 0;

/** How an event reaches the engine: at once, later, or only by the reconciler. */
const delivered = fc.constantFrom("worked", "worked", "queued", "lost" as const);
type Delivered = "worked" | "queued" | "lost";

async function tell(
  model: LifeModel,
  { goodword }: LifeShop,
  event: string,
  orderId: string,
  how: Delivered,
) {
  model.events.push({ event, orderId });
  if (how !== "lost") await goodword.receive(event, orderId);
  if (how === "worked") await goodword.work();
}

const values = [1_000n, 2_000n, 3_333n, 10_000n];

const placing = rec({
  who: fc.constantFrom("new", "new", "new", "known" as const),
  evidence: fc.constantFrom("none", "claim", "claim", "claim", "code", "cookie", "claim and code" as const),
  flag: fc.constantFrom(null, null, null, null, null, null, "device", "card" as const),
  account: fc.boolean(),
  person: n(),
  claim: n(),
  code: n(),
  value: n(),
  how: delivered,
});

const place: Run<typeof placing extends fc.Arbitrary<infer A> ? A : never> = async (model, shop, given) => {
  const { clock } = shop;
  const isNew = given.who === "new" || model.people.length === 0;
  const person: LifePerson = isNew ? newPerson(model, given.account) : pick(model.people, given.person);
  const claim = given.evidence.startsWith("claim") ? chosenClaim(model, given.claim) : null;
  const codes = [...model.codes];
  const typed = /code|cookie/.test(given.evidence) && codes.length > 0 ? pick(codes, given.code) : null;
  const kind = given.evidence === "cookie" ? "cookie" : "code";
  const advocate = claim?.advocate ?? typed?.[1].advocate ?? null;
  if (claim !== null) claim.orders += 1;
  const order: LifeOrder = {
    id: `order_${model.orders.length}`,
    person,
    value: pick(values, given.value),
    placedAt: clock.now(),
    claim,
    code: typed && { kind, advocate: typed[1].advocate },
    codeVersion: typed?.[1].active && model.live && given.how === "worked" ? model.version : null,
    flag: advocate === null ? null : given.flag,
    heard: given.how === "worked",
    touched: false,
    refunded: 0n,
    canceledAt: null,
    captured: false,
    fulfilledAt: null,
  };
  model.orders.push(order);
  const own = hostOrder(order, accountOf(person));
  const whose = (part: "device" | "card") => (order.flag === part && advocate ? advocate : person).email;
  shop.orders.add({
    ...own,
    claim: claim?.token ?? null,
    referredBy: typed && kind === "code" ? ` ${typed[0].toLowerCase()}` : null,
    cookie: typed && kind === "cookie" ? { code: typed[0], at: clock.now() } : null,
    traces: {
      ...own.traces,
      device: `device ${whose("device")}`,
      paymentFingerprint: `card ${whose("card")}`,
    },
  });
  await tell(model, shop, "order.placed", order.id, given.how);
};

/** Mostly one that nobody has ordered with yet. */
function chosenClaim({ claims }: LifeModel, n: number): LifeClaim | null {
  const fresh = claims.filter(({ orders }) => orders === 0);
  const among = n % 8 !== 0 && fresh.length > 0 ? fresh : claims;
  return among.length === 0 ? null : pick(among, n);
}

function newPerson(model: LifeModel, account: boolean): LifePerson {
  const number = model.people.length;
  const person = {
    email: `person${number}@example.com`,
    customerId: account ? `cus_${number}` : null,
    doubted: false,
    dismissedUntil: null,
  };
  model.people.push(person);
  return person;
}

const accountOf = ({ customerId, email }: LifePerson) => ({
  customerId,
  accountEmail: customerId === null ? null : email,
});

/** An order with one person's address and another's account, by whoever is logged in to it or by whoever is not. */
const nameTwo: Run<{ guest: number; account: number; loggedIn: boolean; how: Delivered }> = async (
  model,
  shop,
  given,
) => {
  const account = pick(
    model.people.filter(({ customerId }) => customerId !== null),
    given.account,
  );
  const guest = pick(
    model.people.filter((person) => person !== account),
    given.guest,
  );
  guest.doubted = true;
  account.doubted = true;
  const order: LifeOrder = {
    id: `order_${model.orders.length}`,
    person: given.loggedIn ? account : guest,
    value: 2_000n,
    placedAt: shop.clock.now(),
    claim: null,
    code: null,
    codeVersion: null,
    flag: null,
    heard: given.how === "worked",
    touched: false,
    refunded: 0n,
    canceledAt: null,
    captured: false,
    fulfilledAt: null,
  };
  model.orders.push(order);
  const { loggedIn } = given;
  shop.orders.add(hostOrder(order, { ...accountOf(account), loggedIn, email: guest.email }));
  await tell(model, shop, "order.placed", order.id, given.how);
};

/** Somebody opens the confirmation page; whoever said "No thanks" is not asked, and any other gets their link. */
async function showPrompt(model: LifeModel, shop: LifeShop, order: LifeOrder): Promise<string | null> {
  const { prompt } = await shop.goodword.showPrompt({ orderId: order.id });
  const { dismissedUntil, doubted } = order.person;
  // Whoever was made one with another and parted again may be asked by what was said before.
  if (!doubted && dismissedUntil !== null && dismissedUntil > shop.clock.now()) expect(prompt).toBeNull();
  if (order.canceledAt !== null || !model.live) expect(prompt).toBeNull();
  const code = prompt?.link.split("/").at(-1)?.toUpperCase() ?? null;
  if (code !== null && !model.codes.has(code))
    model.codes.set(code, { advocate: order.person, active: true });
  return code;
}

const claim: Run<{ order: number; code: number }> = async (model, shop, given) => {
  await showPrompt(model, shop, pick(model.orders, given.order));
  const codes = [...model.codes];
  if (codes.length === 0) return;
  const [code, { advocate, active }] = pick(codes, given.code);
  const { claim } = await shop.goodword.claimOffer({ code });
  expect(claim !== null).toBe(active && model.live);
  if (claim === null) return;
  const { token } = claim;
  model.claims.push({
    token,
    advocate,
    at: shop.clock.now(),
    version: model.version,
    orders: 0,
  });
};

const change: Run<{ order: number; what: number; percent: number; how: Delivered }> = async (
  model,
  shop,
  given,
) => {
  const order = pick(model.orders, given.order);
  const now = shop.clock.now();
  const what = pick(["capture", "fulfil", "refund", "refund", "refund all", "cancel"] as const, given.what);
  if (what === "capture" || what === "fulfil") {
    const isDone = what === "capture" ? order.captured : order.fulfilledAt !== null;
    if (isDone || order.canceledAt !== null) return;
    if (what === "capture") order.captured = true;
    else order.fulfilledAt = now;
    shop.orders[what](order.id, now);
    await tell(model, shop, what === "capture" ? "order.captured" : "order.fulfilled", order.id, given.how);
  } else if (what === "cancel") {
    if (order.canceledAt !== null) return;
    order.canceledAt = now;
    shop.orders.cancel(order.id, now);
    await tell(model, shop, "order.canceled", order.id, given.how);
  } else {
    const left = order.value - order.refunded;
    if (left <= 0n) return;
    const more = what === "refund all" ? left : (order.value * BigInt(given.percent)) / 100n;
    order.refunded += more < left ? more : left;
    shop.orders.refund(order.id, order.refunded, now);
    await tell(model, shop, `order.refunded:${order.refunded}`, order.id, given.how);
  }
};

const again: Run<{ event: number; other: boolean; times: number }> = async (model, shop, given) => {
  const { event, orderId } = pick(model.events, given.event);
  await Promise.all(Array.from({ length: given.times }, () => shop.goodword.receive(event, orderId)));
  // Another kind of event passes the inbox's key.
  if (given.other) await shop.goodword.receive(`order.changed:${model.done}`, orderId);
};

const work: Run<{ workers: number; batch: number; apart: boolean }> = async (_model, shop, given) => {
  const options = given.batch === 0 ? {} : { batch: given.batch, apart: given.apart };
  await Promise.all(Array.from({ length: given.workers }, () => shop.goodword.work(options)));
};

const use: Run<{ code: number; told: boolean }> = async (model, shop, given) => {
  const given2 = [...shop.issuer.issued.values()];
  if (given2.length === 0) return;
  const { code, value } = pick(given2, given.code);
  shop.issuer.use(code);
  model.used.set(code, { amount: value.amount, told: given.told });
  if (given.told) await shop.goodword.redeemReward({ code });
};

const tellUse: Run<{ code: number }> = async (model, shop, given) => {
  const [code, use] = pick([...model.used], given.code);
  use.told = true;
  await shop.goodword.redeemReward({ code });
};

const changeProgram: Run<{ program: number }> = async (model, shop, given) => {
  const program = pick(lifePrograms, given.program);
  const { saved } = await shop.goodword.saveProgram({ definition: program.definition });
  const version = saved?.program.version ?? 0;
  expect(version).toBe(model.versions.get(model.version) === program ? model.version : model.version + 1);
  model.version = version;
  model.versions.set(version, program as LifeProgram);
};

export const lifeCommands: { weight: number; arbitrary: fc.Arbitrary<LifeCommand> }[] = [
  { weight: 36, arbitrary: command("place", placing, place) },
  {
    weight: 1,
    arbitrary: command(
      "nameTwo",
      rec({ guest: n(), account: n(), loggedIn: fc.boolean(), how: delivered }),
      nameTwo,
      ({ people }) => people.length > 1 && people.some(({ customerId }) => customerId !== null),
    ),
  },
  { weight: 26, arbitrary: command("claim", rec({ order: n(), code: n() }), claim, hasOrders) },
  {
    weight: 24,
    arbitrary: command(
      "change",
      rec({ order: n(), what: n(), percent: fc.integer({ min: 1, max: 60 }), how: delivered }),
      change,
      hasOrders,
    ),
  },
  {
    weight: 6,
    arbitrary: command(
      "again",
      rec({ event: n(), other: fc.boolean(), times: fc.integer({ min: 1, max: 2 }) }),
      again,
      ({ events }) => events.length > 0,
    ),
  },
  {
    weight: 16,
    arbitrary: command(
      "work",
      rec({
        workers: fc.integer({ min: 1, max: 2 }),
        batch: fc.constantFrom(0, 1, 50),
        apart: fc.boolean(),
      }),
      work,
    ),
  },
  {
    weight: 14,
    arbitrary: command(
      "advance",
      rec({
        minutes: fc.oneof(
          fc.integer({ min: 1, max: 600 }),
          fc.integer({ min: 1_440, max: 14_400 }),
          fc.constant(31 * 1_440),
        ),
      }),
      async (_model, { clock }, given) => clock.advance(given),
    ),
  },
  {
    weight: 2,
    arbitrary: command("failIssuer", rec({}), async (_model, { issuer }) => issuer.failNext(1)),
  },
  {
    weight: 2,
    arbitrary: command("failNotifier", rec({}), async (_model, { notifier }) => notifier.failNext(1)),
  },
  { weight: 8, arbitrary: command("use", rec({ code: n(), told: fc.boolean() }), use) },
  {
    weight: 4,
    arbitrary: command("tellUse", rec({ code: n() }), tellUse, ({ used }) => used.size > 0),
  },
  {
    weight: 4,
    arbitrary: command(
      "share",
      rec({ order: n(), channel: fc.constantFrom("copy", "native", "whatsapp" as const) }),
      async (model, { goodword }, { order, channel }) =>
        goodword.recordShare({ orderId: pick(model.orders, order).id, channel }),
      hasOrders,
    ),
  },
  {
    weight: 2,
    arbitrary: command(
      "noThanks",
      rec({ order: n() }),
      async (model, shop, given) => {
        const order = pick(model.orders, given.order);
        await shop.goodword.answerPrompt({ orderId: order.id, answer: "dismissed" });
        order.person.dismissedUntil = new Date(shop.clock.now().getTime() + 90 * 86_400_000);
        await showPrompt(model, shop, order);
      },
      hasOrders,
    ),
  },
  { weight: 2, arbitrary: command("changeProgram", rec({ program: n() }), changeProgram) },
  {
    weight: 2,
    arbitrary: command(
      "setState",
      rec({ live: fc.constantFrom(true, true, false) }),
      async (model, { goodword }, { live }) => {
        await goodword.setProgramState({ programId: "default", state: live ? "live" : "paused" });
        model.live = live;
      },
    ),
  },
  {
    weight: 2,
    arbitrary: command("closePeriods", rec({}), async (_model, { goodword }) => goodword.closePeriods()),
  },
  {
    weight: 2,
    arbitrary: command("reconcile", rec({}), async (_model, { goodword }) => goodword.reconcile()),
  },
  {
    weight: 2,
    arbitrary: command("settle", rec({}), async (model, shop) => settle(model, shop)),
  },
];
