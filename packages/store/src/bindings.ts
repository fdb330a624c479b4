import type { Binding, BindingStore } from "@goodword/core";
import type { Knex } from "knex";
import { type StoredTime, timeOf, timeOrNull } from "./columns";
import { lookup, rowsOf } from "./set-statements";
import { insertInto, statement, statements } from "./statements";

interface Row {
  program_id: string;
  friend_id: string;
  referral_id: string;
  bound_at: StoredTime;
  until: StoredTime | null;
}

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
  returning: ["program_id", "friend_id", "referral_id"],
});

const byFriends = lookup({
  select: "select program_id, friend_id, referral_id, bound_at, until from goodword_binding",
  key: "friend_id",
  order: "bound_at, program_id",
});
const release = statement("delete from goodword_binding where program_id = $1 and friend_id = $2");

export function knexBindingStore(knex: Knex): BindingStore {
  const database = statements(knex);
  const find = async (friendIds: readonly string[]): Promise<Binding[]> =>
    (await rowsOf<Row>(database, byFriends, friendIds)).map(bindingOf);
  return {
    byFriends: find,
    async bind(bindings) {
      // In one order for everybody; a sort keeps the first of two for one friend first.
      const sorted = [...bindings].sort((a, b) => compare(keyOf(a), keyOf(b)));
      const bound = new Set((await database.insert<string, Row>(bind, sorted.map(rowOf))).map(rowKey));
      if (bound.size === bindings.length) return [];
      const others = new Map(
        bindings
          .filter((binding) => !bound.has(rowKey(rowOf(binding))))
          .map((other) => [keyOf(other), other]),
      );
      const found = await find([...others.values()].map(({ friendId }) => friendId));
      return found.filter((there) => {
        const wanted = others.get(keyOf(there));
        return wanted !== undefined && wanted.referralId !== there.referralId;
      });
    },
    async release(programId, friendId) {
      await database.change(release, [programId, friendId]);
    },
  };
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));

const keyOf = ({ friendId, programId }: Binding) => JSON.stringify([friendId, programId]);

const rowKey = (row: Pick<Row, "friend_id" | "program_id" | "referral_id">) =>
  JSON.stringify([row.friend_id, row.program_id, row.referral_id]);

function rowOf(binding: Binding) {
  return {
    program_id: binding.programId,
    friend_id: binding.friendId,
    referral_id: binding.referralId,
    bound_at: binding.boundAt,
    until: binding.until,
  };
}

function bindingOf(row: Row): Binding {
  return {
    programId: row.program_id,
    friendId: row.friend_id,
    referralId: row.referral_id,
    boundAt: timeOf(row.bound_at),
    until: timeOrNull(row.until),
  };
}
