/** A proof that staff asked for: one mail holds a link, one to the other address a number, and whoever has both proves it. */
export interface ProofRequest {
  /** A proposal has one request: a later one takes its place, and the link before works no more. */
  readonly proposalId: string;
  /** Another one each time. */
  readonly id: string;
  /** 64 hex digits. With the secret it makes link and number; by itself it opens nothing. */
  readonly seed: string;
  /** Keyed hash of the link's token, to find the request by. */
  readonly tokenHash: string;
  /** The record that gets the link, and the one that gets the number. */
  readonly linkTo: string;
  readonly numberTo: string;
  /** Of the page behind the link, BCP 47. */
  readonly locale: string;
  readonly askedAt: Date;
  /** A staff id. */
  readonly askedBy: string;
  readonly expiresAt: Date;
  /** How often this proposal was asked about, this request included. */
  readonly times: number;
  /** Numbers typed so far. */
  readonly tries: number;
}

export interface ProofStore {
  /** Writes over the proposal's request before it. Within a transaction that locks the proposal. */
  put(request: ProofRequest): Promise<void>;
  /** In the order of their proposals. */
  byProposals(proposalIds: readonly string[]): Promise<ProofRequest[]>;
  byToken(tokenHash: string): Promise<ProofRequest | null>;
  /**
   * Counts a try, also where several come at once, and answers the request with it. Null, and nothing is counted,
   * where there is no such token, it ended before `now`, or `most` tries were counted.
   */
  countTry(
    tokenHash: string,
    limit: { readonly now: Date; readonly most: number },
  ): Promise<ProofRequest | null>;
}
