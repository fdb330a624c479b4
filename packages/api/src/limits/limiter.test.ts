import { ceilings, everybody, type Outcome, shopSize } from "./ceilings";
import { type Asking, createLimiter, type Limiter } from "./limiter";
import { patienceMs } from "./places";

const visitor = "203.0.113.9";
const perMinute = ceilings.missed.address?.[0]?.most as number;
const perHour = ceilings.missed.address?.[1]?.most as number;

let guesses = 0;
const guess = (change: Partial<Asking> = {}): Asking => {
  guesses += 1;
  return { address: visitor, may: ["missed"], subject: `CODE-${guesses}`, ...change };
};

beforeEach(() => jest.useFakeTimers({ now: new Date("2026-11-02T09:00:00Z") }));
afterEach(() => {
  jest.clearAllTimers();
  jest.useRealTimers();
});

/** Asks and answers; says what was waited for to pass. */
async function ask(limiter: Limiter, asking: Asking, outcome: Outcome): Promise<number | "answered"> {
  const entry = await limiter.enter(asking);
  if (entry.refused) return entry.retryAfter;
  // Those that are held back are not waited for: time is the test's.
  void entry.leave(outcome);
  for (let n = 0; n < 12; n += 1) await Promise.resolve();
  return "answered";
}

async function answered(limiter: Limiter, times: number, asking: () => Asking, outcome: Outcome) {
  let count = 0;
  for (let n = 0; n < times; n += 1) if ((await ask(limiter, asking(), outcome)) === "answered") count += 1;
  return count;
}

it("answers as many guesses of one address as a minute allows, and then says when the minute is over", async () => {
  const limiter = createLimiter();
  expect(await ask(limiter, guess(), "missed")).toBe("answered");
  await jest.advanceTimersByTimeAsync(20_000);
  expect(await answered(limiter, 100, guess, "missed")).toBe(perMinute - 1);
  expect(await ask(limiter, guess(), "missed")).toBe(40);
  await jest.advanceTimersByTimeAsync(39_000);
  expect(await ask(limiter, guess(), "missed")).toBe(1);
  await jest.advanceTimersByTimeAsync(1_000);
  expect(await ask(limiter, guess(), "missed")).toBe("answered");
});

it("answers no more guesses than an hour allows, however they are spread", async () => {
  const limiter = createLimiter();
  let count = 0;
  for (let minute = 0; minute < 59; minute += 1) {
    count += await answered(limiter, perMinute, guess, "missed");
    await jest.advanceTimersByTimeAsync(60_000);
  }
  expect(count).toBe(perHour);
  expect(await ask(limiter, guess(), "missed")).toBeLessThanOrEqual(60);
});

it("refuses what is there and what is not alike, before anything is looked up", async () => {
  const limiter = createLimiter();
  await answered(limiter, perMinute, guess, "missed");
  const refused = await limiter.enter(guess());
  expect(refused).toEqual({ refused: true, retryAfter: 60 });
  // Which other operation is asked makes no difference.
  expect(await limiter.enter(guess({ order: "order_1" }))).toEqual(refused);
});

it("counts nothing against whoever finds what they ask for", async () => {
  const limiter = createLimiter();
  expect(await answered(limiter, 2_000, guess, "found")).toBe(2_000);
  expect(await answered(limiter, 100, guess, "failed")).toBe(100);
  expect(await answered(limiter, perMinute, guess, "missed")).toBe(perMinute);
});

it("counts the same unknown code once, however often a page asks for it", async () => {
  const limiter = createLimiter();
  const same = () => guess({ subject: "FRIEND-OLD" });
  expect(await answered(limiter, 200, same, "missed")).toBe(200);
  expect(await answered(limiter, 100, guess, "missed")).toBe(perMinute - 1);
});

it("has a ceiling for those who find, too", async () => {
  const limiter = createLimiter();
  const most = ceilings.asked.order?.[0]?.most as number;
  const own = () => guess({ order: "order_1" });
  expect(await answered(limiter, 500, own, "found")).toBe(most);
  expect(await answered(limiter, 1, () => guess({ order: "order_2" }), "found")).toBe(1);
});

it.each([
  ["cart", "missed"],
  ["cart", "refused"],
  ["cart", "made"],
  ["account", "missed"],
  ["account", "refused"],
  ["account", "made"],
] as const)("counts by %s what was %s, from whatever address it comes", async (kind, what) => {
  const limiter = createLimiter();
  const most = ceilings[what][kind]?.[0]?.most as number;
  let n = 0;
  const anywhere = () => {
    n += 1;
    return guess({ address: `198.51.100.${n}`, may: [what], [kind]: "the-same" });
  };
  expect(await answered(limiter, 150, anywhere, what)).toBe(most);
});

it.each(["refused", "made", "unsigned"] as const)("counts by address what was %s", async (what) => {
  const limiter = createLimiter();
  const most = ceilings[what].address?.[0]?.most as number;
  // Under carts of its own each.
  const asking = () => guess({ may: [what], cart: `cart_${guesses}` });
  expect(await answered(limiter, most + 50, asking, what)).toBe(most);
});

