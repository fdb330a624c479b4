import { type Binding, type Identity, type MovedRows, pairOf } from "@goodword/core";
import { type StoredTime, timeOf, timeOrNull } from "./columns";
import { type ParticipantRow, participantFields, participantOf } from "./participant-row";
import { digitsOf } from "./set-statements";
import { type Statements, statement } from "./statements";

// What makes one record's rows another's: `$1` is who remains, `$2` whose rows they were.
const identities = statement(
  "update goodword_identity set participant_id = $1 where participant_id = $2 returning kind, value",
);
const codesOf = statement("select code, is_primary from goodword_code where participant_id = $1");
const codes = [
  // One code a program stays primary, the owner's own if they have one.
  `update goodword_code set participant_id = $1, is_primary = not exists (
     select 1 from goodword_code as own
     where own.participant_id = $1 and own.program_id = goodword_code.program_id and own.is_primary
   ) where participant_id = $2 and is_primary`,
  "update goodword_code set participant_id = $1 where participant_id = $2 and not is_primary",
].map((text) => statement(text));
const moved = (table: string, column: string, id: string) =>
  statement(`update ${table} set ${column} = $1 where ${column} = $2 returning ${id} as id`);
const shares = moved("goodword_share", "participant_id", "id");
const asAdvocate = moved("goodword_referral", "advocate_id", "id");
const asFriend = moved("goodword_referral", "friend_id", "id");
const orders = moved("goodword_order", "participant_id", "order_id");
const rewards = moved("goodword_reward", "participant_id", "id");
const bindingsOf = statement(
  "select program_id, friend_id, referral_id, bound_at, until from goodword_binding where friend_id = $1",
);
const bindings = [
  // Of two bindings in one program the older stays.
  `delete from goodword_binding where friend_id = $2 and exists (
     select 1 from goodword_binding as own
     where own.friend_id = $1 and own.program_id = goodword_binding.program_id and own.bound_at <= goodword_binding.bound_at
   )`,
  `delete from goodword_binding where friend_id = $1 and exists (
     select 1 from goodword_binding as older
     where older.friend_id = $2 and older.program_id = goodword_binding.program_id
   )`,
  "update goodword_binding set friend_id = $1 where friend_id = $2",
].map((text) => statement(text));
const tracesOf = statement(
  `select kind, hash, exists (
     select 1 from goodword_trace as own
     where own.hash = goodword_trace.hash and own.kind = goodword_trace.kind and own.participant_id = $1
   ) as shared from goodword_trace where participant_id = $2`,
);
const copyTraces = statement(
  `insert into goodword_trace (kind, hash, participant_id)
     select kind, hash, $1 from goodword_trace where participant_id = $2
     on conflict (hash, kind, participant_id) do nothing`,
);
const dropTraces = statement("delete from goodword_trace where participant_id = $1");
const countersOf = statement(
  `select program_id, scope, ${digitsOf("count")} from goodword_counter where subject = $1`,
);
const addCounters = statement(
  `insert into goodword_counter (program_id, scope, subject, count)
     select program_id, scope, $1, count from goodword_counter where subject = $2
     on conflict (program_id, scope, subject) do update set count = goodword_counter.count + excluded.count`,
);
const dropCounters = statement("delete from goodword_counter where subject = $1");
const proposalsOf = statement(
  "select id, first_id, second_id from goodword_identity_proposal where first_id = $1 or second_id = $1",
);
const proposalOf = statement(
  "select id from goodword_identity_proposal where first_id = $1 and second_id = $2",
);
export const nameProposal = statement(
  "update goodword_identity_proposal set first_id = $2, second_id = $3 where id = $1",
);
const personOf = statement(
  `select ${participantFields}, display_name, name_key from goodword_participant where id = $1`,
);
const keepPerson = statement(
  "update goodword_participant set display_name = $2, name_key = $3, dismissed_until = $4 where id = $1",
);
const dropPerson = statement("delete from goodword_participant where id = $1");

export interface NamedRow extends ParticipantRow {
  readonly display_name: string | null;
  readonly name_key: string | null;
}

export interface ProposalPair {
  readonly id: string;
  readonly first_id: string;
  readonly second_id: string;
}

