import type {
  Binding,
  Click,
  ClickDay,
  ClickProgress,
  ContentSnapshot,
  Counter,
  CounterKey,
  IdentityProposal,
  LedgerEntry,
  Merge,
  Participant,
  PayoutRecord,
  Program,
  ProofRequest,
  QueueMessage,
  RecordedOrder,
  Referral,
  ReferralCode,
  Reward,
  Share,
  StoredProgram,
  Trace,
} from "@goodword/core";
import { Journal, keyOf, Table } from "./table";

export interface QueuedMessage extends QueueMessage {
  readonly state: "waiting" | "done" | "dead";
  readonly attempts: number;
  readonly leaseUntil: Date | null;
  readonly error: string | null;
}

/** Clicks of a link, hour and kind by channel: `""` for none. */
export interface ClickHour extends Pick<Click, "programId" | "code" | "hour" | "kind"> {
  readonly channel: string;
  readonly clicks: number;
}

/** The name a person agreed to be named by. */
export interface PersonName {
  readonly participantId: string;
  readonly display: string;
  readonly key: string;
}

/** What makes a reward unique. */
export const grantKey = ({ programId, orderId, rule, side }: Reward) => keyOf(programId, orderId, rule, side);

export const bindingKey = ({ programId, friendId }: Binding) => keyOf(programId, friendId);
export const traceKey = ({ kind, hash, participantId }: Trace) => keyOf(kind, hash, participantId);
export const counterKey = ({ programId, scope, subject }: CounterKey) => keyOf(programId, scope, subject);

/** The tables of the memory store, with the unique keys the real ones have. */
export function memoryDatabase() {
  const journal = new Journal();
  return {
    journal,
    programs: new Table<StoredProgram>("program", journal),
    programVersions: new Table<Program>("program version", journal),
    participants: new Table<Participant>("participant", journal),
    /** Participant ids by identity. */
    identities: new Table<{ participantId: string }>("identity", journal),
    /** By proposal. */
    proofs: new Table<ProofRequest>("proof request", journal, [(row) => row.tokenHash]),
    proposals: new Table<IdentityProposal>("proposal", journal, [(row) => keyOf(...row.participantIds)]),
    merges: new Table<Merge>("merge", journal),
    names: new Table<PersonName>("name", journal),
    codes: new Table<ReferralCode>("code", journal, [
      (row) => (row.primary ? keyOf(row.programId, row.participantId) : null),
    ]),
    clicks: new Table<Click>("click", journal),
    clickHours: new Table<ClickHour>("click hour", journal),
    /** `programId` is null for all programs together. */
    clickDays: new Table<ClickDay & { programId: string | null }>("click day", journal),
    invitationDays: new Table<{ code: string; day: string; networks: number }>("invitation day", journal),
    clickProgress: new Table<ClickProgress>("click progress", journal),
    visitorKeys: new Table<{ day: string; key: string }>("visitor key", journal),
    shares: new Table<Share>("share", journal),
    referrals: new Table<Referral>("referral", journal, [
      (row) => row.claimHash,
      (row) => row.benefitCode,
      (row) => row.orderId,
    ]),
    /** Of claims that were deleted. */
    claimDays: new Table<{ code: string; day: string; claims: number; firstAt: Date }>("claim day", journal),
    bindings: new Table<Binding>("binding", journal),
    orders: new Table<RecordedOrder>("order", journal),
    traces: new Table<Trace>("trace", journal),
    rewards: new Table<Reward>("reward", journal, [grantKey, (row) => row.code]),
    payouts: new Table<PayoutRecord>("payout", journal),
    counters: new Table<Counter>("counter", journal),
    ledger: new Table<LedgerEntry>("ledger", journal, [(row) => row.id]),
    inbox: new Table<QueuedMessage>("inbox", journal, [(row) => row.key]),
    outbox: new Table<QueuedMessage>("outbox", journal, [(row) => row.key]),
    content: new Table<ContentSnapshot>("content", journal),
    watermarks: new Table<{ at: Date }>("watermark", journal),
  };
}

export type MemoryDatabase = ReturnType<typeof memoryDatabase>;
