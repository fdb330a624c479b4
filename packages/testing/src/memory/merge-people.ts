import {
  type Binding,
  type Counter,
  type Identity,
  type Merge,
  type MergeStore,
  type MovedRows,
  type Participant,
  pairOf,
} from "@goodword/core";
import { bindingKey, counterKey, type MemoryDatabase, traceKey } from "./database";
import { identityKey } from "./participants";
import { byText, type Table } from "./table";

export function memoryMerges(database: MemoryDatabase): MergeStore {
  const { participants, referrals, merges } = database;
  return {
    async hold(ids) {
      return [...new Set(ids)].sort(byText).flatMap((id) => participants.get(id) ?? []);
    },
    async move(from, into) {
      return move(database, from, into);
    },
    async giveBack(merge) {
      giveBack(database, merge);
    },
    async referralsBy(advocateId, codes) {
      return referrals
        .filter((row) => row.advocateId === advocateId && codes.includes(row.code))
        .map(({ id }) => id)
        .sort(byText);
    },
    async record(merge) {
      merges.insert(merge.id, merge);
    },
    async lock(id) {
      return merges.get(id);
    },
    async of(ids) {
      return merges.filter(({ from, into }) => ids.includes(from) || ids.includes(into));
    },
    async undo(id, undone) {
      const merge = merges.get(id);
      if (merge !== null) merges.write(id, { ...merge, undone });
    },
  };
}

/** Makes everything of `id` the owner's own; of what is there twice, the first is kept. */
function move(database: MemoryDatabase, id: string, owner: string): MovedRows {
  const { participants, identities, names, codes, shares, referrals } = database;
  const { bindings, orders, traces, rewards, counters, proposals } = database;
  const hasPrimary = (programId: string) =>
    codes.find((row) => row.primary && row.programId === programId && row.participantId === owner) !== null;

  const movedIdentities = identities
    .entries((row) => row.participantId === id)
    .map(([key]) => {
      identities.write(key, { participantId: owner });
      const [kind, value] = JSON.parse(key) as [Identity["kind"], string];
      return { kind, value };
    });
  const movedCodes = codes
    .entries((row) => row.participantId === id)
    .map(([key, row]) => {
      codes.write(key, { ...row, participantId: owner, primary: row.primary && !hasPrimary(row.programId) });
      return { code: row.code, primary: row.primary };
    });
  const asAdvocate = changeEach(referrals, (row) => row.advocateId === id, { advocateId: owner });
  const asFriend = changeEach(referrals, (row) => row.friendId === id, { friendId: owner });
  const movedBindings: (Binding & { dropped: boolean })[] = [];
  const replaced: Binding[] = [];
  for (const [key, row] of bindings.entries((row) => row.friendId === id)) {
    bindings.remove(key);
    const moved = { ...row, friendId: owner };
    const there = bindings.get(bindingKey(moved));
    const dropped = there !== null && row.boundAt >= there.boundAt;
    movedBindings.push({ ...row, dropped });
    if (dropped) continue;
    if (there !== null) replaced.push(there);
    bindings.write(bindingKey(moved), moved);
  }
  const movedTraces = traces
    .entries((row) => row.participantId === id)
    .map(([key, { kind, hash }]) => {
      traces.remove(key);
      const moved = { kind, hash, participantId: owner };
      const shared = traces.get(traceKey(moved)) !== null;
      if (!shared) traces.insert(traceKey(moved), moved);
      return { kind, hash, shared };
    });
  const movedCounters = counters
    .entries((row) => row.subject === id)
    .map(([key, { subject: _, ...row }]) => {
      counters.remove(key);
      const moved: Counter = { ...row, subject: owner };
      const count = (counters.get(counterKey(moved))?.count ?? 0n) + row.count;
      counters.write(counterKey(moved), { ...moved, count });
      return row;
    });
  const movedProposals = proposals
    .filter(({ participantIds }) => participantIds.includes(id) && !participantIds.includes(owner))
    .flatMap((row) => {
      const participantIds = renamed(row.participantIds, id, owner);
      const isKnown = proposals.find((one) => one.participantIds.join() === participantIds.join()) !== null;
      if (isKnown) return [];
      proposals.write(row.id, { ...row, participantIds });
      return [row.id];
    });
  const name = names.get(id);
  names.remove(id);
  const nameTaken = name !== null && names.get(owner) === null;
  if (nameTaken) names.insert(owner, { ...name, participantId: owner });
  const kept = participants.get(owner) as Participant;
  const gone = participants.get(id) as Participant;
  const since = later(kept.dismissedUntil, gone.dismissedUntil);
  participants.write(owner, { ...kept, dismissedUntil: since });
  participants.remove(id);
  return {
    participant: gone,
    name: name && { display: name.display, key: name.key },
    nameTaken,
    dismissedUntil: { before: kept.dismissedUntil, since },
    identities: movedIdentities,
    codes: movedCodes,
    shares: changeEach(shares, (row) => row.participantId === id, { participantId: owner }),
    asAdvocate,
    asFriend,
    bindings: movedBindings,
    replaced,
    orders: changeEach(orders, (row) => row.participantId === id, { participantId: owner }),
    rewards: changeEach(rewards, (row) => row.participantId === id, { participantId: owner }),
    traces: movedTraces,
    counters: movedCounters,
    proposals: movedProposals,
  };
}

