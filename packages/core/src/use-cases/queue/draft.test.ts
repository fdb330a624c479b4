import { GoodwordError } from "../../errors";
import type { Engine } from "../../ports/ports";
import type { Stores } from "../../ports/store";
import type { RecordedOrder } from "../../referral/recorded-order";
import type { Referral } from "../../referral/referral";
import type { Counter } from "../../reward/counter";
import type { LedgerEntry } from "../../reward/ledger";
import type { Reward } from "../../reward/reward";
import { Draft } from "./draft";

const placedAt = new Date("2026-11-02T09:00:00Z");
/** Nobody listens. */
const engine = {} as Engine;
const referral: Referral = {
  id: "referral_1",
  programId: "default",
  programVersion: 1,
  code: "FRIEND-7KQ2MXWPB",
  advocateId: "anna",
  state: "claimed",
  source: "claim",
  claimHash: null,
  benefitCode: null,
  claimedAt: placedAt,
  friendId: null,
  orderId: null,
  convertedAt: null,
  reasons: [],
};
const key = { programId: "default", scope: "friends", subject: "anna" };
const order = { orderId: "order_1", participantId: "ben", referralId: null, placedAt } as RecordedOrder;
const reward = { id: "reward_1", orderId: "order_1", state: "pending" } as Reward;
const binding = {
  programId: "default",
  friendId: "ben",
  referralId: "referral_1",
  boundAt: placedAt,
  until: null,
};

/** Stores that take everything, and keep what they were given by `store.act`; `answers` are of those who were late. */
function storesThat(answers: Readonly<Record<string, unknown>> = {}) {
  const given: Record<string, unknown> = {};
  const takeAll: Record<string, (rows: readonly unknown[]) => unknown> = {
    "ledger.post": (rows) => rows.length,
  };
  const stores = new Proxy(
    {},
    {
      get: (_, store: string) =>
        new Proxy(
          {},
          {
            get: (__, act: string) => async (rows: readonly unknown[], more?: unknown) => {
              const name = `${store}.${act}`;
              given[name] = more === undefined ? rows : [rows, more];
              return answers[name] ?? takeAll[name]?.(rows) ?? [];
            },
          },
        ),
    },
  ) as unknown as Stores;
  return { stores, given };
}

function codeThrownBy(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof GoodwordError) return `${error.code}: ${error.message}`;
  }
  return "nothing was thrown";
}

