import { randomBytes } from "node:crypto";
import { aBinding, aCode, aMessage, aReferral, aReward } from "@goodword/testing";
import { type Knex, knex } from "knex";
import type { Dialect } from "../columns";
import { knexStore } from "../knex-store";
import { migrationSql } from "./migration-sql";
import { migrationNames } from "./migrations";

const schema = `test_${randomBytes(8).toString("hex")}`;
const open: Record<Dialect, () => Knex> = {
  pg: () => knex({ client: "pg", connection: String(process.env.TEST_DATABASE_URL), searchPath: [schema] }),
  "better-sqlite3": () =>
    knex({ client: "better-sqlite3", connection: { filename: ":memory:" }, useNullAsDefault: true }),
};
/** Tables, columns and whether they may be null; and indexes: what a program written for a shape relies on. */
const shapes: Record<Dialect, string> = {
  pg: `select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable as name
         from information_schema.columns where table_schema = '${schema}'
       union all select indexdef from pg_indexes where schemaname = '${schema}' order by 1`,
  "better-sqlite3": `select tables.name || '.' || columns.name || ' ' || columns.type || ' ' || columns."notnull" as name
         from sqlite_schema as tables join pragma_table_info(tables.name) as columns where tables.type = 'table'
       union all select name from sqlite_schema where type = 'index' and name not like 'sqlite_%' order by 1`,
};

const at = new Date("2026-11-02T09:00:00.123Z");
const day = (n: number) => new Date(Date.UTC(2026, 10, n));
const before = migrationNames.slice(0, migrationNames.indexOf("003-domain"));

const referral = (id: string, state: string, orderId: string | null, reasons: string[] = []) => ({
  id,
  program_id: "default",
  code: "FRIEND-1",
  advocate_id: "anna",
  state,
  claim_hash: `hash-${id}`,
  benefit_code: `WELCOME-${id}`,
  claimed_at: at,
  friend_id: orderId === null ? null : "ben",
  order_id: orderId,
  converted_at: orderId === null ? null : day(3),
  reasons: JSON.stringify(reasons),
});
const order = (id: string) => ({
  order_id: id,
  display_id: "1001",
  participant_id: "ben",
  currency: "eur",
  value: "9007199254740993",
  placed_at: day(3),
  attribution: JSON.stringify({ winner: null, candidates: [] }),
});
const reward = (id: string, state: string, change: object = {}) => ({
  id,
  program_id: "default",
  order_id: `order-${id}`,
  referral_id: "qualified",
  rule: "advocate",
  side: "advocate",
  participant_id: "anna",
  amount: 1000,
  currency: "eur",
  state,
  code: `THANKS-${id}`,
  due_at: day(30),
  created_at: day(3),
  ...change,
});

