import { type Click, mostInvitationsADay } from "@goodword/core";
import type { MemoryDatabase } from "./database";
import { keyOf } from "./table";

/** Counts a day's networks by code; one that opened several codes of an advocate is the first one's. */
export function closeInvitations(database: MemoryDatabase, day: string, human: readonly Click[]): void {
  const ownerOf = (code: string) => {
    const owner = database.codes.get(code);
    return owner === null ? null : keyOf(owner.participantId, owner.programId);
  };
  const seen = new Set<string>();
  const networks = new Map<string, number>();
  for (const { code, network } of [...human].sort((a, b) => (a.code < b.code ? -1 : 1))) {
    const owner = ownerOf(code);
    if (network === null || owner === null) continue;
    const key = keyOf(owner, network);
    networks.set(code, (networks.get(code) ?? 0) + (seen.has(key) ? 0 : 1));
    seen.add(key);
  }
  for (const [code, count] of networks) {
    database.invitationDays.write(keyOf(code, day), { code, day, networks: count });
  }
}

/** Invitations of a person's codes in a program: closed days as counted, the rest counted now. */
export function invitations(database: MemoryDatabase, codes: readonly string[]): number {
  const closedUntil = database.clickProgress.get("clicks")?.closedUntil ?? new Date(0);
  const days = new Map<string, number>();
  for (const { code, day, networks } of database.invitationDays.filter(() => true)) {
    if (codes.includes(code) && new Date(day) < closedUntil) days.set(day, (days.get(day) ?? 0) + networks);
  }
  const open = new Map<string, Set<string>>();
  const clicks = database.clicks.filter(
    ({ code, hour, kind }) => codes.includes(code) && kind === "human" && hour >= closedUntil,
  );
  for (const { hour, network } of clicks) {
    const day = hour.toISOString().slice(0, 10);
    if (network !== null) open.set(day, (open.get(day) ?? new Set()).add(network));
  }
  const counts = [...days.values(), ...[...open.values()].map(({ size }) => size)];
  return counts.reduce((sum, count) => sum + Math.min(mostInvitationsADay, count), 0);
}
