import { type Binding, type Merge, pairOf } from "@goodword/core";
import { timeOrNull } from "./columns";
import { type NamedRow, nameProposal, type ProposalPair } from "./merge-people";
import { worded } from "./set-statements";
import { insertInto, type Statements, statement } from "./statements";

const insertPerson = insertInto({
  table: "goodword_participant",
  columns: {
    id: "text",
    first_order_id: "text",
    locale: "text",
    enrolled_at: "timestamptz",
    dismissed_until: "timestamptz",
    display_name: "text",
    name_key: "text",
  },
});
const personOf = statement(
  "select id, display_name, name_key, dismissed_until from goodword_participant where id = $1",
);
const keepPerson = statement(
  "update goodword_participant set display_name = $2, name_key = $3, dismissed_until = $4 where id = $1",
);
const identity = statement(
  "update goodword_identity set participant_id = $1 where kind = $3 and value = $4 and participant_id = $2",
);
const code = statement(
  "update goodword_code set participant_id = $1, is_primary = $4 where code = $3 and participant_id = $2",
);
/** Of what is left of a person's codes in a program without a primary one, the first that was made is shown. */
const showFirst = worded(
  ({ byBytes }) => `update goodword_code set is_primary = true where code in (
     select left_over.code from goodword_code as left_over
     where left_over.participant_id = $1 and not exists (
       select 1 from goodword_code as other
       where other.participant_id = left_over.participant_id and other.program_id = left_over.program_id
       and other.code <> left_over.code and (
         other.is_primary or other.created_at < left_over.created_at
         or (other.created_at = left_over.created_at and other.code ${byBytes} < left_over.code)
       )
     )
   )`,
);
const owned = (table: string, column: string, id: string) =>
  worded(({ oneOf }) => `update ${table} set ${column} = $2 where ${id} ${oneOf(1)} and ${column} = $3`);
const shares = owned("goodword_share", "participant_id", "id");
const asAdvocate = owned("goodword_referral", "advocate_id", "id");
const asFriend = owned("goodword_referral", "friend_id", "id");
const orders = owned("goodword_order", "participant_id", "order_id");
const rewards = owned("goodword_reward", "participant_id", "id");
const unbind = statement(
  "delete from goodword_binding where program_id = $1 and friend_id = $2 and referral_id = $3",
);
const bind = insertInto({
  table: "goodword_binding",
  columns: {
    program_id: "text",
    friend_id: "text",
    referral_id: "text",
    bound_at: "timestamptz",
    until: "timestamptz",
  },
  conflict: { target: ["friend_id", "program_id"] },
});
const dropTrace = statement(
  "delete from goodword_trace where hash = $1 and kind = $2 and participant_id = $3",
);
const leaveTraces = insertInto({
  table: "goodword_trace",
  columns: { kind: "text", hash: "text", participant_id: "text" },
  conflict: { target: ["hash", "kind", "participant_id"] },
});
const proposals = worded(
  ({ oneOf }) => `select id, first_id, second_id from goodword_identity_proposal where id ${oneOf(1)}`,
);

/** See `MergeStore.giveBack`. */
export async function giveBack(
  database: Statements,
  { from, into, moved }: Pick<Merge, "from" | "into" | "moved">,
): Promise<void> {
  await recreate(database, { from, into, moved });
  for (const { kind, value } of moved.identities) await database.change(identity, [from, into, kind, value]);
  for (const { code: text, primary } of moved.codes) await database.change(code, [from, into, text, primary]);
  await database.change(showFirst, [into]);
  for (const [step, ids] of [
    [shares, moved.shares],
    [asAdvocate, moved.asAdvocate],
    [asFriend, moved.asFriend],
    [orders, moved.orders],
    [rewards, moved.rewards],
  ] as const) {
    if (ids.length > 0) await database.change(step, [ids, from, into]);
  }
  for (const { dropped, ...binding } of moved.bindings) {
    const { programId, referralId } = binding;
    const there = (await database.change(unbind, [programId, into, referralId])) > 0;
    const before = moved.replaced.filter((one) => one.programId === programId);
    await database.insert(bind, [
      ...(there || dropped ? [bindingRow(binding)] : []),
      ...(there ? before.map(bindingRow) : []),
    ]);
  }
  for (const { kind, hash, shared } of moved.traces) {
    if (!shared) await database.change(dropTrace, [hash, kind, into]);
  }
  await database.insert(
    leaveTraces,
    moved.traces.map(({ kind, hash }) => ({ kind, hash, participant_id: from })),
  );
  if (moved.proposals.length === 0) return;
  for (const { id, first_id, second_id } of await database.run<ProposalPair>(proposals, [moved.proposals])) {
    if (first_id !== into && second_id !== into) continue;
    await database.change(nameProposal, [id, ...pairOf(from, first_id === into ? second_id : first_id)]);
  }
}

/** The record as it was, with its name unless that was withdrawn since. */
async function recreate(
  database: Statements,
  { from, into, moved }: Pick<Merge, "from" | "into" | "moved">,
): Promise<void> {
  const { participant, name, nameTaken, dismissedUntil } = moved;
  const [kept] = await database.run<NamedRow>(personOf, [into]);
  const isTaken =
    nameTaken && name !== null && kept?.name_key === name.key && kept.display_name === name.display;
  const given = isTaken || !nameTaken ? name : null;
  await database.insert(insertPerson, [
    {
      id: from,
      first_order_id: participant.firstOrderId,
      locale: participant.locale,
      enrolled_at: participant.enrolledAt,
      dismissed_until: participant.dismissedUntil,
      display_name: given?.display ?? null,
      name_key: given?.key ?? null,
    },
  ]);
  if (kept === undefined) return;
  const stands = timeOrNull(kept.dismissed_until);
  const isSame = stands?.getTime() === dismissedUntil.since?.getTime();
  await database.change(keepPerson, [
    into,
    isTaken ? null : kept.display_name,
    isTaken ? null : kept.name_key,
    isSame ? dismissedUntil.before : stands,
  ]);
}

function bindingRow({ programId, friendId, referralId, boundAt, until }: Binding) {
  return { program_id: programId, friend_id: friendId, referral_id: referralId, bound_at: boundAt, until };
}