/** See `MergeStore.move`. What the accounts in the ledger hold stays there: it is moved by an entry. */
export async function movePerson(database: Statements, from: string, into: string): Promise<MovedRows> {
  const both = [into, from];
  const ids = async (step: typeof shares) =>
    (await database.run<{ id: string }>(step, both)).map(({ id }) => id);
  const [gone] = await database.run<NamedRow>(personOf, [from]);
  const [kept] = await database.run<NamedRow>(personOf, [into]);
  if (gone === undefined || kept === undefined)
    throw new Error(`merge: ${from} and ${into} are not both there`);
  const movedIdentities = await database.run<Identity>(identities, both);
  const movedCodes = await database.run<{ code: string; is_primary: boolean | number }>(codesOf, [from]);
  for (const step of codes) await database.change(step, both);
  const { movedBindings, replaced } = await moveBindings(database, from, into);
  const traces = await database.run<{ kind: string; hash: string; shared: boolean | number }>(tracesOf, both);
  await database.change(copyTraces, both);
  await database.change(dropTraces, [from]);
  const counters = await database.run<{ program_id: string; scope: string; count: string }>(countersOf, [
    from,
  ]);
  await database.change(addCounters, both);
  await database.change(dropCounters, [from]);
  const proposals = await moveProposals(database, from, into);
  const nameTaken = kept.name_key === null && gone.name_key !== null;
  const named = nameTaken ? gone : kept;
  // Whoever said no is not asked again before the time they were told.
  const dismissals = [kept, gone].map((row) => timeOrNull(row.dismissed_until));
  const since = dismissals.flatMap((time) => time ?? []).sort((a, b) => b.getTime() - a.getTime())[0] ?? null;
  await database.change(keepPerson, [into, named.display_name, named.name_key, since]);
  await database.change(dropPerson, [from]);
  return {
    participant: participantOf(gone),
    name: gone.name_key === null ? null : { display: gone.display_name ?? "", key: gone.name_key },
    nameTaken,
    dismissedUntil: { before: timeOrNull(kept.dismissed_until), since },
    identities: movedIdentities.map(({ kind, value }) => ({ kind, value })),
    codes: movedCodes.map(({ code, is_primary }) => ({ code, primary: Boolean(is_primary) })),
    shares: await ids(shares),
    asAdvocate: await ids(asAdvocate),
    asFriend: await ids(asFriend),
    bindings: movedBindings,
    replaced,
    orders: await ids(orders),
    rewards: await ids(rewards),
    traces: traces.map(({ kind, hash, shared }) => ({
      kind: kind as MovedRows["traces"][number]["kind"],
      hash,
      shared: Boolean(shared),
    })),
    counters: counters.map(({ program_id, scope, count }) => ({
      programId: program_id,
      scope,
      count: BigInt(count),
    })),
    proposals,
  };
}

interface BindingRow {
  readonly program_id: string;
  readonly friend_id: string;
  readonly referral_id: string;
  readonly bound_at: StoredTime;
  readonly until: StoredTime | null;
}

async function moveBindings(database: Statements, from: string, into: string) {
  const read = async (id: string) =>
    (await database.run<BindingRow>(bindingsOf, [id])).map(
      (row): Binding => ({
        programId: row.program_id,
        friendId: row.friend_id,
        referralId: row.referral_id,
        boundAt: timeOf(row.bound_at),
        until: timeOrNull(row.until),
      }),
    );
  const own = new Map((await read(into)).map((binding) => [binding.programId, binding]));
  const replaced: Binding[] = [];
  const movedBindings = (await read(from)).map((binding) => {
    const there = own.get(binding.programId);
    const dropped = there !== undefined && there.boundAt <= binding.boundAt;
    if (there !== undefined && !dropped) replaced.push(there);
    return { ...binding, dropped };
  });
  for (const step of bindings) await database.change(step, [into, from]);
  return { movedBindings, replaced };
}

/** What is proposed, or was decided, of the one is of the other now, unless the same is there of it already. */
async function moveProposals(database: Statements, from: string, into: string): Promise<string[]> {
  const movedIds: string[] = [];
  for (const { id, first_id, second_id } of await database.run<ProposalPair>(proposalsOf, [from])) {
    const other = first_id === from ? second_id : first_id;
    if (other === into) continue;
    const pair = pairOf(into, other);
    const known = await database.run<{ id: string }>(proposalOf, pair);
    if (known.length > 0) continue;
    await database.change(nameProposal, [id, ...pair]);
    movedIds.push(id);
  }
  return movedIds;
}
