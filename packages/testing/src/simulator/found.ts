/** What a database and a shop hold after a history was played to the end. Amounts are minor units. */
export interface Found {
  readonly orders: readonly {
    readonly orderId: string;
    readonly participantId: string;
    readonly verdict: string;
    readonly reasons: readonly string[];
    readonly advocateId: string | null;
  }[];
  readonly rewards: readonly FoundReward[];
  /** Referrals that are qualified, by advocate. */
  readonly friends: readonly { readonly advocateId: string; readonly count: number }[];
  /** What the shop's customers hold: its own table, not Goodword's. */
  readonly promotions: readonly {
    readonly code: string;
    readonly amount: bigint;
    readonly active: boolean;
    readonly used: boolean;
  }[];
  /** What arrived in the mailboxes; one id may have arrived more than once, as no mail server knows "exactly once". */
  readonly mails: readonly { readonly id: string; readonly template: string; readonly about: string }[];
  readonly balances: readonly {
    readonly participantId: string;
    readonly currency: string;
    readonly amount: bigint;
  }[];
  readonly sums: Readonly<Record<string, bigint>>;
  /** Inbox and outbox keys that are neither done nor dead, and those that are dead. */
  readonly open: readonly string[];
  readonly dead: readonly string[];
}

export interface FoundReward {
  readonly orderId: string;
  readonly rule: string;
  readonly side: string;
  readonly participantId: string;
  readonly value: bigint;
  readonly reversed: bigint;
  readonly payout: bigint | null;
  readonly currency: string;
  readonly state: string;
  readonly code: string;
  readonly reviewOpen: boolean;
}
