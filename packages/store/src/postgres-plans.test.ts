import type { Identity } from "@goodword/core";
import { currency } from "@goodword/core";
import {
  aBinding,
  aClick,
  aCode,
  aCounter,
  aLedgerEntry,
  aMessage,
  aParticipant,
  aRecordedOrder,
  aReferral,
  aReward,
  aTrace,
} from "@goodword/testing";
import type { Knex } from "knex";
import { knexStore } from "./knex-store";
import { migrate } from "./migrations/migrate";
import { emptySchema } from "./testing/empty-schema";

const at = new Date("2026-11-02T09:00:00.000Z");
const email = (value: string): Identity => ({ kind: "email", value });
const enrolment = (id: string, ...values: string[]) => ({
  candidate: aParticipant({ id }),
  own: values.map(email),
  mentioned: [],
});

describe("on PostgreSQL, whatever is asked with every order", () => {
  const open = emptySchema();
  let database: Knex;
  beforeEach(async () => {
    database = await open();
    await migrate(database);
  });
  afterEach(() => database.removeAllListeners("query"));

  /** The statements of `work` that have parameters, with their plans. */
  const plansOf = async (work: () => Promise<unknown>): Promise<Map<string, string>> => {
    const asked = new Map<string, readonly unknown[]>();
    database.on("query", ({ sql, bindings }) => {
      if (bindings?.length > 0) asked.set(sql, bindings);
    });
    await work();
    database.removeAllListeners("query");
    const plans = new Map<string, string>();
    for (const [sql, bindings] of asked) {
      await database
        .transaction(async (trx) => {
          // Tables are small here: an index is only used where the other way is forbidden.
          await trx.raw("set local enable_seqscan = off");
          await trx.raw("set local enable_bitmapscan = off");
          const text = `explain ${sql.replace(/\$\d+/g, "?")}`;
          const values = [...sql.matchAll(/\$(\d+)/g)].map(([, place]) => bindings[Number(place) - 1]);
          const { rows } = await trx.raw(text, values as Knex.RawBinding[]);
          plans.set(sql, rows.map((row: Record<string, string>) => row["QUERY PLAN"]).join("\n"));
        })
        .catch((error) => {
          throw new Error(`${sql}\n${error.message}`);
        });
    }
    return plans;
  };

  const scans = (plans: Map<string, string>) =>
    [...plans].filter(([, plan]) => /Seq Scan on goodword_/.test(plan)).map(([sql]) => sql);

  it("is found by an index, for one and for several", async () => {
    const store = knexStore(database);
    const { participants, codes, clicks, referrals, bindings, orders } = store;
    const { traces, rewards, payouts, counters, ledger, outbox } = store;
    const aPayoutRecord = { batchId: "batch_1", recordedAt: at, recordedBy: "user_1", payment: null };
    await participants.enrol([enrolment("anna", "a"), enrolment("ben", "b")]);
    const plans = await plansOf(async () => {
      for (const keys of [["x"], ["x", "y"]]) {
        await participants.enrol(
          keys.map((key, n) => enrolment(`e_${key}_${keys.length}`, ["a", "b"][n] ?? "")),
        );
        await codes.mint(keys.map((key) => aCode({ code: `MINT-${key}`, participantId: key })));
        await codes.byCodes(keys);
        await codes.primary("default", keys);
        const programs = new Map([["default", {}]]);
        await Promise.all(
          ["first", ...keys].map((id) => clicks.visit({ ...aClick({ id, code: `MINT-${id}` }), programs })),
        );
        await referrals.byIds(keys);
        await referrals.byClaimHashes(keys);
        await referrals.byBenefitCodes(keys);
        await referrals.byFriends(keys);
        await referrals.recent(keys, at, 5);
        await referrals.save(keys.map((id) => ({ from: "claimed", to: aReferral({ id }) })));
        await bindings.byFriends(keys);
        await store.proposals.openOf(keys);
        await store.merges.of(keys);
        await bindings.bind(keys.map((friendId) => aBinding({ friendId })));
        await orders.record(keys.map((orderId) => aRecordedOrder({ orderId })));
        await orders.lock(keys);
        await orders.update(keys.map((orderId) => aRecordedOrder({ orderId })));
        await orders.standing(keys);
        await orders.byReferrals(keys);
        await traces.matching(keys, 5);
        await traces.record(keys.map((hash) => aTrace({ hash })));
        await rewards.grant(keys.map((id) => aReward({ id, orderId: id })));
        await rewards.lock(keys);
        await rewards.byOrders(keys);
        await rewards.byCodes(keys);
        await payouts.byCodes(keys);
        await payouts.record(keys.map((code) => ({ ...aPayoutRecord, code })));
        await payouts.pay(keys, { at, by: "user_1", reference: "17" });
        await rewards.standing("default", ["advocate"], keys);
        await rewards.save(keys.map((id) => ({ from: "pending", to: aReward({ id, orderId: id }) })));
        await counters.read(keys.map((subject) => aCounter({ subject })));
        await counters.hold(keys.map((subject) => aCounter({ subject })));
        await ledger.post(keys.map((id) => aLedgerEntry({ id, orderId: id })));
        await ledger.post(keys.map((id) => aLedgerEntry({ id: `again_${id}`, orderId: id })));
        await outbox.put(keys.map((id) => aMessage({ id })));
        await outbox.done(keys, at);
      }
      await participants.byIdentity(email("a"));
      await participants.named("anna");
      await participants.lock("anna");
      await orders.averageValue(currency("eur"));
      await orders.placedBetween(at, at, { after: null, limit: 5 });
      await orders.placedBetween(at, at, {
        after: { orderId: "x", participantId: "anna", placedAt: at },
        limit: 5,
      });
      await participants.identitiesOf("anna");
      await payouts.waiting({ limit: 5, offset: 0 });
      await payouts.exported({ limit: 5, offset: 0, paid: true });
      await payouts.exported({ limit: 5, offset: 0, paid: false });
      await payouts.byBatch("batch_1");
      await rewards.byReferral("x");
      await rewards.byParticipant("anna");
      await ledger.balance("advocate:anna:issued");
      await ledger.byOrder("x");
      await ledger.statement("advocate:anna:", { limit: 5, offset: 0 });
      await counters.top("default", "rewards", 5);
      await outbox.claim({ now: at, limit: 5, leaseUntil: at });
    });
    expect(plans.size).toBeGreaterThan(60);
    expect(scans(plans)).toEqual([]);
  });

  it("is asked in one statement each, in two for people and for what was there before", async () => {
    const { participants, codes, orders, traces, rewards, counters, ledger, outbox, referrals } =
      knexStore(database);
    const statements = async (work: () => Promise<unknown>): Promise<number> => {
      let count = 0;
      database.on("query", ({ sql }) => {
        if (!/^(begin|commit)/i.test(sql)) count++;
      });
      await work();
      database.removeAllListeners("query");
      return count;
    };
    const many = Array.from({ length: 50 }, (_, n) => `id_${n}`);
    const people = many.map((id) => enrolment(id, id));
    expect(await statements(() => participants.enrol(people))).toBe(2);
    expect(await statements(() => participants.enrol(people))).toBe(2);
    const mint = () => codes.mint(many.map((id) => aCode({ code: id, participantId: id })));
    expect(await statements(mint)).toBe(1);
    expect(await statements(mint)).toBe(2);
    const entries = many.map((id) => aLedgerEntry({ id, orderId: id }));
    expect(await statements(() => ledger.post(entries))).toBe(1);
    const once: (() => Promise<unknown>)[] = [
      () => ledger.post([aLedgerEntry({ id: "single", orderId: "single" })]),
      () => orders.record(many.map((orderId) => aRecordedOrder({ orderId }))),
      () => orders.lock(many),
      () => orders.standing(many),
      () => traces.record(many.map((hash) => aTrace({ hash }))),
      () => traces.matching(many, 5),
      () => referrals.insert(many.map((id) => aReferral({ id }))),
      () => referrals.save(many.map((id) => ({ from: "claimed", to: aReferral({ id }) }))),
      () => rewards.grant(many.map((id) => aReward({ id, orderId: id }))),
      () => rewards.save(many.map((id) => ({ from: "pending", to: aReward({ id, orderId: id }) }))),
      () => counters.hold(many.map((subject) => aCounter({ subject }))),
      () => counters.save(many.map((subject) => aCounter({ subject }))),
      () => outbox.put(many.map((id) => aMessage({ id }))),
      () => outbox.done(many, at),
    ];
    for (const work of once) expect(await statements(work)).toBe(1);
  });

  it("costs nothing where nothing is asked", async () => {
    const store = knexStore(database);
    let queries = 0;
    database.on("query", () => {
      queries++;
    });
    const { participants, codes, referrals, bindings, orders, traces, rewards, counters, ledger, outbox } =
      store;
    expect(await participants.enrol([])).toEqual([]);
    expect(await codes.mint([])).toEqual([]);
    expect(await codes.byCodes([])).toEqual([]);
    expect(await codes.primary("default", [])).toEqual([]);
    await referrals.insert([]);
    expect(await referrals.byIds([])).toEqual([]);
    expect(await referrals.recent([], at, 1)).toEqual([]);
    expect(await referrals.save([])).toEqual([]);
    expect(await bindings.bind([])).toEqual([]);
    expect(await orders.record([])).toEqual([]);
    expect(await orders.lock([])).toEqual([]);
    await orders.update([]);
    expect(await orders.standing([])).toEqual([]);
    await traces.record([]);
    expect(await traces.matching([], 1)).toEqual([]);
    expect(await rewards.grant([])).toEqual([]);
    expect(await rewards.save([])).toEqual([]);
    expect(await rewards.standing("default", [], ["anna"])).toEqual([]);
    expect(await rewards.standing("default", ["advocate"], [])).toEqual([]);
    expect(await counters.read([])).toEqual([]);
    expect(await counters.hold([])).toEqual([]);
    await counters.save([]);
    expect(await ledger.post([])).toBe(0);
    expect(await outbox.put([])).toBe(0);
    await outbox.done([], at);
    expect(queries).toBe(0);
  });
});
