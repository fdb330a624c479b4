/**
 * A shop's random history through killed workers, compared with what the rules say; and the same with a fault put
 * into the engine, which the comparison must notice. `pnpm simulate` plays longer ones.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { simulate } from "../load/simulation.mjs";

const seed = Number(process.env.GOODWORD_SEED ?? 7);
const killSeconds = { least: 0.3, most: 1, calm: 0 };

function play(options) {
  return simulate({
    seed,
    db: "postgres",
    workers: options.db === "sqlite" ? 1 : 2,
    mutation: null,
    mails: "all",
    killSeconds,
    postgres: process.env.TEST_DATABASE_URL,
    say: () => {},
    ...options,
  });
}

const played = [
  { db: "postgres", orders: 1_500 },
  { db: "sqlite", orders: 500 },
];
for (const { db, orders } of played) {
  test(`${orders} orders on ${db}: nothing lost, doubled or other than the rules say (seed ${seed})`, async () => {
    const { differences, figures } = await play({ db, orders });
    const { lost, doubled, mismatches } = differences;
    assert.deepEqual({ lost, doubled, mismatches }, { lost: [], doubled: [], mismatches: [] });
    assert.equal(figures.ledgerSum, 0);
    assert.ok(figures.kills >= 3, `only ${figures.kills} workers were killed`);
    assert.ok(figures.duplicatesDelivered > orders / 2);
  });
}

const faults = [
  {
    mutation: "unique-key",
    says: "a grant's unique key is dropped",
    orders: 120,
    noticed: ({ lost }) => lost.some((line) => line.endsWith("is missing")),
  },
  {
    mutation: "outbox",
    says: "mails leave without the outbox",
    orders: 300,
    noticed: ({ doubled }) => doubled.some((line) => line.endsWith("mails")),
  },
  {
    mutation: "cap-lock",
    says: "a cap's counter is read without being held",
    orders: 600,
    // Raced for by many small transactions, not by a few large ones.
    workers: 3,
    batch: 4,
    noticed: ({ doubled }) => doubled.some((line) => line.startsWith("capped: ")),
  },
];
for (const { says, noticed, ...fault } of faults) {
  test(`it is noticed when ${says}`, async () => {
    const { differences } = await play(fault);
    assert.ok(noticed(differences), `${fault.mutation}: nobody noticed`);
  });
}
