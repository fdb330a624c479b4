import type { Engine } from "../../ports/ports";
import type { Stores } from "../../ports/store";
import type { Program } from "../../program/program";
import type { Touch } from "../../referral/attribution";
import { type ReferralCode, readCode } from "../../referral/code";
import type { RecordedOrder } from "../../referral/recorded-order";
import type { Referral } from "../../referral/referral";
import {
  manualEvidence,
  type StaffWord,
  withAttribution,
  withoutAttribution,
} from "../../referral/staff-attribution";
import { friendCounterKeys, heldFriendCounters } from "../../reward/friend-counters";
import { nothingSuspicious } from "../../trust/facts";
import { refusesLoop } from "../../trust/loop";
import { traceKeysOf } from "../../trust/traces";
import { hasBuyer } from "../advocates/enrol-buyer";
import { Draft } from "../queue/draft";
import { asOfNow } from "./as-of-now";
import { conversionCounters, convert } from "./convert";
import { rulesOf } from "./evidence";
import { readChain } from "./facts";
import { recordOrders } from "./record-orders";
import { relate } from "./relate";
import { reversalCounters, reverseForOrder, reverseReward } from "./reverse";

export const assignRefusals = [
  "order-unknown",
  "order-anonymous",
  "code-unknown",
  "program-unknown",
  /** Somebody else decided since staff looked. */
  "changed-meanwhile",
] as const;
export type AssignRefusal = (typeof assignRefusals)[number];

/** The order's referral as whoever decides saw it, null for none; not compared where it is left out. */
interface Seen {
  readonly seen?: string | null | undefined;
}

/**
 * Staff say who sent an order's buyer, with a reason: stronger than any other evidence, whatever window. Works for
 * orders of before Goodword too. What the order had earned somebody else is reversed; what it earns now follows
 * the program's conditions, but not the fraud signals: a person has looked. Where staff said the same before, as a
 * double click does, nothing changes.
 * @throws GoodwordError `GW_STAFF_REASON` without a person or a reason of 1 to 500 characters
 */
export async function assignOrder(
  engine: Engine,
  input: { orderId: string; code: string } & Seen & Omit<StaffWord, "at">,
): Promise<{ assigned: boolean; reason: AssignRefusal | null }> {
  const refused = (reason: AssignRefusal) => ({ assigned: false, reason });
  const [order] = await engine.orders.load([input.orderId]);
  if (order === undefined) return refused("order-unknown");
  if (!hasBuyer(engine, order)) return refused("order-anonymous");
  const [code] = await engine.store.codes.byCodes([readCode(input.code) ?? "-"]);
  if (code === undefined) return refused("code-unknown");
  const programs = await engine.book.open();
  const program = programs.find((stored) => stored.program.id === code.programId)?.program;
  if (program === undefined) return refused("program-unknown");
  const touch = staffTouch(program, code, { ...input, at: engine.clock.now() });

  const [recorded] = await engine.store.orders.lock([order.id]);
  if (recorded === undefined) {
    await recordOrders(engine, [order.id], { manual: new Map([[order.id, touch]]) });
    return { assigned: true, reason: null };
  }
  const { id: orderId, customerId, email, placedAt } = order;
  const known = await engine.orders.hasEarlierOrder({ orderId, customerId, email, before: placedAt });
  const asOf = await engine.store.now();
  return engine.store.transaction(async (stores) => {
    const [row] = await stores.orders.lock([order.id]);
    if (row === undefined) return refused("order-unknown");
    if (isSaidBefore(row, touch)) return { assigned: true, reason: null };
    if (isChanged(row, input)) return refused("changed-meanwhile");
    const draft = new Draft();
    const attached = await readAttached(engine, stores, draft, row);
    draft.knowStanding(await stores.orders.standing([row.participantId]));
    draft.knowBindings(await stores.bindings.byFriends([row.participantId]));
    const freed = {
      ...row,
      ...asOfNow(order, program),
      referralId: null,
      attribution: withAttribution(row.attribution, touch),
    };
    const won = {
      order,
      buyerId: row.participantId,
      keys: traceKeysOf(engine.options.secret, order),
      referral: pretended(program, touch),
      program,
    };
    draft.knowCounters(
      await stores.counters.hold([...attachedCounters(attached), ...conversionCounters(won)]),
    );
    detach(engine, draft, row, attached);
    const fresh = { ...touch, source: "manual" as const, claimedAt: placedAt };
    const { code: text, advocateId, source, claimedAt } = fresh;
    const referral = relate(engine, draft, order, row.participantId, program, {
      known: null,
      fresh: { code: text, advocateId, source, claimedAt },
    });
    const chain = await readChain(stores, [advocateId]);
    const above = (id: string) => chain.get(id) ?? null;
    convert(engine, draft, {
      ...won,
      referral,
      row: { ...freed, referralId: referral.id },
      hasEarlierOrder:
        known || draft.standing(row.participantId).some((mark) => mark.placedAt < order.placedAt),
      facts: { ...nothingSuspicious, loop: refusesLoop(advocateId, row.participantId, above) },
      earlierGrants: new Map(),
      asOf,
      asItStands: true,
      attempt: 1 + (freed.attribution.history?.length ?? 0),
    });
    // What was refunded before is no new refund: nothing else would take its part of the reward back.
    for (const reward of draft.grantsOf(order.id)) {
      reverseForOrder(engine, draft, freed, reward, program, "refund");
    }
    await draft.write(engine, stores);
    return { assigned: true, reason: null };
  });
}

