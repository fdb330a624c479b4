import type { Order } from "../../order/order";
import { disposableEmail } from "../../person/disposable-email";
import type { Stores } from "../../ports/store";
import type { Program } from "../../program/program";
import { type IdentityProposal, isProposed } from "../../referral/proposal";
import type { Referral } from "../../referral/referral";
import { nothingSuspicious, type TrustFacts } from "../../trust/facts";
import { refusesLoop } from "../../trust/loop";
import { mergeTrustSettings, type TrustSettings, trustDefaults } from "../../trust/settings";
import type { Trace } from "../../trust/trace";
import type { OrderTraceKeys } from "../../trust/traces";
import type { Draft } from "../queue/draft";

const day = 86_400_000;
/** More people of one trace than any signal asks for say nothing new. */
const enoughPeople = 50;

/** An order that somebody's referral won, with what its buyer left behind. */
export interface Won {
  readonly order: Order;
  readonly buyerId: string;
  readonly keys: OrderTraceKeys;
  readonly referral: Referral;
  readonly program: Program;
}

/** What the database knows about advocates and friends of a batch, for `trustFactsOf`. */
export interface Surroundings {
  readonly traces: readonly Trace[];
  /** Who referred whom, of everybody in question. */
  readonly referredBy: ReadonlyMap<string, string>;
  readonly recent: readonly Referral[];
  /** Pairs that may be one person, open. */
  readonly proposals: readonly IdentityProposal[];
}

/** Reads the surroundings of all won orders, a statement a table. */
export async function readSurroundings(
  stores: Stores,
  draft: Draft,
  won: readonly Won[],
): Promise<Surroundings> {
  const sought = [...new Set(won.flatMap(({ keys }) => keys.sought))];
  const traces = await stores.traces.matching(sought, enoughPeople);
  const advocates = [...new Set(won.map(({ referral }) => referral.advocateId))];
  const oldest = Math.min(...won.map(({ order }) => order.placedAt.getTime()));
  // One more than the highest limit shows that it is passed.
  const limits = won.map(({ program }) => trustOf(program).parameters.friends30d);
  const recent = await stores.referrals.recent(
    advocates,
    new Date(oldest - 30 * day),
    Math.max(...limits) + 1,
  );
  draft.knowReferrals(recent);
  const proposals = await stores.proposals.openOf(advocates);
  return { traces, recent, proposals, referredBy: await readChain(stores, advocates) };
}

/** How a program judges. */
export function trustOf({ trust }: Pick<Program, "trust">): TrustSettings {
  return mergeTrustSettings(trustDefaults, trust ?? {});
}

/** Upwards from the advocates, a level a statement: most were referred by nobody. */
export async function readChain(stores: Stores, advocates: readonly string[]): Promise<Map<string, string>> {
  const referredBy = new Map<string, string>();
  let people = [...advocates];
  while (people.length > 0) {
    const above: string[] = [];
    for (const { friendId, advocateId, state } of await stores.referrals.byFriends(people)) {
      if (friendId === null || state === "rejected" || referredBy.has(friendId)) continue;
      referredBy.set(friendId, advocateId);
      above.push(advocateId);
    }
    people = above.filter((id) => !referredBy.has(id));
  }
  return referredBy;
}

/** Everything the fraud signals ask about one order. Pure. */
export function trustFactsOf(
  draft: Draft,
  surroundings: Surroundings,
  { order, buyerId, keys, referral }: Won,
  about: { existingCustomer: boolean; undueBenefit: boolean; averageOrderValue: bigint | null },
): TrustFacts {
  const { advocateId } = referral;
  const sought = new Set(keys.sought);
  const matches = [...surroundings.traces, ...draft.traces].filter(
    ({ hash, participantId }) => sought.has(hash) && participantId !== buyerId,
  );
  const shared = (kind: Trace["kind"]) =>
    matches.some((trace) => trace.kind === kind && trace.participantId === advocateId);
  const friends = draft
    .referralsHere()
    .filter((other) => other.advocateId === advocateId && other.convertedAt !== null);
  const others = friends.filter(({ id }) => id !== referral.id);
  const within = (span: number) =>
    1 +
    others.filter(({ convertedAt }) => {
      const age = order.placedAt.getTime() - (convertedAt as Date).getTime();
      return age >= 0 && age < span;
    }).length;
  const atAddress = new Set(
    matches.filter(({ kind }) => kind === "address").map(({ participantId }) => participantId),
  );
  const known = new Set([advocateId, ...others.map(({ friendId }) => friendId)]);
  const loop = (id: string) => surroundings.referredBy.get(id) ?? null;
  return {
    ...nothingSuspicious,
    existingCustomer: about.existingCustomer,
    undueBenefit: about.undueBenefit,
    possibleSamePerson: isProposed(surroundings.proposals, buyerId, advocateId),
    samePhone: shared("phone"),
    samePaymentFingerprint: shared("payment"),
    sameDevice: shared("device"),
    friendsAtAddress: [...atAddress].filter((id) => known.has(id)).length,
    disposableEmail: order.email !== null && disposableEmail(order.email),
    nearMatchEmail: shared("mailbox"),
    sameIpAndUserAgent: shared("visit"),
    friendsLast24h: within(day),
    friendsLast30d: within(30 * day),
    clickToOrderSeconds:
      referral.source === "cookie" || referral.source === "claim"
        ? (order.placedAt.getTime() - referral.claimedAt.getTime()) / 1_000
        : null,
    orderValue: order.value,
    averageOrderValue: about.averageOrderValue,
    paidSearchClickId: order.traces.paidSearch,
    loop: refusesLoop(advocateId, buyerId, loop),
  };
}
