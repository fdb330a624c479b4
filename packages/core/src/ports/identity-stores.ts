import type { Page, PageOf } from "../page";
import type { Participant } from "../person/participant";
import type { Merge, MovedRows } from "../referral/merge";
import type { IdentityProposal } from "../referral/proposal";
import type { StaffWord } from "../referral/staff-attribution";

/** Pairs of records that may be one person. */
export interface ProposalStore {
  /** Those whose pair has one already, in whatever state, are left out. */
  propose(proposals: readonly IdentityProposal[]): Promise<void>;
  /** Open ones between people who are there, the longest waiting first and then by id. */
  open(page: Page): Promise<PageOf<IdentityProposal>>;
  /** Open ones that name any of these people. */
  openOf(participantIds: readonly string[]): Promise<IdentityProposal[]>;
  /** Reads and, within a transaction, locks it. */
  lock(id: string): Promise<IdentityProposal | null>;
  decide(id: string, state: "merged" | "separate", decision: StaffWord): Promise<void>;
}

/** The merges that staff made, and what moves with one. */
export interface MergeStore {
  /**
   * Those of these people who are there, in the order of their ids. Within a transaction nobody else enrols, changes
   * or merges them meanwhile.
   */
  hold(participantIds: readonly string[]): Promise<Participant[]>;
  /**
   * Makes everything of `from` a part of `into`, and answers what moved; `from` is no more. Of what would then be
   * there twice one stays: the primary code of `into`; the older binding, that of `into` of two of one time; a trace.
   * Counters are added up. `into` keeps its name, or takes that of `from`, and the later `dismissedUntil`. Ledger
   * entries stay. Within a transaction that holds both.
   */
  move(from: string, into: string): Promise<MovedRows>;
  /**
   * Gives back what was moved, as it is now: what is not `into`'s any more stays where it is. Counters are the
   * caller's. Within a transaction that holds `into`.
   */
  giveBack(merge: Pick<Merge, "from" | "into" | "moved">): Promise<void>;
  /** Ids of an advocate's referrals that came by one of these codes. */
  referralsBy(advocateId: string, codes: readonly string[]): Promise<string[]>;
  record(merge: Merge): Promise<void>;
  /** Reads and, within a transaction, locks it. */
  lock(id: string): Promise<Merge | null>;
  /** Merges that these people are part of, in the order in which they were made. */
  of(participantIds: readonly string[]): Promise<Merge[]>;
  undo(id: string, undone: StaffWord): Promise<void>;
}
