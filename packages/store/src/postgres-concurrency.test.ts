import type { Identity, Store } from "@goodword/core";
import {
  aCode,
  aCounter,
  aLedgerEntry,
  aParticipant,
  aRecordedOrder,
  aReferral,
  aReward,
} from "@goodword/testing";
import type { Knex } from "knex";
import { knexStore, knexStores } from "./knex-store";
import { migrate } from "./migrations/migrate";
import { emptySchema } from "./testing/empty-schema";

const customer: Identity = { kind: "customer", value: "cus_1" };
const email: Identity = { kind: "email", value: "hmac-of-anna" };
const phone: Identity = { kind: "email", value: "hmac-of-anna-before" };
const as = (id: string, ...own: Identity[]) => ({ candidate: aParticipant({ id }), own, mentioned: [] });
const mergeInto = (store: Store, from: string, into: string) =>
  store.transaction(async ({ merges }) => {
    const held = await merges.hold([from, into]);
    if (held.length < 2) throw new Error("one of them is no more");
    return merges.move(from, into);
  });
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("many workers on PostgreSQL", () => {
  const open = emptySchema();
  let database: Knex;
  beforeEach(async () => {
    database = await open();
    await migrate(database);
  });

  it("lose no count where 200 hold and save the same counters, named in any order", async () => {
    const store = knexStore(database);
    const keys = ["anna", "", "ben"].map((subject) => ({ programId: "default", scope: "rewards", subject }));
    await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        store.transaction(async ({ counters }) => {
          const held = await counters.hold(n % 2 === 0 ? keys : [...keys].reverse());
          await counters.save(held.map((counter) => ({ ...counter, count: counter.count + 1n })));
        }),
      ),
    );
    expect(await store.counters.read(keys)).toEqual(keys.map((key) => ({ ...key, count: 200n })));
  });

  it("hold what was never counted: the second waits, and reads what the first has written", async () => {
    const store = knexStore(database);
    const key = { programId: "default", scope: "spent:eur", subject: "" };
    const first = await database.transaction();
    expect(await knexStores(first).counters.hold([key])).toEqual([{ ...key, count: 0n }]);
    let held = false;
    const second = store.transaction(async ({ counters }) => {
      const counts = await counters.hold([key]);
      held = true;
      return counts;
    });
    await pause(100);
    expect(held).toBe(false);
    await knexStores(first).counters.save([{ ...key, count: 5n }]);
    await first.commit();
    expect(await second).toEqual([{ ...key, count: 5n }]);
  });

  it("leave nothing behind for a record that is merged while they write for it", async () => {
    const store = knexStore(database);
    await store.participants.enrol([as("anna", email), as("former", customer)]);
    const buying = await database.transaction();
    const [buyer] = await knexStores(buying).participants.enrol([as("again", customer)]);
    expect(buyer?.participant.id).toBe("former");
    let merged = false;
    const merging = mergeInto(store, "former", "anna").then((moved) => {
      merged = true;
      return moved;
    });
    await pause(100);
    expect(merged).toBe(false);
    await knexStores(buying).orders.record([aRecordedOrder({ participantId: "former" })]);
    await buying.commit();
    expect((await merging).orders).toEqual(["order_2"]);
    expect(await store.orders.standing(["anna"])).toHaveLength(1);
  });

  it("find who a person has become where they waited for the merge", async () => {
    const store = knexStore(database);
    await store.participants.enrol([as("anna", email), as("former", customer)]);
    const merging = await database.transaction();
    await knexStores(merging).merges.hold(["anna", "former"]);
    await knexStores(merging).merges.move("former", "anna");
    const waiting = store.participants.enrol([as("again", customer), as("new", phone)]);
    await pause(100);
    await merging.commit();
    expect((await waiting).map(({ participant, isNew }) => [participant.id, isNew])).toEqual([
      ["anna", false],
      ["new", true],
    ]);
  });

  it("merge three records two by two without waiting in a circle, each once", async () => {
    const store = knexStore(database);
    await store.participants.enrol([as("a", customer), as("b", email), as("c", phone)]);
    const pairs: [string, string][] = [
      ["b", "a"],
      ["c", "b"],
      ["c", "a"],
      ["b", "a"],
    ];
    await Promise.all(pairs.map(([from, into]) => mergeInto(store, from, into).catch(() => null)));
    await mergeInto(store, "b", "a").catch(() => null);
    await mergeInto(store, "c", "a").catch(() => null);
    for (const identity of [customer, email, phone]) {
      expect((await store.participants.byIdentity(identity))?.id).toBe("a");
    }
    expect(await database("goodword_participant").pluck("id")).toEqual(["a"]);
  });

  it("save and lock the same rows in any order without waiting in a circle", async () => {
    const store = knexStore(database);
    const ids = Array.from({ length: 20 }, (_, n) => `id_${n}`);
    await store.referrals.insert(ids.map((id) => aReferral({ id })));
    await store.rewards.grant(ids.map((id) => aReward({ id, orderId: id })));
    await store.orders.record(ids.map((id) => aRecordedOrder({ orderId: id })));
    const saved = await Promise.all(
      Array.from({ length: 16 }, (_, n) => {
        const mine = n % 2 === 0 ? ids : [...ids].reverse();
        return store.transaction(async ({ orders, rewards, referrals }) => {
          await orders.lock(mine);
          await orders.update(mine.map((id) => aRecordedOrder({ orderId: id, refunded: BigInt(n) })));
          await rewards.lock(mine);
          await referrals.save(
            mine.map((id) => ({ from: "claimed", to: aReferral({ id, state: "converted" }) })),
          );
          return await rewards.save(
            mine.map((id) => ({ from: "pending", to: aReward({ id, orderId: id, state: "approved" }) })),
          );
        });
      }),
    );
    expect(saved.filter((refused) => refused.length === 0)).toHaveLength(1);
    expect(saved.filter((refused) => refused.length === 20)).toHaveLength(15);
  });

  it("post the same entries in any order of their orders without waiting in a circle", async () => {
    const { ledger } = knexStore(database);
    const entry = (worker: string, orderId: string) => aLedgerEntry({ id: `${worker}_${orderId}`, orderId });
    const first = await database.transaction();
    const [one, two] = ["order_1", "order_2"] as const;
    expect(await knexStores(first).ledger.post([entry("first", one)])).toBe(1);
    const second = ledger.post([entry("second", two), entry("second", one)]);
    await pause(100);
    expect(await knexStores(first).ledger.post([entry("first", two)])).toBe(1);
    await first.commit();
    expect(await second).toBe(0);
  });

  it("save a referral once where nobody locked it before", async () => {
    const { referrals } = knexStore(database);
    const ids = Array.from({ length: 20 }, (_, n) => `id_${n}`);
    await referrals.insert(ids.map((id) => aReferral({ id })));
    const refused = await Promise.all(
      Array.from({ length: 16 }, (_, n) =>
        referrals.save(
          (n % 2 === 0 ? ids : [...ids].reverse()).map((id) => ({
            from: "claimed",
            to: aReferral({ id, state: "converted" }),
          })),
        ),
      ),
    );
    expect(refused.flat()).toHaveLength(15 * 20);
  });

  it("mint batches for the same people in any order", async () => {
    const { codes } = knexStore(database);
    const people = Array.from({ length: 20 }, (_, n) => `person_${n}`);
    const minted = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        codes.mint(
          (n % 2 === 0 ? people : [...people].reverse()).map((participantId) =>
            aCode({ participantId, code: `FRIEND-${n}-${participantId}` }),
          ),
        ),
      ),
    );
    const outcomes = minted.flat().map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === "minted")).toHaveLength(20);
    expect(outcomes.filter((outcome) => outcome === "existing")).toHaveLength(180);
  });

  it("count what two records had when they are one", async () => {
    const store = knexStore(database);
    const { participants, counters } = store;
    await participants.enrol([as("anna", email), as("former", customer)]);
    await counters.save([
      aCounter({ subject: "anna", count: 2n }),
      aCounter({ subject: "former", count: 3n }),
    ]);
    await mergeInto(store, "former", "anna");
    expect(
      await counters.read([aCounter({ subject: "anna" }), aCounter({ subject: "former" })]),
    ).toMatchObject([{ count: 5n }, { count: 0n }]);
  });
});
