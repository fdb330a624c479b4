/** A claim that came to nothing, as far as its host's benefit and its place in the order of claims tell. */
export interface UnusedClaim {
  readonly id: string;
  readonly claimedAt: Date;
  /** The friend's code in the host; null where none was meant for it. */
  readonly benefitCode: string | null;
}

/** Rows that anybody can make, and that nobody needs any more. */
export interface LeftoverStore {
  /**
   * Claims of these versions of a program, made before `before`, that no order, binding or reward refers to: oldest
   * first and then by id, after the last page's last one.
   */
  unusedClaims(query: {
    readonly programId: string;
    readonly versions: readonly number[];
    readonly before: Date;
    readonly after: Pick<UnusedClaim, "id" | "claimedAt"> | null;
    readonly limit: number;
  }): Promise<UnusedClaim[]>;
  /**
   * Deletes those that are still unused, and keeps how many claims each code had on each day, so that no figure
   * changes. Answers how many it deleted. Within a transaction.
   */
  deleteClaims(ids: readonly string[]): Promise<number>;
  /** Deletes counts of requests that ended before then, at most `limit`, and answers how many. */
  deleteCounts(before: Date, limit: number): Promise<number>;
}
