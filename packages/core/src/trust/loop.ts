/**
 * True when making the friend one of the advocate's would close a loop: the friend is the advocate, or referred
 * them directly or through others. `referredBy` gives who referred a participant, or null. Pure; ends also
 * where the stored chain already runs in a circle.
 */
export function refusesLoop(
  advocateId: string,
  friendId: string,
  referredBy: (participantId: string) => string | null,
): boolean {
  const seen = new Set<string>();
  for (let id: string | null = advocateId; id !== null && !seen.has(id); id = referredBy(id)) {
    if (id === friendId) return true;
    seen.add(id);
  }
  return false;
}
