/** A keyed hash of something an order showed of its buyer. */
export interface Trace {
  readonly kind: "phone" | "payment" | "address" | "device" | "visit" | "mailbox";
  readonly hash: string;
  readonly participantId: string;
}