/**
 * Staff say that nobody sent an order's buyer, with a reason: what the order earned is reversed. False where nobody
 * was thought to.
 * @throws GoodwordError `GW_STAFF_REASON` without a person or a reason of 1 to 500 characters
 */
export function removeAttribution(
  engine: Engine,
  input: { orderId: string } & Seen & Omit<StaffWord, "at">,
): Promise<{ removed: boolean; reason: "changed-meanwhile" | null }> {
  return engine.store.transaction(async (stores) => {
    const [row] = await stores.orders.lock([input.orderId]);
    if (row === undefined || row.attribution.winner === null) {
      return { removed: false, reason: null };
    }
    if (isChanged(row, input)) return { removed: false, reason: "changed-meanwhile" };
    const attribution = withoutAttribution(row.attribution, { ...input, at: engine.clock.now() });
    const draft = new Draft();
    const attached = await readAttached(engine, stores, draft, row);
    draft.knowBindings(await stores.bindings.byFriends([row.participantId]));
    draft.knowCounters(await stores.counters.hold(attachedCounters(attached)));
    detach(engine, draft, row, attached);
    draft.change({
      ...row,
      attribution,
      referralId: null,
      verdict: "rejected",
      reasons: ["removed-by-staff"],
    });
    await draft.write(engine, stores);
    return { removed: true, reason: null };
  });
}

function isSaidBefore({ attribution: { winner, history } }: RecordedOrder, touch: Touch): boolean {
  const last = history?.at(-1);
  const isSame = last?.act === "assigned" && last.by === touch.by && last.reason === touch.note;
  return isSame && winner?.kind === "manual" && winner.code === touch.code;
}

function isChanged(row: RecordedOrder, { seen }: Seen): boolean {
  return seen !== undefined && row.referralId !== seen;
}

interface Attached {
  readonly referral: Referral;
  readonly program: Program;
  readonly rewards: Awaited<ReturnType<Stores["rewards"]["lock"]>>;
  readonly siblings: readonly RecordedOrder[];
  readonly row: RecordedOrder;
}

async function readAttached(
  engine: Engine,
  stores: Stores,
  draft: Draft,
  row: RecordedOrder,
): Promise<Attached | null> {
  if (row.referralId === null) return null;
  const [referral] = await stores.referrals.byIds([row.referralId]);
  if (referral === undefined) return null;
  draft.knowReferrals([referral]);
  const program = await engine.book.version(referral.programId, referral.programVersion, stores.programs);
  const found = await stores.rewards.byOrders([row.orderId]);
  const rewards = await stores.rewards.lock(found.map(({ id }) => id));
  const related = await stores.orders.byReferrals([referral.id]);
  const siblings = related.filter(({ orderId }) => orderId !== row.orderId);
  return { referral, program, rewards, siblings, row };
}

function attachedCounters(attached: Attached | null) {
  if (attached === null) return [];
  const { program, referral, rewards, row } = attached;
  return [
    ...heldFriendCounters(program, referral.advocateId, row.placedAt),
    ...rewards.flatMap((reward) => reversalCounters(program, reward)),
  ];
}

/** Takes an order out of its relation: everything it earned, the friend's counting, and the binding it began. */
function detach(engine: Engine, draft: Draft, row: RecordedOrder, attached: Attached | null): void {
  if (attached === null) return;
  const { referral, program, rewards, siblings } = attached;
  const cause = `staff-${row.attribution.history?.length ?? 0}`;
  for (const reward of rewards) reverseReward(engine, draft, reward, reward.value.amount, cause, program);
  if (referral.orderId !== row.orderId) return;
  const isLast = !siblings.some(({ verdict, canceledAt }) => verdict === "qualified" && canceledAt === null);
  if (referral.state === "qualified" && isLast) {
    draft.move(referral.id, "reversed");
    draft.addTo(friendCounterKeys(program, referral.advocateId, row.placedAt), -1n);
  }
  if (referral.state === "converted") draft.move(referral.id, "rejected", { reasons: ["removed-by-staff"] });
  draft.amend(referral.id, { orderId: null });
  if (draft.binding(program.id, row.participantId)?.referralId === referral.id) {
    draft.release(program.id, row.participantId);
  }
}

function staffTouch(program: Program, code: ReferralCode, word: StaffWord): Touch {
  return manualEvidence(
    {
      advocateId: code.participantId,
      code: code.code,
      programId: program.id,
      programVersion: program.version,
      rules: rulesOf(program),
    },
    word,
  );
}

/** Who would gain: enough to know which counters are needed before the relation is made. */
function pretended(program: Program, { advocateId, code, touchedAt }: Touch): Referral {
  return {
    id: "",
    programId: program.id,
    programVersion: program.version,
    code,
    advocateId,
    state: "claimed",
    source: "manual",
    claimHash: null,
    benefitCode: null,
    claimedAt: touchedAt,
    friendId: null,
    orderId: null,
    convertedAt: null,
    reasons: [],
  };
}
