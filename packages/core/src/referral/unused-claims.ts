const day = 86_400_000;

/** A claim that came to nothing is kept this long after its time is over: an order may be told late. */
export const unusedClaimDays = 30;

/** Claims made before this are over for as long as they are kept, where the attribution window is so many days. */
export function unusedClaimsBefore(now: Date, windowDays: number): Date {
  return new Date(now.getTime() - (windowDays + unusedClaimDays) * day);
}