function giveBack(
  database: MemoryDatabase,
  { from, into, moved }: Pick<Merge, "from" | "into" | "moved">,
): void {
  const { participants, identities, names, codes, shares, referrals } = database;
  const { bindings, orders, traces, rewards, proposals } = database;
  participants.insert(from, moved.participant);
  const kept = participants.get(into);
  const { before, since } = moved.dismissedUntil;
  if (kept !== null && kept.dismissedUntil?.getTime() === since?.getTime()) {
    participants.write(into, { ...kept, dismissedUntil: before });
  }
  if (moved.name !== null) {
    const shown = names.get(into);
    const isTaken = moved.nameTaken && shown?.key === moved.name.key && shown.display === moved.name.display;
    if (isTaken) names.remove(into);
    // A name that was taken and then withdrawn is not given back.
    if (isTaken || !moved.nameTaken) names.insert(from, { ...moved.name, participantId: from });
  }
  for (const identity of moved.identities) {
    const key = identityKey(identity);
    if (identities.get(key)?.participantId === into) identities.write(key, { participantId: from });
  }
  const lost = new Set<string>();
  for (const { code, primary } of moved.codes) {
    const row = codes.get(code);
    if (row?.participantId !== into) continue;
    if (row.primary) lost.add(row.programId);
    codes.write(code, { ...row, participantId: from, primary });
  }
  for (const programId of lost) givePrimary(database, programId, into);
  const of = (ids: readonly string[], id: string) => ids.includes(id);
  const owned = { participantId: from };
  const isTheirs = (ids: readonly string[]) => (row: { participantId: string }, key: string) =>
    row.participantId === into && of(ids, key);
  changeEach(shares, isTheirs(moved.shares), owned);
  changeEach(orders, isTheirs(moved.orders), owned);
  changeEach(rewards, isTheirs(moved.rewards), owned);
  changeEach(referrals, (row, id) => row.advocateId === into && of(moved.asAdvocate, id), {
    advocateId: from,
  });
  changeEach(referrals, (row, id) => row.friendId === into && of(moved.asFriend, id), { friendId: from });
  for (const { dropped, ...binding } of moved.bindings) {
    const key = bindingKey({ ...binding, friendId: into });
    const isThere = bindings.get(key)?.referralId === binding.referralId;
    if (isThere) bindings.remove(key);
    if (isThere || dropped) bindings.write(bindingKey(binding), binding);
    const before = moved.replaced.find(({ programId }) => programId === binding.programId);
    if (isThere && before !== undefined) bindings.write(bindingKey(before), before);
  }
  for (const { kind, hash, shared } of moved.traces) {
    if (!shared) traces.remove(traceKey({ kind, hash, participantId: into }));
    traces.write(traceKey({ kind, hash, participantId: from }), { kind, hash, participantId: from });
  }
  for (const id of moved.proposals) {
    const row = proposals.get(id);
    if (!row?.participantIds.includes(into)) continue;
    proposals.write(id, { ...row, participantIds: renamed(row.participantIds, into, from) });
  }
}

/** Of what is left of a person's codes in a program, the first that was made is shown. */
function givePrimary({ codes }: MemoryDatabase, programId: string, participantId: string): void {
  const [first] = codes
    .filter((row) => row.programId === programId && row.participantId === participantId)
    .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || byText(a.code, b.code));
  if (first !== undefined) codes.write(first.code, { ...first, primary: true });
}

function changeEach<Row extends object>(
  table: Table<Row>,
  matches: (row: Row, key: string) => boolean,
  change: Partial<Row>,
): string[] {
  const found = table.entries(() => true).filter(([key, row]) => matches(row, key));
  for (const [key, row] of found) table.write(key, { ...row, ...change });
  return found.map(([key]) => key);
}

function renamed(pair: readonly [string, string], from: string, to: string): readonly [string, string] {
  const [a, b] = pair.map((id) => (id === from ? to : id)) as [string, string];
  return pairOf(a, b);
}

function later(a: Date | null, b: Date | null): Date | null {
  return (a?.getTime() ?? 0) < (b?.getTime() ?? 0) ? b : a;
}
