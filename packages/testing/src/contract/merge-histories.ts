import type { Order, ProgramDefinition } from "@goodword/core";
import fc from "fast-check";
import { aRule } from "../builders";
import type { OpenStore } from "./describe-store";
import { openShop, type TestShop } from "./open-shop";

/** What may happen to a friend's order and its reward, to the whole shop, or to what the two records are. */
type Act =
  | { readonly does: "cancel" | "use" | "refund"; readonly friend: number }
  | { readonly does: "wait"; readonly days: number };

interface History {
  /** By whom each friend was sent. */
  readonly friends: readonly ("anna" | "anne")[];
  /** Whether Anna herself came by Anne's link. */
  readonly related: boolean;
  readonly before: readonly Act[];
  readonly between: readonly Act[];
  readonly after: readonly Act[];
}

const friends = 3;
const friend = fc.nat({ max: friends - 1 });
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ does: fc.constantFrom("cancel", "use", "refund" as const), friend }),
  fc.record({ does: fc.constant("wait" as const), days: fc.constantFrom(1, 31) }),
);
const acts = fc.array(act, { maxLength: 3 });
const history: fc.Arbitrary<History> = fc.record({
  friends: fc.array(fc.constantFrom("anna", "anne" as const), { minLength: friends, maxLength: friends }),
  related: fc.boolean(),
  before: acts,
  between: acts,
  after: acts,
});

const word = { by: "user_1", reason: "They wrote to us." };
const login = { customerId: "cus_anne", accountEmail: "anne@example.com", loggedIn: true };
/** Everything that a merge has to count: caps by advocate and by month, and a bonus that counts friends. */
const program: Partial<ProgramDefinition> = {
  caps: { perAdvocate: 20, perAdvocatePeriod: { count: 15, period: "month" } },
  rewards: [
    aRule(),
    aRule({ id: "welcome", side: "friend", amount: { type: "fixed", amounts: { eur: "3" } } }),
    aRule({ id: "month", trigger: { on: "period-end", period: "month", top: 9 } as never }),
  ],
};

/** Tells a history; with `merging`, the two are one between `before` and `after`. */
async function tell(open: OpenStore, told: History, merging: boolean) {
  const shop = await openShop(open, program);
  const place = async (name: string, rest: Partial<Order>): Promise<Order> => {
    shop.clock.advance({ minutes: 5 });
    const order = shop.order(name, rest);
    await shop.place(order);
    return order;
  };
  const anne = await place("anne", login);
  const anna = await place("anna", told.related ? { claim: await shop.claim(anne) } : {});
  const sent: Order[] = [];
  for (const [n, advocate] of told.friends.entries()) {
    const claim = await shop.claim(advocate === "anna" ? anna : anne);
    sent.push(await place(`friend${n}`, { claim }));
  }
  await place("both", { ...login, email: "anna@example.com" });
  const act = (one: Act) => run(shop, sent, one);
  for (const one of told.before) await act(one);
  const [proposal] = (await shop.goodword.listProposals({ limit: 9, offset: 0 })).rows;
  const decided = await shop.goodword.decideProposal({
    proposalId: proposal?.id ?? "",
    decision: merging ? "merge" : "separate",
    ...word,
  });
  expect(decided).toMatchObject({ decided: true });
  for (const one of told.between) await act(one);
  if (decided.mergeId !== null) {
    expect(await shop.goodword.undoMerge({ mergeId: decided.mergeId, ...word })).toMatchObject({
      undone: true,
    });
  }
  for (const one of told.after) await act(one);
  await shop.goodword.work();
  const seen = await look(shop, [anne, anna, ...sent]);
  await shop.close();
  return seen;
}

async function run(shop: TestShop, sent: readonly Order[], act: Act): Promise<void> {
  const { clock, goodword, issuer, orders } = shop;
  if (act.does === "wait") {
    clock.advance({ days: act.days });
  } else {
    const { id } = sent[act.friend] as Order;
    const [order] = await orders.load([id]);
    if (act.does === "cancel" && order?.canceledAt === null) {
      orders.cancel(id, clock.now());
      await goodword.receive("order.canceled", id);
    } else if (act.does === "refund" && order?.refunded === 0n) {
      orders.refund(id, 500n, clock.now());
      await goodword.receive("order.refunded:500", id);
    } else if (act.does === "use") {
      for (const { code, side } of (await goodword.explainOrder({ orderId: id })).rewards) {
        if (side !== "advocate" || !issuer.issued.has(code)) continue;
        issuer.use(code);
        await goodword.redeemReward({ code });
      }
    }
  }
  await goodword.work();
}