describe.each<Dialect>(["pg", "better-sqlite3"])("the migration to the whole domain on %s", (dialect) => {
  let database: Knex;
  const run = async (direction: "up" | "down", ...names: string[]) => {
    for (const sql of names.flatMap((name) => migrationSql(dialect, direction, name))) {
      await database.raw(sql);
    }
  };
  const shape = async (): Promise<string[]> => {
    const answer = await database.raw(shapes[dialect]);
    const rows: { name: string }[] = dialect === "pg" ? answer.rows : answer;
    return rows.map(({ name }) => name);
  };
  beforeEach(async () => {
    database = open[dialect]();
    if (dialect === "pg") await database.raw(`create schema ${schema}`);
    await run("up", ...before);
    await database("goodword_participant").insert({ id: "anna", first_order_id: "o1", enrolled_at: at });
    await database("goodword_code").insert({
      code: "FRIEND-1",
      program_id: "default",
      participant_id: "anna",
      status: "disabled",
      created_at: at,
    });
    await database("goodword_referral").insert([
      referral("claimed", "claimed", null),
      referral("converted", "converted", "o2"),
      referral("qualified", "qualified", "o3"),
      referral("rejected", "rejected", "o4", ["below-minimum"]),
      referral("reversed", "reversed", "o5"),
    ]);
    await database("goodword_order").insert(["o2", "o3", "o4", "o5", "o6"].map(order));
    await database("goodword_reward").insert(reward("pending", "pending"));
    await database("goodword_reward").insert(reward("issued", "issued", { issued_at: day(9) }));
    await database("goodword_reward").insert(reward("voided", "reversed", { reversed_at: day(8) }));
    await database("goodword_reward").insert(
      reward("revoked", "reversed", {
        issued_at: day(9),
        reversed_at: day(10),
        used_before_reversal: true,
      }),
    );
  });
  afterEach(async () => {
    if (dialect === "pg") await database.raw(`drop schema ${schema} cascade`);
    await database.destroy();
  });

  it("keeps people, codes and referrals", async () => {
    await run("up", "003-domain");
    const { participants, codes, referrals } = knexStore(database);
    expect((await participants.byId("anna"))?.enrolledAt).toEqual(at);
    expect(await codes.byCodes(["FRIEND-1"])).toEqual([
      {
        code: "FRIEND-1",
        programId: "default",
        participantId: "anna",
        status: "disabled",
        primary: true,
        createdAt: at,
      },
    ]);
    expect(await referrals.byIds(["rejected"])).toEqual([
      {
        id: "rejected",
        programId: "default",
        programVersion: 1,
        code: "FRIEND-1",
        advocateId: "anna",
        state: "rejected",
        source: "claim",
        claimHash: "hash-rejected",
        benefitCode: "WELCOME-rejected",
        claimedAt: at,
        friendId: "ben",
        orderId: "o4",
        convertedAt: day(3),
        reasons: ["below-minimum"],
      },
    ]);
  });

  it("takes what came of an order from its referral", async () => {
    // The store reads rows as the newest schema has them.
    await run("up", ...migrationNames.slice(before.length));
    const orders = await knexStore(database).orders.lock(["o2", "o3", "o4", "o5", "o6"]);
    expect(orders.map(({ referralId, verdict, reasons }) => [referralId, verdict, reasons])).toEqual([
      ["converted", "waiting", []],
      ["qualified", "qualified", []],
      ["rejected", "rejected", ["below-minimum"]],
      ["reversed", "rejected", ["order-canceled"]],
      [null, "none", []],
    ]);
    expect(orders.map(({ refunded }) => refunded)).toEqual([0n, 0n, 0n, 0n, 0n]);
    expect(orders[0]?.value).toBe(9_007_199_254_740_993n);
  });

  it("takes what was given and taken back from a reward's state", async () => {
    await run("up", ...migrationNames.slice(before.length));
    const rewards = await knexStore(database).rewards.lock(["issued", "pending", "revoked", "voided"]);
    expect(rewards.map(({ id, reversed, payout }) => [id, reversed, payout])).toEqual([
      ["issued", 0n, 1000n],
      ["pending", 0n, null],
      ["revoked", 1000n, 1000n],
      ["voided", 1000n, null],
    ]);
    expect(rewards[2]).toMatchObject({
      programVersion: 1,
      kind: "discount-code",
      referralId: "qualified",
      usedBeforeReversal: true,
      expiresAt: null,
      declined: null,
      verdict: null,
      review: null,
    });
  });

  it("goes back to the shape before, without what has no place in it, and up again", async () => {
    const shapeBefore = await shape();
    const later = migrationNames.slice(before.length);
    await run("up", ...later);
    const shapeAfter = await shape();
    expect(shapeAfter).not.toEqual(shapeBefore);
    const { codes, referrals, rewards, bindings, outbox } = knexStore(database);
    await codes.replace(aCode({ code: "VANITY", participantId: "anna" }));
    await referrals.insert([
      aReferral({ id: "typed", claimHash: null }),
      aReferral({ id: "unminted", benefitCode: null }),
      aReferral({ id: "visit", state: "clicked" }),
    ]);
    await rewards.grant([aReward({ id: "ladder", referralId: null, orderId: "ladder:anna" })]);
    await bindings.bind([aBinding()]);
    await outbox.put([aMessage()]);
    await run("down", ...later.toReversed());
    expect(await shape()).toEqual(shapeBefore);
    const left = async (table: string, column: string) =>
      (await database(table).orderBy(column).pluck(column)) as string[];
    expect(await left("goodword_code", "code")).toEqual(["VANITY"]);
    expect(await left("goodword_referral", "id")).toEqual([
      "claimed",
      "converted",
      "qualified",
      "rejected",
      "reversed",
    ]);
    expect(await left("goodword_reward", "id")).toEqual(["issued", "pending", "revoked", "voided"]);
    expect(await left("goodword_order", "order_id")).toHaveLength(5);
    expect(await left("goodword_outbox", "id")).toHaveLength(1);
    await run("up", ...later);
    expect(await shape()).toEqual(shapeAfter);
    expect(await referrals.byClaimHashes(["hash-claimed"])).toHaveLength(1);
  });
});
