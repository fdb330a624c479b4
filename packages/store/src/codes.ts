import type { CodeLink, CodeStore, ReferralCode } from "@goodword/core";
import type { Knex } from "knex";
import { groupCommit, visitsAtOnce } from "./click-group-commit";
import { atomically, type StoredTime, timeOf } from "./columns";
import { lookup, rowsOf } from "./set-statements";
import { insertInto, statement, statements } from "./statements";

interface Row {
  code: string;
  program_id: string;
  participant_id: string;
  status: ReferralCode["status"];
  is_primary: boolean | number;
  created_at: StoredTime;
}

export type LinkRow = Pick<Row, "code" | "program_id" | "status">;

const fields = "code, program_id, participant_id, status, is_primary, created_at";

// Either key may be taken; which one is read afterwards, as a caught error would end the transaction.
const insert = insertInto({
  table: "goodword_code",
  columns: {
    code: "text",
    program_id: "text",
    participant_id: "text",
    status: "text",
    is_primary: "boolean",
    created_at: "timestamptz",
  },
  conflict: "ignore",
  returning: ["code"],
});

const select = `select ${fields} from goodword_code`;
const byCodes = lookup({ select, key: "code" });
const linkByCodes = lookup({ select: "select code, program_id, status from goodword_code", key: "code" });
const primaryOf = lookup({ select, key: "participant_id", and: () => "program_id = $2 and is_primary" });
const primaryInAny = lookup({ select, key: "participant_id", and: () => "is_primary" });
const setStatus = statement("update goodword_code set status = $2 where code = $1");
/** Not a row: whoever is given their first code has none to lock. */
const lockPerson = statement("select pg_advisory_xact_lock(hashtextextended($1, 0))", "select $1");
const retire = statement(
  "update goodword_code set is_primary = false where participant_id = $1 and program_id = $2 and is_primary and code <> $3",
);
const promote = statement("update goodword_code set is_primary = true where code = $1");

export function knexCodeStore(knex: Knex): CodeStore {
  const database = statements(knex);
  const links = async (asked: readonly string[]) => {
    const rows = await rowsOf<LinkRow>(database, linkByCodes, [...new Set(asked)]);
    const found = new Map(rows.map((row) => [row.code, linkOf(row)]));
    return asked.map((code) => found.get(code) ?? null);
  };
  const grouped = groupCommit(links, visitsAtOnce);
  return {
    async mint(candidates) {
      // Of two candidates of one code the first in the list gets it, whatever the order of writing.
      const first = new Map([...candidates].reverse().map((candidate) => [candidate.code, candidate]));
      // Everyone writes them in one order, so that two transactions never wait for each other in a circle.
      const sorted = candidates.filter((candidate) => first.get(candidate.code) === candidate).sort(byPerson);
      const minted = new Set(
        (await database.insert<string, Row>(insert, sorted.map(rowOf))).map(({ code }) => code),
      );
      const isMinted = (candidate: ReferralCode) =>
        minted.has(candidate.code) && first.get(candidate.code) === candidate;
      const others = candidates.filter((candidate) => !isMinted(candidate));
      const existing = new Map<string, ReferralCode>();
      const people = others.map(({ participantId }) => participantId);
      for (const code of (await rowsOf<Row>(database, primaryInAny, people)).map(codeOf)) {
        existing.set(personKey(code), code);
      }
      return candidates.map((candidate) => {
        if (isMinted(candidate)) return { outcome: "minted", code: candidate };
        const code = existing.get(personKey(candidate));
        return code === undefined ? { outcome: "taken" } : { outcome: "existing", code };
      });
    },
    async byCodes(codes) {
      return (await rowsOf<Row>(database, byCodes, codes)).map(codeOf);
    },
    async linkOf(code) {
      // A transaction sees what others do not.
      return knex.isTransaction ? ((await links([code]))[0] ?? null) : grouped(code);
    },
    async primary(programId, participantIds) {
      return (await rowsOf<Row>(database, primaryOf, participantIds, programId)).map(codeOf);
    },
    async setStatus(code, status) {
      return (await database.change(setStatus, [code, status])) > 0;
    },
    replace: (code) => atomically(knex, (trx) => replace(trx, code)),
  };
}

async function replace(trx: Knex, code: ReferralCode): Promise<boolean> {
  const database = statements(trx);
  // Two replacements of one person's code wait for each other: one code stays primary.
  await database.run(lockPerson, [`goodword_code ${personKey(code)}`]);
  await database.insert(insert, [rowOf({ ...code, primary: false })]);
  const [stored] = (await rowsOf<Row>(database, byCodes, [code.code])).map(codeOf);
  if (stored === undefined || personKey(stored) !== personKey(code)) return false;
  await database.change(retire, [code.participantId, code.programId, code.code]);
  await database.change(promote, [code.code]);
  return true;
}

const personKey = ({ programId, participantId }: ReferralCode) => JSON.stringify([participantId, programId]);

const byPerson = (a: ReferralCode, b: ReferralCode) => (personKey(a) < personKey(b) ? -1 : 1);

function rowOf(code: ReferralCode) {
  return {
    code: code.code,
    program_id: code.programId,
    participant_id: code.participantId,
    status: code.status,
    is_primary: code.primary,
    created_at: code.createdAt,
  };
}

export function linkOf({ code, program_id: programId, status }: LinkRow): CodeLink {
  return { code, programId, status };
}

function codeOf(row: Row): ReferralCode {
  return {
    code: row.code,
    programId: row.program_id,
    participantId: row.participant_id,
    status: row.status,
    primary: Boolean(row.is_primary),
    createdAt: timeOf(row.created_at),
  };
}
