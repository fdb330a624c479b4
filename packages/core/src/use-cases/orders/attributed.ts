import type { RecordedOrder } from "../../referral/recorded-order";
import type { Won } from "./facts";

/** What became of an order that was looked at. */
export type OrderOutcome = "recorded" | "known" | "changed" | "canceled" | "before-goodword" | "anonymous";

/** An order that belongs to a referral, with its row as it is about to be written. */
export interface Attributed extends Won {
  readonly row: RecordedOrder;
}
