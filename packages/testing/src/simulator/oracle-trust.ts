import type { PlacedOrder } from "./history";

/**
 * What the written table of signals makes of a friend's order beside everything the advocate had ordered before:
 * from 40 points on a person looks, from 70 on nothing is earned.
 */
export function trustScore(order: PlacedOrder, advocates: readonly PlacedOrder[]): number {
  const known = advocates.filter(({ wave }) => wave < order.wave);
  const shares = (kind: "phone" | "payment" | "device") =>
    order.traces[kind] !== null && known.some(({ traces }) => traces[kind] === order.traces[kind]);
  const sharesVisit =
    order.traces.ip !== null &&
    known.some(({ traces }) => traces.ip === order.traces.ip && traces.userAgent === order.traces.userAgent);
  let score = 0;
  if (shares("phone")) score += 100;
  if (shares("payment")) score += 70;
  if (shares("device")) score += 40;
  if (sharesVisit) score += 15;
  if (order.traces.paidSearch) score += 30;
  if (order.email?.endsWith("@mailinator.com")) score += 30;
  if (known.some(({ email }) => isNear(order.email, email))) score += 40;
  return score;
}

/** The same name before a tag, at another provider. */
function isNear(one: string | null, other: string | null): boolean {
  if (one === null || other === null || !one.includes("+")) return false;
  return one.split("+")[0] === other.trim().toLowerCase().split("@")[0];
}