/** Everything of both, with ids that differ between two shops left out. */
async function look({ store, goodword, clock }: TestShop, told: readonly Order[]) {
  const explained = await Promise.all(told.map(({ id }) => goodword.explainOrder({ orderId: id })));
  const names = new Map(
    explained.map(({ order }, place) => [order?.participantId ?? "", (told[place] as Order).id]),
  );
  const nameOf = (id: string | null | undefined) => (id ? (names.get(id) ?? "somebody else") : null);
  const orders = explained.map(({ order, rewards, referral }) => ({
    order: order?.orderId,
    verdict: order?.verdict,
    buyer: nameOf(order?.participantId),
    advocate: nameOf(referral?.advocateId),
    referral: referral?.state,
    rewards: rewards.map(({ rule, state, reversed, payout, settled, declined, review, participantId }) => ({
      rule,
      state,
      reversed,
      payout,
      settled,
      declined,
      review,
      whose: nameOf(participantId),
    })),
  }));
  const people = await Promise.all(
    [...names].map(async ([id, name]) => {
      const months = ["2026-11", "2026-12", "2027-01", clock.now().toISOString().slice(0, 7)];
      const scopes = ["rewards", "friends", ...months.flatMap((one) => [`rewards:${one}`, `friends:${one}`])];
      const keys = scopes.map((scope) => ({ programId: "default", scope, subject: id }));
      return {
        name,
        identities: await store.participants.identitiesOf(id),
        balances: {
          promised: await store.ledger.balance(`advocate:${id}:promised`),
          issued: await store.ledger.balance(`advocate:${id}:issued`),
        },
        counts: (await store.counters.read(keys)).map(({ scope, count }) => [scope, count]),
        codes: (await store.codes.primary("default", [id])).length,
        bound: (await store.bindings.byFriends([id])).length,
        orders: (await store.orders.standing([id])).map(({ orderId }) => orderId).sort(),
      };
    }),
  );
  return { orders, people: people.map(withoutZeros), sums: await store.ledger.sums() };
}

/** An account or a counter that came back to nothing is none. */
function withoutZeros<P extends { balances: Record<"promised" | "issued", Record<string, bigint>> }>(
  person: P,
) {
  const some = (balance: Record<string, bigint>) =>
    Object.fromEntries(Object.entries(balance).filter(([, amount]) => amount !== 0n));
  const { promised, issued } = person.balances;
  return { ...person, balances: { promised: some(promised), issued: some(issued) } };
}

type Seen = Awaited<ReturnType<typeof look>>;

/** Whether a debt was paid by a later reward: by whose it was depends on who was one at the time. */
const hasSettled = ({ orders }: Seen) =>
  orders.some(({ rewards }) => rewards.some(({ settled }) => settled > 0n));

/** What is owed to both together, and given, whoever's it is. */
function totals({ people, orders }: Seen) {
  const all = people.flatMap(({ balances }) => [balances.promised.eur ?? 0n, balances.issued.eur ?? 0n]);
  const rewards = orders.flatMap((one) => one.rewards);
  return {
    owed: all.reduce((sum, amount) => sum + amount, 0n),
    reversed: rewards.reduce((sum, { reversed }) => sum + reversed, 0n),
    people: people.map(({ name, identities, orders }) => ({ name, identities, orders })),
  };
}

export function describeMergeHistories(name: string, open: OpenStore): void {
  const all = Number(process.env.GOODWORD_RUNS ?? 1_000);
  const runs = name === "memory store" ? all : Math.ceil(all / 50);
  describe(`merges that are undone over ${name}`, () => {
    it(
      `leave nothing behind but their log, whatever became of the rewards meanwhile (${runs} runs)`,
      async () => {
        let settled = 0;
        await fc.assert(
          fc.asyncProperty(history, async (told) => {
            const plain = await tell(open, told, false);
            const merged = await tell(open, told, true);
            expect(merged.sums).toEqual(plain.sums);
            expect(Object.values(merged.sums).filter((sum) => sum !== 0n)).toEqual([]);
            if (hasSettled(plain) || hasSettled(merged)) {
              settled += 1;
              expect(totals(merged).people).toEqual(totals(plain).people);
              expect(totals(merged).reversed).toBe(totals(plain).reversed);
              return;
            }
            expect(merged).toEqual(plain);
          }),
          { numRuns: runs },
        );
        // Mostly there is no debt, or nothing would be compared.
        expect(settled).toBeLessThan(Math.max(1, runs / 2));
      },
      120_000 + runs * 1_000,
    );
  });
}
