import type { Identity, OtherOwner, Participant } from "../person/participant";
import type { CodeLink, ReferralCode } from "../referral/code";

export interface Enrolment {
  readonly candidate: Participant;
  /** Those that prove who it is, the strongest first; at least one. */
  readonly own: readonly Identity[];
  /** Those that are only named. */
  readonly mentioned: readonly Identity[];
}

export interface Enrolled {
  readonly participant: Participant;
  /** Nobody knew any of the own identities before. */
  readonly isNew: boolean;
  /** Whose the other identities are: nothing of these records changes. */
  readonly others: readonly OtherOwner[];
}

export interface ParticipantStore {
  /**
   * Finds each person by the first of their own identities that anybody has, or creates them, and gives them those
   * of their own that nobody has. Records are never merged: what belongs to somebody else stays theirs and is
   * answered, and what is only mentioned is never given. Entries are treated one after the other: later ones see
   * what earlier ones were given. Answers in the order asked. Safe when two workers do it at once: an identity has
   * one owner, and both get them. Who is known by a former hash is known by the identity, and gets its hash of today.
   */
  enrol(people: readonly Enrolment[]): Promise<Enrolled[]>;
  byId(id: string): Promise<Participant | null>;
  byIdentity(identity: Identity): Promise<Participant | null>;
  /** What a person is known by, customer ids first, each kind in the order of its bytes. */
  identitiesOf(id: string): Promise<Identity[]>;
  dismiss(id: string, until: Date | null): Promise<void>;
  /** Those of these people who are there. Within a transaction, none of them is merged into another meanwhile. */
  keep(ids: readonly string[]): Promise<string[]>;
  /** Within a transaction, keeps others from settling this person's balance. */
  lock(id: string): Promise<void>;
  /** Keeps the name a person agreed to be named by, or takes it back. */
  name(id: string, name: { display: string; key: string } | null): Promise<void>;
  /** Ids of those who agreed to be named so. */
  named(key: string): Promise<string[]>;
}

export interface CodeStore {
  /**
   * One primary code per program and participant: `existing` when it is there. `taken` when the code itself
   * belongs to somebody else, in the batch too. Answers in the order asked.
   */
  mint(
    candidates: readonly ReferralCode[],
  ): Promise<({ outcome: "minted" | "existing"; code: ReferralCode } | { outcome: "taken" })[]>;
  byCodes(codes: readonly string[]): Promise<ReferralCode[]>;
  /** Where a share link leads. Those that are asked for while others are being answered share a query. */
  linkOf(code: string): Promise<CodeLink | null>;
  /** Primary codes, one a person at most. */
  primary(programId: string, participantIds: readonly string[]): Promise<ReferralCode[]>;
  setStatus(code: string, status: ReferralCode["status"]): Promise<boolean>;
  /**
   * Makes a code the person's primary one, new or theirs already (its status and time stay); the code before it
   * still works. False when it is somebody else's.
   */
  replace(code: ReferralCode): Promise<boolean>;
}

export interface Share {
  readonly id: string;
  readonly participantId: string;
  readonly orderId: string;
  readonly channel: string;
  readonly sharedAt: Date;
}

export interface ShareStore {
  /** Once per order and channel; false when it is already there. */
  record(share: Share): Promise<boolean>;
  countOf(participantId: string): Promise<number>;
}
