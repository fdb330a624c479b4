import type { Counter, Participant } from "@goodword/core";
import { bindingKey, counterKey, type MemoryDatabase, traceKey } from "./database";
import type { Table } from "./table";

/** Makes everything of `id` the owner's own; of what is there twice, the first is kept. */
export function mergePeople(database: MemoryDatabase, owner: string, id: string): void {
  const { participants, identities, names, codes, shares, referrals } = database;
  const { bindings, orders, traces, rewards, counters } = database;
  const hasPrimary = (programId: string) =>
    codes.find((row) => row.primary && row.programId === programId && row.participantId === owner) !== null;

  for (const [key] of identities.entries((row) => row.participantId === id)) {
    identities.write(key, { participantId: owner });
  }
  for (const [key, row] of codes.entries((row) => row.participantId === id)) {
    codes.write(key, { ...row, participantId: owner, primary: row.primary && !hasPrimary(row.programId) });
  }
  moveOwn(shares, owner, id);
  moveOwn(orders, owner, id);
  moveOwn(rewards, owner, id);
  for (const [key, row] of referrals.entries((row) => row.advocateId === id || row.friendId === id)) {
    referrals.write(key, {
      ...row,
      advocateId: row.advocateId === id ? owner : row.advocateId,
      friendId: row.friendId === id ? owner : row.friendId,
    });
  }
  for (const [key, row] of bindings.entries((row) => row.friendId === id)) {
    bindings.remove(key);
    const moved = { ...row, friendId: owner };
    const there = bindings.get(bindingKey(moved));
    if (there === null || row.boundAt < there.boundAt) bindings.write(bindingKey(moved), moved);
  }
  for (const [key, row] of traces.entries((row) => row.participantId === id)) {
    traces.remove(key);
    const moved = { ...row, participantId: owner };
    if (traces.get(traceKey(moved)) === null) traces.insert(traceKey(moved), moved);
  }
  for (const [key, row] of counters.entries((row) => row.subject === id)) {
    counters.remove(key);
    const moved: Counter = { ...row, subject: owner };
    const count = (counters.get(counterKey(moved))?.count ?? 0n) + row.count;
    counters.write(counterKey(moved), { ...moved, count });
  }
  const name = names.get(id);
  names.remove(id);
  if (name !== null && names.get(owner) === null) names.insert(owner, { ...name, participantId: owner });
  const kept = participants.get(owner) as Participant;
  const gone = participants.get(id) as Participant;
  participants.write(owner, { ...kept, dismissedUntil: later(kept.dismissedUntil, gone.dismissedUntil) });
  participants.remove(id);
}

function moveOwn<Row extends { readonly participantId: string }>(
  table: Table<Row>,
  owner: string,
  id: string,
): void {
  for (const [key, row] of table.entries((row) => row.participantId === id)) {
    table.write(key, { ...row, participantId: owner });
  }
}

function later(a: Date | null, b: Date | null): Date | null {
  return (a?.getTime() ?? 0) < (b?.getTime() ?? 0) ? b : a;
}
