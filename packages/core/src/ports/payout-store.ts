import type { Page, PageOf } from "../page";

/**
 * What became of a reward in money that staff pay by hand. A code has one record at most, and whoever writes it
 * first decides: an export, so that it stands in one file only, or a reversal, so that it stands in none.
 */
export interface PayoutRecord {
  /** The reward's. */
  readonly code: string;
  /** The file it stands in; null when it was withdrawn before it stood in any. */
  readonly batchId: string | null;
  readonly recordedAt: Date;
  /** The host's id of whoever exported it; null when it was withdrawn. */
  readonly recordedBy: string | null;
  readonly payment: Payment | null;
}

/** That a payout was made: the bank's or the provider's reference, as staff wrote it. */
export interface Payment {
  readonly at: Date;
  readonly by: string;
  readonly reference: string;
}

export interface PayoutStore {
  /** Codes of rewards in money that are issued and have no record, who has waited longest first. */
  waiting(page: Page): Promise<PageOf<string>>;
  /** Records of exported ones, the last exported first, then by code. */
  exported(page: Page & { readonly paid: boolean }): Promise<PageOf<PayoutRecord>>;
  /** By code. */
  byBatch(batchId: string): Promise<PayoutRecord[]>;
  byCodes(codes: readonly string[]): Promise<PayoutRecord[]>;
  /** Codes that had no record before; of the others nothing is written. */
  record(records: readonly PayoutRecord[]): Promise<string[]>;
  /** Codes that were exported and not paid before; of the others nothing is written. */
  pay(codes: readonly string[], payment: Payment): Promise<string[]>;
}
