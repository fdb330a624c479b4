import type { AdvocateRow } from "../../insight/rows";
import type { Page, PageOf } from "../../page";
import type { Participant } from "../../person/participant";
import type { Engine } from "../../ports/ports";
import type { Stores } from "../../ports/store";
import type { HeldReward, Merge } from "../../referral/merge";
import type { IdentityProposal } from "../../referral/proposal";
import { checked, type StaffWord } from "../../referral/staff-attribution";
import { accounts, mergedEntry } from "../../reward/ledger";
import { openReview } from "../../trust/review";
import { doubted } from "../../trust/same-person";
import { pointsOf } from "../../trust/verdict";
import { trustOf } from "../orders/facts";

/** A record of a proposal, as staff compare the two. */
export interface ProposedPerson {
  readonly participantId: string;
  /** The order they became known by. */
  readonly firstOrderId: string;
  readonly enrolledAt: Date;
  /** Null where no program is open to them. */
  readonly advocate: AdvocateRow | null;
}

export interface ProposalRow
  extends Pick<IdentityProposal, "id" | "reasons" | "orderId" | "proposedAt" | "state"> {
  readonly people: readonly ProposedPerson[];
}

/** What waits for staff to say whether two records are one person, the longest waiting first. */
export async function listProposals({ store }: Engine, page: Page): Promise<PageOf<ProposalRow>> {
  const { rows, count } = await store.proposals.open(page);
  const shown = rows.map(async ({ id, reasons, orderId, proposedAt, state, participantIds }) => {
    const found = await Promise.all(participantIds.map((person) => store.participants.byId(person)));
    const people = found
      .flatMap((person) => person ?? [])
      .map(async (person) => ({
        participantId: person.id,
        firstOrderId: person.firstOrderId,
        enrolledAt: person.enrolledAt,
        advocate: await store.insight.advocate(person.id),
      }));
    return { id, reasons, orderId, proposedAt, state, people: await Promise.all(people) };
  });
  return { rows: await Promise.all(shown), count };
}

export const proposalRefusals = [
  "proposal-unknown",
  /** Somebody else decided, or one of the two was merged into a third. */
  "changed-meanwhile",
] as const;
export type ProposalRefusal = (typeof proposalRefusals)[number];

export interface DecidedProposal {
  readonly decided: boolean;
  readonly refusal: ProposalRefusal | null;
  /** Of two who are one now. */
  readonly mergeId: string | null;
}

/**
 * Staff say that two records are one person, or two people. As one, everything of the record that was enrolled later
 * becomes a part of the other, with what its accounts hold; rewards that one had for the other's orders wait for a
 * person. The same word of the same person once more, as a double click says it, changes nothing.
 * @throws GoodwordError `GW_STAFF_REASON` without a person or a reason of 1 to 500 characters
 */
export async function decideProposal(
  engine: Engine,
  input: {
    proposalId: string;
    decision: "merge" | "separate";
    /** Whom the word is about: refused where the proposal names another record by now. */
    pair?: readonly string[];
  } & Omit<StaffWord, "at">,
): Promise<DecidedProposal> {
  const word = checked({ ...input, at: engine.clock.now() });
  const refused = (refusal: ProposalRefusal) => ({ decided: false, refusal, mergeId: null });
  // Read before the transaction begins: SQLite has one connection.
  const programId = await anyProgram(engine);
  return engine.store.transaction(async (stores) => {
    const proposal = await stores.proposals.lock(input.proposalId);
    if (proposal === null) return refused("proposal-unknown");
    const to = input.decision === "merge" ? "merged" : "separate";
    if (proposal.state !== "open") {
      const isSame = proposal.state === to && isRepeated(proposal.decision, word);
      if (!isSame) return refused("changed-meanwhile");
      const merges = to === "merged" ? await stores.merges.of(proposal.participantIds) : [];
      const merge = merges.find(({ proposalId }) => proposalId === proposal.id);
      return { decided: true, refusal: null, mergeId: merge?.id ?? null };
    }
    const { pair } = input;
    if (pair && !proposal.participantIds.every((id) => pair.includes(id)))
      return refused("changed-meanwhile");
    if (to === "separate") {
      await stores.proposals.decide(proposal.id, to, word);
      return { decided: true, refusal: null, mergeId: null };
    }
    const people = [...(await stores.merges.hold(proposal.participantIds))].sort(byEnrolment);
    const [into, from] = people;
    if (into === undefined || from === undefined) return refused("changed-meanwhile");
    const mergeId = await merge(engine, stores, { from: from.id, into: into.id, proposal, word, programId });
    return { decided: true, refusal: null, mergeId };
  });
}

export function isRepeated(made: StaffWord | null, { by, reason }: StaffWord): boolean {
  return made?.by === by && made.reason === reason;
}

async function merge(
  engine: Engine,
  stores: Stores,
  given: { from: string; into: string; proposal: IdentityProposal; word: StaffWord; programId: string },
): Promise<string> {
  const { from, into, proposal, word, programId } = given;
  const { ids, clock } = engine;
  const id = ids.id("merge");
  const held = await holdRewards(engine, stores, [from, into]);
  const balances = [];
  for (const suffix of ["promised", "issued"] as const) {
    balances.push({ suffix, balance: await stores.ledger.balance(accounts[suffix](from)) });
  }
  const moved = await stores.merges.move(from, into);
  const entry = mergedEntry(from, into, balances, {
    id: ids.id("entry"),
    postedAt: clock.now(),
    programId,
    mergeId: id,
  });
  if (entry !== null) await stores.ledger.post([entry]);
  const done: Merge = { id, proposalId: proposal.id, from, into, decision: word, moved, held, undone: null };
  await stores.merges.record(done);
  await stores.proposals.decide(proposal.id, "merged", word);
  return id;
}

/** Nobody is paid for their own order: what is pending between the two waits for a person. */
async function holdRewards(engine: Engine, stores: Stores, pair: readonly string[]): Promise<HeldReward[]> {
  const referrals = (await stores.referrals.byFriends(pair)).filter(
    ({ advocateId, friendId }) => pair.includes(advocateId) && advocateId !== friendId,
  );
  const found = await Promise.all(referrals.map(({ id }) => stores.rewards.byReferral(id)));
  const rewards = await stores.rewards.lock(found.flat().map(({ id }) => id));
  const openedAt = engine.clock.now().toISOString();
  const held: HeldReward[] = [];
  for (const reward of rewards.filter(({ state }) => state === "pending")) {
    const program = await engine.book.version(reward.programId, reward.programVersion, stores.programs);
    const doubt = { since: null, points: pointsOf(trustOf(program).points["possible-same-person"]) };
    const isOpen = reward.review?.state === "open";
    if (!isOpen) {
      const { review, verdict } = reward;
      held.push({ rewardId: reward.id, review, verdict, openedAt });
      const waiting = openReview({ outcome: "review" }, openedAt);
      const to = { ...reward, review: waiting, verdict: doubted(verdict, doubt) };
      await stores.rewards.save([{ to, from: "pending" }]);
    }
  }
  return held;
}

/** Entries belong to a program; what moves between two records belongs to any. */
export async function anyProgram({ book }: Engine): Promise<string> {
  return (await book.open())[0]?.program.id ?? "";
}

/** The record that stays first. */
export function byEnrolment(a: Participant, b: Participant): number {
  return a.enrolledAt.getTime() - b.enrolledAt.getTime() || (a.id < b.id ? -1 : 1);
}
