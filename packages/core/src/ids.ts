/** Cryptographic randomness. */
export interface Ids {
  /**
   * A new unique id with a prefix that names the record: `reward_…`. Ids that grow with time (ULID, UUIDv7) keep
   * a large shop's indexes warm; what is secret is never made of them.
   */
  id(prefix: string): string;
  /** Uniform random bytes. */
  bytes(length: number): Uint8Array;
}