it("tells addresses of IPv4 apart, and takes the whole /64 of IPv6 for one", async () => {
  const limiter = createLimiter();
  let n = 0;
  const within = () => {
    n += 1;
    return guess({ address: `2001:db8:1:2::${n.toString(16)}` });
  };
  expect(await answered(limiter, 100, within, "missed")).toBe(perMinute);
  expect(await ask(limiter, guess({ address: "2001:db8:1:3::1" }), "missed")).toBe("answered");
  await answered(limiter, 100, guess, "missed");
  expect(await ask(limiter, guess({ address: "203.0.113.10" }), "missed")).toBe("answered");
  // Whatever is no address is one.
  expect(await answered(limiter, 100, () => guess({ address: `x${guesses}` }), "missed")).toBe(perMinute);
});

it.each([
  ["a private address", "10.0.0.7", []],
  ["this machine", "::1", []],
  ["an address that the shop names", "198.51.100.7", ["198.51.100.7"]],
])(
  "gives %s the room of a whole shop, and a cart no more than its own",
  async (_what, address, shopServers) => {
    const limiter = createLimiter({ shopServers });
    const asking = () => guess({ address });
    expect(await answered(limiter, perMinute * shopSize + 100, asking, "missed")).toBe(perMinute * shopSize);
    const other = createLimiter({ shopServers });
    const most = ceilings.missed.cart?.[0]?.most as number;
    expect(await answered(other, 100, () => guess({ address, cart: "cart_1" }), "missed")).toBe(most);
  },
);

it("answers 500 honest ones at once, and no more guesses at once than one after the other", async () => {
  const limiter = createLimiter();
  const atOnce = async (outcome: Outcome) => {
    let inside = 0;
    let most = 0;
    const all = Array.from({ length: 500 }, async () => {
      const entry = await limiter.enter(guess());
      if (entry.refused) return "refused";
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((later) => setTimeout(later, 5));
      inside -= 1;
      void entry.leave(outcome);
      return "answered";
    });
    for (let n = 0; n < 100; n += 1) await jest.advanceTimersByTimeAsync(5);
    const answers = await Promise.all(all);
    return { answered: answers.filter((answer) => answer === "answered").length, most };
  };
  expect(await atOnce("found")).toEqual({ answered: 500, most: perMinute });
  expect(await atOnce("missed")).toEqual({ answered: perMinute, most: perMinute });
});

it("refuses whoever waited too long for the others", async () => {
  const limiter = createLimiter();
  for (let n = 0; n < perMinute; n += 1) await limiter.enter(guess());
  const late = limiter.enter(guess());
  await jest.advanceTimersByTimeAsync(patienceMs);
  expect(await late).toEqual({ refused: true, retryAfter: 1 });
});

it("slows down whoever has used half of their guesses, and nobody who finds", async () => {
  const limiter = createLimiter();
  await answered(limiter, perMinute / 2, guess, "missed");
  const timeOf = async (outcome: Outcome) => {
    const entry = await limiter.enter(guess());
    if (entry.refused) throw new Error("refused");
    const since = Date.now();
    const left = entry.leave(outcome).then(() => Date.now() - since);
    await jest.advanceTimersByTimeAsync(5_000);
    return left;
  };
  expect(await timeOf("missed")).toBe(500);
  expect(await timeOf("found")).toBe(0);
});

it("slows down all who guess when very many do, says so once a minute, and refuses nobody", async () => {
  const warned: number[] = [];
  const limiter = createLimiter({ warn: (_message, { count }) => warned.push(count as number) });
  let n = 0;
  const fromAnywhere = () => {
    n += 1;
    return guess({ address: `2001:db8:${n.toString(16)}::1` });
  };
  expect(await answered(limiter, everybody.most + 50, fromAnywhere, "missed")).toBe(everybody.most + 50);
  expect(warned).toEqual([everybody.most + 1]);
  const entry = await limiter.enter(fromAnywhere());
  if (entry.refused) throw new Error("refused");
  const since = Date.now();
  const left = entry.leave("missed").then(() => Date.now() - since);
  await jest.advanceTimersByTimeAsync(5_000);
  expect(await left).toBe(1_000);
});

it("leads all who open links on, and says when no more of them are to be recorded", async () => {
  const limiter = createLimiter();
  const most = ceilings.clicked.address?.[0]?.most as number;
  const soft: boolean[] = [];
  for (let n = 0; n < most + 20; n += 1) {
    const entry = await limiter.enter(guess({ may: ["missed", "clicked"] }));
    if (entry.refused) throw new Error("refused");
    soft.push(entry.isOverSoft);
    await entry.leave("clicked");
  }
  expect(soft.filter((isOver) => !isOver)).toHaveLength(most);
  expect(soft.at(-1)).toBe(true);
});

it("counts what is asked for after a long beginning as what it is: another guess", async () => {
  const limiter = createLimiter();
  const padded = () => guess({ subject: `${"OWN-CODE ".repeat(100)}CODE-${guesses}` });
  expect(await answered(limiter, 100, padded, "missed")).toBe(perMinute);
});

it("gives a site of many IPv6 networks the room of twenty visitors, and each of them that of one", async () => {
  const limiter = createLimiter();
  let network = 0;
  const next = () => guess({ address: `2001:db8:7:${(network++).toString(16)}::1` });
  expect(await answered(limiter, 1_000, next, "missed")).toBe(shopSize * perMinute);
  const neighbour = { address: "2001:db8:8::1" };
  expect(await answered(limiter, 100, () => guess(neighbour), "missed")).toBe(perMinute);
});
