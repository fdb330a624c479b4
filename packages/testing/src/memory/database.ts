import type {
  Click,
  ContentSnapshot,
  LedgerEntry,
  Participant,
  QueueMessage,
  RecordedOrder,
  Referral,
  ReferralCode,
  Reward,
  Share,
} from "@goodword/core";
import { Journal, keyOf, Table } from "./table";

export interface QueuedMessage extends QueueMessage {
  readonly state: "waiting" | "done" | "dead";
  readonly attempts: number;
  readonly leaseUntil: Date | null;
  readonly error: string | null;
}

/** The tables of the memory store, with the unique keys the real ones have. */
export function memoryDatabase() {
  const journal = new Journal();
  return {
    journal,
    participants: new Table<Participant>("participant", journal),
    /** Participant ids by identity. */
    identities: new Table<{ participantId: string }>("identity", journal),
    codes: new Table<ReferralCode>("code", journal, [(row) => keyOf(row.programId, row.participantId)]),
    clicks: new Table<Click>("click", journal),
    shares: new Table<Share>("share", journal),
    referrals: new Table<Referral>("referral", journal, [
      (row) => row.claimHash,
      (row) => row.benefitCode,
      (row) => row.orderId,
    ]),
    orders: new Table<RecordedOrder>("order", journal),
    rewards: new Table<Reward>("reward", journal, [
      (row) => keyOf(row.programId, row.orderId, row.rule, row.side),
      (row) => row.code,
    ]),
    ledger: new Table<LedgerEntry>("ledger", journal, [(row) => row.id]),
    inbox: new Table<QueuedMessage>("inbox", journal, [(row) => row.key]),
    outbox: new Table<QueuedMessage>("outbox", journal, [(row) => row.key]),
    content: new Table<ContentSnapshot>("content", journal),
    watermarks: new Table<{ at: Date }>("watermark", journal),
  };
}

export type MemoryDatabase = ReturnType<typeof memoryDatabase>;
