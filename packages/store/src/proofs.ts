import type { ProofRequest, ProofStore } from "@goodword/core";
import type { Knex } from "knex";
import { type StoredTime, timeOf } from "./columns";
import { lookup, rowsOf } from "./set-statements";
import { insertInto, statement, statements } from "./statements";

interface Row {
  proposal_id: string;
  id: string;
  seed: string;
  token_hash: string;
  link_to: string;
  number_to: string;
  locale: string;
  asked_at: StoredTime;
  asked_by: string;
  expires_at: StoredTime;
  times: number;
  tries: number;
}

const table = "goodword_proof_request";
const columns = {
  proposal_id: "text",
  id: "text",
  seed: "text",
  token_hash: "text",
  link_to: "text",
  number_to: "text",
  locale: "text",
  asked_at: "timestamptz",
  asked_by: "text",
  expires_at: "timestamptz",
  times: "integer",
  tries: "integer",
} as const;
const names = Object.keys(columns);

const put = insertInto({
  table,
  columns,
  conflict: { target: ["proposal_id"], merge: names.filter((name) => name !== "proposal_id") },
});
const select = `select ${names.join(", ")} from ${table}`;
const byProposals = lookup({ select, key: "proposal_id", order: "proposal_id" });
const byToken = statement(`${select} where token_hash = $1`);
// One statement: of two tries at once the second waits for the row and sees what the first counted.
const countTry = statement(
  `update ${table} set tries = tries + 1 where token_hash = $1 and expires_at > $2 and tries < $3
     returning ${names.join(", ")}`,
);

export function knexProofStore(knex: Knex): ProofStore {
  const database = statements(knex);
  return {
    async put(request) {
      await database.insert(put, [
        {
          proposal_id: request.proposalId,
          id: request.id,
          seed: request.seed,
          token_hash: request.tokenHash,
          link_to: request.linkTo,
          number_to: request.numberTo,
          locale: request.locale,
          asked_at: request.askedAt,
          asked_by: request.askedBy,
          expires_at: request.expiresAt,
          times: request.times,
          tries: request.tries,
        },
      ]);
    },
    async byProposals(proposalIds) {
      return (await rowsOf<Row>(database, byProposals, proposalIds)).map(requestOf);
    },
    async byToken(tokenHash) {
      const [row] = await database.run<Row>(byToken, [tokenHash]);
      return row === undefined ? null : requestOf(row);
    },
    async countTry(tokenHash, { now, most }) {
      const [row] = await database.run<Row>(countTry, [tokenHash, now, most]);
      return row === undefined ? null : requestOf(row);
    },
  };
}

function requestOf(row: Row): ProofRequest {
  return {
    proposalId: row.proposal_id,
    id: row.id,
    seed: row.seed,
    tokenHash: row.token_hash,
    linkTo: row.link_to,
    numberTo: row.number_to,
    locale: row.locale,
    askedAt: timeOf(row.asked_at),
    askedBy: row.asked_by,
    expiresAt: timeOf(row.expires_at),
    times: Number(row.times),
    tries: Number(row.tries),
  };
}
