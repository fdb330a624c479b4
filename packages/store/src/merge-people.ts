import type { Participant } from "@goodword/core";
import { type Statements, statement } from "./statements";

/** What makes one record's rows another's: `$1` is who remains, `$2` whose rows they were. */
const steps = [
  // One code a program stays primary, the owner's own if they have one.
  `update goodword_code set participant_id = $1, is_primary = not exists (
     select 1 from goodword_code as own
     where own.participant_id = $1 and own.program_id = goodword_code.program_id and own.is_primary
   ) where participant_id = $2 and is_primary`,
  "update goodword_code set participant_id = $1 where participant_id = $2 and not is_primary",
  "update goodword_share set participant_id = $1 where participant_id = $2",
  "update goodword_referral set advocate_id = $1 where advocate_id = $2",
  "update goodword_referral set friend_id = $1 where friend_id = $2",
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
  "update goodword_order set participant_id = $1 where participant_id = $2",
  "update goodword_reward set participant_id = $1 where participant_id = $2",
  `insert into goodword_trace (kind, hash, participant_id)
     select kind, hash, $1 from goodword_trace where participant_id = $2
     on conflict (hash, kind, participant_id) do nothing`,
  "delete from goodword_trace where participant_id = $2 and $1 <> $2",
  `insert into goodword_counter (program_id, scope, subject, count)
     select program_id, scope, $1, count from goodword_counter where subject = $2
     on conflict (program_id, scope, subject) do update set count = goodword_counter.count + excluded.count`,
  "delete from goodword_counter where subject = $2 and $1 <> $2",
  `update goodword_participant set
     display_name = (select display_name from goodword_participant where id = $2),
     name_key = (select name_key from goodword_participant where id = $2)
   where id = $1 and name_key is null`,
  "delete from goodword_participant where id = $2 and $1 <> $2",
].map((text) => statement(text));

const dismiss = statement("update goodword_participant set dismissed_until = $2 where id = $1");

/**
 * Makes everything of the others the first one's, and answers it; they are no more. What their accounts in
 * the ledger hold stays there: it is moved by an entry. Within a transaction that holds their records.
 */
export async function mergePeople(
  database: Statements,
  [first, ...others]: readonly Participant[],
): Promise<Participant | undefined> {
  if (first === undefined || others.length === 0) return first;
  for (const other of others) {
    for (const step of steps) await database.change(step, [first.id, other.id]);
  }
  // Whoever said no is not asked again before the time they were told.
  const dismissals = [first, ...others].flatMap(({ dismissedUntil }) => dismissedUntil ?? []);
  const dismissedUntil = dismissals.sort((a, b) => a.getTime() - b.getTime()).at(-1) ?? null;
  await database.change(dismiss, [first.id, dismissedUntil]);
  return { ...first, dismissedUntil };
}
