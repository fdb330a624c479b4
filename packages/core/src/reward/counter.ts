/** What a cap, a tier or a milestone counts. */
export interface CounterKey {
  readonly programId: string;
  /** `rewards`, `rewards:2026-11`, `friends`, `friends:2026-11` or `spent:eur`. */
  readonly scope: string;
  /** The advocate, or "" for the whole program. */
  readonly subject: string;
}

export interface Counter extends CounterKey {
  readonly count: bigint;
}
