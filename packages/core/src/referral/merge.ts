import type { Identity, Participant } from "../person/participant";
import type { Counter } from "../reward/counter";
import type { Review } from "../trust/review";
import type { Trace } from "../trust/trace";
import type { TrustVerdict } from "../trust/verdict";
import type { Binding } from "./binding";
import type { StaffWord } from "./staff-attribution";

/** A name that a person agreed to be named by. */
export interface ShownName {
  readonly display: string;
  readonly key: string;
}

/** Exactly what a merge moved, so that it can be given back. Ids and keys, no personal data. */
export interface MovedRows {
  /** The record that is no more, as it was. */
  readonly participant: Participant;
  readonly name: ShownName | null;
  /** Whether the record that stays had no name and took this one. */
  readonly nameTaken: boolean;
  /** What the record that stays had said before, and what it says since. */
  readonly dismissedUntil: { readonly before: Date | null; readonly since: Date | null };
  readonly identities: readonly Identity[];
  readonly codes: readonly { readonly code: string; readonly primary: boolean }[];
  readonly shares: readonly string[];
  /** Referrals by the side on which they moved. */
  readonly asAdvocate: readonly string[];
  readonly asFriend: readonly string[];
  /** Of the record that is no more, all; `dropped` where an older one of the other stayed in its place. */
  readonly bindings: readonly (Binding & { readonly dropped: boolean })[];
  /** Of the record that stays, those that an older one took the place of. */
  readonly replaced: readonly Binding[];
  readonly orders: readonly string[];
  readonly rewards: readonly string[];
  /** `shared`: the record that stays had left the same. */
  readonly traces: readonly (Omit<Trace, "participantId"> & { readonly shared: boolean })[];
  readonly counters: readonly Omit<Counter, "subject">[];
  /** Proposals that name the record that stays in its place since. */
  readonly proposals: readonly string[];
}

/** A pending reward between two who became one: it waits for a person since. With what it was before. */
export interface HeldReward {
  readonly rewardId: string;
  readonly review: Review | null;
  readonly verdict: TrustVerdict | null;
  /** When the review was opened by the merge, ISO 8601. */
  readonly openedAt: string;
}

/** Staff made two records one person. */
export interface Merge {
  readonly id: string;
  readonly proposalId: string;
  readonly from: string;
  readonly into: string;
  readonly decision: StaffWord;
  readonly moved: MovedRows;
  readonly held: readonly HeldReward[];
  /** Null while it stands. */
  readonly undone: StaffWord | null;
}
