/** How a person is known: a host customer id, or the HMAC of the normalised e-mail. Never the address. */
export interface Identity {
  readonly kind: "customer" | "email";
  readonly value: string;
  /**
   * What the same address is hashed to under each secret before, the oldest first; left out where there is none. It is
   * whose the oldest of all is: only that one was there whenever staff merged or took a merge back.
   */
  readonly former?: readonly string[];
}

export interface Participant {
  readonly id: string;
  readonly firstOrderId: string;
  readonly locale: string | null;
  readonly enrolledAt: Date;
  /** After "No thanks": not asked again before this. */
  readonly dismissedUntil: Date | null;
}

/** Another record that an enrolment named. */
export interface OtherOwner {
  readonly participantId: string;
  readonly kind: Identity["kind"];
  readonly named: "own" | "mentioned";
}