describe("what a transaction is about to write", () => {
  it("moves and amends only relations that it has read", () => {
    const draft = new Draft();
    const unknown = "GW_REFERRAL_UNKNOWN: referral referral_1: not read";
    expect(codeThrownBy(() => draft.move("referral_1", "converted"))).toBe(unknown);
    expect(codeThrownBy(() => draft.amend("referral_1", { orderId: null }))).toBe(unknown);
  });

  it("takes a move that is not legal any more for another worker's", () => {
    const draft = new Draft();
    draft.knowReferrals([{ ...referral, state: "reversed" }]);
    expect(codeThrownBy(() => draft.move("referral_1", "converted"))).toMatch(/^GW_RACE: .*reversed/);
  });

  it("does not write over what was decided with what is read later", async () => {
    const draft = new Draft();
    draft.knowReferrals([referral]);
    draft.move("referral_1", "converted", { orderId: "order_1", friendId: "ben", convertedAt: placedAt });
    draft.knowReferrals([referral]);
    draft.amend("referral_1", { orderId: "order_2" });
    const { stores, given } = storesThat();
    await draft.write(engine, stores);
    expect(given["referrals.save"]).toMatchObject([
      { from: "claimed", to: { state: "converted", orderId: "order_2", friendId: "ben" } },
    ]);
    expect(given["referrals.insert"]).toEqual([]);
  });

  it("inserts what it began, as it was moved and amended since, and changes no stored row for it", async () => {
    const draft = new Draft();
    draft.begin(referral);
    draft.move("referral_1", "converted", { orderId: "order_1", friendId: "ben", convertedAt: placedAt });
    draft.amend("referral_1", { orderId: "order_2" });
    const { stores, given } = storesThat();
    await draft.write(engine, stores);
    expect(given["referrals.save"]).toEqual([]);
    expect(given["referrals.insert"]).toMatchObject([{ state: "converted", orderId: "order_2" }]);
  });

  it("amends without moving, from the state that is stored", async () => {
    const draft = new Draft();
    draft.knowReferrals([referral]);
    draft.amend("referral_1", { orderId: "order_2" });
    const { stores, given } = storesThat();
    await draft.write(engine, stores);
    expect(given["referrals.save"]).toMatchObject([{ from: "claimed", to: { orderId: "order_2" } }]);
  });

  it("counts only what it holds", async () => {
    const draft = new Draft();
    const counter: Counter = { ...key, count: 2n };
    expect(codeThrownBy(() => draft.setCounters([counter]))).toBe(
      "GW_COUNTER_FREE: counter default|friends|anna: counted without being held",
    );
    expect(draft.count(key)).toBe(0n);
    draft.knowCounters([
      { ...key, count: 1n },
      { ...key, subject: "carl", count: 5n },
    ]);
    draft.setCounters([counter]);
    expect(draft.countersOf([key])).toEqual([counter]);
    const { stores, given } = storesThat();
    await draft.write(engine, stores);
    expect(given["counters.save"]).toEqual([counter]);
  });

  it("adds to what it does not hold, and counts on what it holds", async () => {
    const draft = new Draft();
    const held: Counter = { ...key, subject: "carl", count: 5n };
    draft.knowCounters([held]);
    draft.addTo([key, held], 1n);
    draft.addTo([key, held], 1n);
    draft.addTo([key], -3n);
    expect(draft.count(held)).toBe(7n);
    expect(draft.count(key)).toBe(0n);
    const { stores, given } = storesThat();
    await draft.write(engine, stores);
    expect(given["counters.save"]).toEqual([{ ...held, count: 7n }]);
    expect(given["counters.add"]).toEqual([{ ...key, count: -1n }]);
  });

  it("takes back a binding that it made, and releases one that was there", async () => {
    const draft = new Draft();
    draft.knowBindings([{ ...binding, friendId: "carl" }]);
    draft.bind(binding);
    expect(draft.bindingsOf("ben")).toEqual([binding]);
    draft.release("default", "ben");
    draft.release("default", "carl");
    expect(draft.binding("default", "ben")).toBeNull();
    expect(draft.binding("default", "carl")).toBeNull();
    const { stores, given } = storesThat();
    await draft.write(engine, stores);
    expect(given["bindings.bind"]).toEqual([]);
    expect(given["bindings.release"]).toEqual(["default", "carl"]);
  });

  it("keeps standing orders once each, by person", () => {
    const draft = new Draft();
    const mark = { orderId: "order_1", participantId: "ben", placedAt };
    draft.knowStanding([mark, mark, { ...mark, orderId: "order_2" }, { ...mark, participantId: "carl" }]);
    draft.dropMark("ben", "order_2");
    draft.dropMark("dora", "order_1");
    expect(draft.standing("ben")).toEqual([mark]);
    expect(draft.standing("dora")).toEqual([]);
  });

  it("knows a reward as it was decided last", async () => {
    const draft = new Draft();
    const stored = { ...reward, id: "reward_2" };
    draft.grant(reward);
    draft.save({ ...reward, reversed: 1n }, "pending");
    draft.save({ ...stored, state: "approved" }, "pending");
    draft.save({ ...stored, state: "issued" }, "approved");
    expect(draft.reward(reward)).toMatchObject({ reversed: 1n });
    expect(draft.reward(stored)).toMatchObject({ state: "issued" });
    expect(draft.reward({ ...reward, id: "reward_3" })).toEqual({ ...reward, id: "reward_3" });
    expect(draft.grantsOf("order_1")).toEqual([{ ...reward, reversed: 1n }]);
    expect(draft.grantsOf("order_2")).toEqual([]);
    const { stores, given } = storesThat();
    await draft.write(engine, stores);
    expect(given["rewards.grant"]).toEqual([{ ...reward, reversed: 1n }]);
    expect(given["rewards.save"]).toEqual([{ from: "pending", to: { ...stored, state: "issued" } }]);
  });

  it.each([
    ["orders.record", ["order_1"], "order order_1: recorded meanwhile"],
    ["referrals.save", ["referral_1"], "referral referral_1: another order was first"],
    ["bindings.bind", [binding], "friend ben: bound meanwhile"],
    ["rewards.grant", ["reward_1"], "reward reward_1: granted meanwhile"],
    ["rewards.save", ["reward_1"], "reward reward_1: moved meanwhile"],
    ["ledger.post", 0, "an entry was posted meanwhile"],
  ])("ends as a race where %s says that somebody was first", async (act, answer, message) => {
    const draft = new Draft();
    draft.add(order);
    draft.entries.push({ key: "entry_1" } as unknown as LedgerEntry);
    const { stores } = storesThat({ [act]: answer });
    await expect(draft.write(engine, stores)).rejects.toMatchObject({
      code: "GW_RACE",
      message,
      action: "retry",
    });
    await expect(draft.write(engine, storesThat().stores)).resolves.toBeUndefined();
  });
});
