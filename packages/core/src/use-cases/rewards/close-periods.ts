import { periodKey, periodRange } from "../../money/period";
import type { Engine } from "../../ports/ports";
import type { Program } from "../../program/program";
import type { RewardRule } from "../../program/reward-rule";
import { rankAdvocates } from "../../reward/period-bonus";
import { Draft } from "../queue/draft";
import { currencyOf } from "./climb-ladder";
import { grantOutright } from "./grant-outright";

/** A period is closed this long after its end: orders of its last minutes are recorded by then. */
const grace = 3_600_000;

/**
 * Grants the bonuses of periods that ended, of every live or paused program: each period once, at its end, to the
 * advocates with the most qualified friends whose orders fell into it. Any number of instances may do it at once.
 */
export async function closePeriods(engine: Engine): Promise<{ granted: number }> {
  let granted = 0;
  const now = await engine.store.now();
  for (const { program, state } of await engine.book.open()) {
    if (state === "draft") continue;
    for (const rule of program.rewards) {
      if (rule.trigger.on === "period-end") granted += await close(engine, program, rule, now);
    }
  }
  return { granted };
}

async function close(engine: Engine, program: Program, rule: RewardRule, now: Date): Promise<number> {
  if (rule.trigger.on !== "period-end") return 0;
  const { period, top } = rule.trigger;
  const current = periodRange(period, periodKey(period, new Date(now.getTime() - grace)));
  const key = periodKey(period, new Date(current.from.getTime() - 1));
  const name = `period:${program.id}:${rule.id}:${key}`;
  return engine.store.transaction(async (stores) => {
    if ((await stores.watermarks.get(name)) !== null) return 0;
    const counts = await stores.counters.top(program.id, `friends:${key}`, top + 1);
    const ranked = rankAdvocates(
      counts.map(({ subject, count }) => ({ advocateId: subject, friends: Number(count) })),
      rule,
    );
    const draft = new Draft();
    for (const { advocateId } of ranked) {
      const currency = await currencyOf(stores, advocateId, program);
      const orderId = `period:${key}:${advocateId}`;
      await grantOutright(engine, stores, draft, { program, rule, advocateId, orderId, currency });
    }
    // A second instance meets the unique keys of the rewards, and finds the mark when it tries again.
    await draft.write(engine, stores);
    await stores.watermarks.set(name, now);
    return draft.grants.length;
  });
}
