export interface Clock {
  now(): Date;
}

/** Cryptographic randomness. */
export interface Ids {
  /** A new unique id with a prefix that names the record: `reward_…`. */
  id(prefix: string): string;
  /** Uniform random bytes. */
  bytes(length: number): Uint8Array;
}
