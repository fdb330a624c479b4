import { roundHalfEven } from "./money";

/**
 * How much more of a reward to take back now, so that the total reversed is
 * round-half-even(value × min(refunded, order value) ÷ order value): never more than the reward, exactly the reward
 * at full refund, and never negative, should a host report less refunded than before. All in minor units.
 *
 * A free order (value 0) has no part: any refund of it, such as its shipping, is the full one.
 */
export function reversalFor(state: {
  /** The reward as granted. */
  readonly value: bigint;
  /** Taken back so far. */
  readonly reversed: bigint;
  readonly orderValue: bigint;
  /** Given back to the buyer so far, all refunds together. */
  readonly refunded: bigint;
}): bigint {
  const more = reversalOf(state) - state.reversed;
  return more > 0n ? more : 0n;
}

/** The same for all refunds together. */
export function reversalOf({
  value,
  orderValue,
  refunded,
}: {
  readonly value: bigint;
  readonly orderValue: bigint;
  readonly refunded: bigint;
}): bigint {
  if (refunded <= 0n) return 0n;
  return refunded >= orderValue ? value : roundHalfEven(value * refunded, orderValue);
}
