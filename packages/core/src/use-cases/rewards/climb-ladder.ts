import type { Currency } from "../../money/money";
import type { Engine } from "../../ports/ports";
import type { Stores } from "../../ports/store";
import { offeredCurrency } from "../../program/offered";
import type { Program } from "../../program/program";
import { climb, type LadderFacts, ladderOf } from "../../reward/ladder";
import type { Reward } from "../../reward/reward";
import { Draft } from "../queue/draft";
import { grantOutright } from "./grant-outright";

/**
 * Grants the levels of the ladder that an advocate has reached since. A level's order is `ladder:<advocate>`, so
 * that each is granted once.
 */
export async function climbLadder(engine: Engine, payload: Readonly<Record<string, string>>): Promise<void> {
  const { programId = "", advocateId = "" } = payload;
  const stored = (await engine.book.open()).find(({ program }) => program.id === programId);
  const ladder = stored === undefined ? [] : ladderOf(stored.program);
  if (stored === undefined || ladder.length === 0) return;
  const { program } = stored;
  const orderId = `ladder:${advocateId}`;
  await engine.store.transaction(async (stores) => {
    // One climb at a time: two would each grant the same level.
    await stores.participants.lock(advocateId);
    // Also what somebody reached who was merged into them: their levels are named after the record of before.
    const granted = await stores.rewards.byParticipant(advocateId);
    const levels = granted.filter((reward) => reward.programId === programId && isLevel(reward));
    const reached = new Set(levels.map(({ rule }) => rule));
    const climbed = climb(ladder, await ladderFacts(stores, advocateId), reached);
    const draft = new Draft();
    const currency = await currencyOf(stores, advocateId, program);
    for (const rule of climbed.granted) {
      await grantOutright(engine, stores, draft, { program, rule, advocateId, orderId, currency });
    }
    await draft.write(engine, stores);
  });
}

const isLevel = ({ orderId }: Reward) => orderId.startsWith("ladder:");

/** What a ladder looks at. */
async function ladderFacts(stores: Stores, advocateId: string): Promise<LadderFacts> {
  const row = await stores.insight.advocate(advocateId);
  return {
    shares: row?.shares ?? 0,
    invitations: row?.invitations ?? 0,
    friends: row?.qualified ?? 0,
  };
}

/** The currency an advocate is paid in where no order of a friend names one: that of their own first order. */
export async function currencyOf(stores: Stores, advocateId: string, program: Program): Promise<Currency> {
  const person = await stores.participants.byId(advocateId);
  const [order] = await stores.orders.lock(person === null ? [] : [person.firstOrderId]);
  return (
    offeredCurrency(program, order?.currency) ?? offeredCurrency(program, undefined) ?? ("xxx" as Currency)
  );
}
