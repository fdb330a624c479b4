/**
 * The small version of `pnpm race caps`, and the proof that it can fail: without the lock on the caps' counters the
 * same race gives more than was promised.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { raceCaps } from "./caps.mjs";

const url = process.env.TEST_DATABASE_URL;
const rounds = Number(process.env.GOODWORD_ROUNDS ?? 8);

test(`200 workers against a cap of 50 issue exactly 50, in ${rounds} rounds`, async () => {
  assert.ok(url, "TEST_DATABASE_URL: set it to a PostgreSQL, or run `npm test`, which starts one");
  const { figures, held, wrong } = await raceCaps({ url, rounds, workers: 200, cap: 50 });
  assert.deepEqual(wrong, []);
  assert.equal(held, true);
  assert.deepEqual([figures.least, figures.most], [50, 50]);
});

test("caps whose counters are read without being held are passed, whatever kind of cap it is", async () => {
  const { figures, held, wrong } = await raceCaps({
    url,
    rounds: 4,
    workers: 60,
    cap: 15,
    mutate: "cap-lock",
  });
  assert.equal(held, false);
  assert.ok(figures.most > 15, `at most ${figures.most} were issued`);
  for (const kind of ["program", "advocate", "advocate-period", "budget"]) {
    assert.ok(
      wrong.some((text) => text.includes(`, ${kind}: `) && text.includes("promotions at the host")),
      `the cap of kind ${kind} held without its lock`,
    );
  }
});
