import { type IdentityProposal, type ProposalStore, pairOf, type StaffWord } from "@goodword/core";
import type { Knex } from "knex";
import { jsonOf, type StoredTime, timeOf, timeOrNull } from "./columns";
import { worded } from "./set-statements";
import { insertInto, statement, statements } from "./statements";

interface Row {
  id: string;
  first_id: string;
  second_id: string;
  reasons: IdentityProposal["reasons"] | string;
  order_id: string;
  proposed_at: StoredTime;
  state: IdentityProposal["state"];
  decided_by: string | null;
  decided_reason: string | null;
  decided_at: StoredTime | null;
}

const table = "goodword_identity_proposal";
const select = `select id, first_id, second_id, reasons, order_id, proposed_at, state, decided_by, decided_reason, decided_at from ${table}`;

const propose = insertInto({
  table,
  columns: {
    id: "text",
    first_id: "text",
    second_id: "text",
    reasons: "jsonb",
    order_id: "text",
    proposed_at: "timestamptz",
    state: "text",
  },
  conflict: { target: ["first_id", "second_id"] },
});
const isOpen = `state = 'open' and exists (select 1 from goodword_participant as person where person.id = first_id)
  and exists (select 1 from goodword_participant as person where person.id = second_id)`;
const open = worded(
  ({ byBytes }) => `${select} where ${isOpen} order by proposed_at, id ${byBytes} limit $1 offset $2`,
);
const countOpen = statement(`select count(*) as count from ${table} where ${isOpen}`);
const openOf = worded(
  ({ oneOf, byBytes }) =>
    `${select} where state = 'open' and (first_id ${oneOf(1)} or second_id ${oneOf(1)}) order by proposed_at, id ${byBytes}`,
);
const lock = worded(({ hold }) => `${select} where id = $1 ${hold}`);
const decide = statement(
  `update ${table} set state = $2, decided_by = $3, decided_reason = $4, decided_at = $5 where id = $1`,
);

export function knexProposalStore(knex: Knex): ProposalStore {
  const database = statements(knex);
  return {
    async propose(proposals) {
      const rows = proposals.map(({ id, participantIds, reasons, orderId, proposedAt, state }) => {
        const [first_id, second_id] = pairOf(...participantIds);
        return { id, first_id, second_id, reasons, order_id: orderId, proposed_at: proposedAt, state };
      });
      // In one order for everybody, so that two transactions never wait for each other in a circle.
      rows.sort((a, b) => (`${a.first_id} ${a.second_id}` < `${b.first_id} ${b.second_id}` ? -1 : 1));
      await database.insert(propose, rows);
    },
    async open({ limit, offset }) {
      const [row] = await database.run<{ count: string | number }>(countOpen);
      const rows = await database.run<Row>(open, [limit, offset]);
      return { rows: rows.map(proposalOf), count: Number(row?.count) };
    },
    async openOf(participantIds) {
      if (participantIds.length === 0) return [];
      return (await database.run<Row>(openOf, [participantIds])).map(proposalOf);
    },
    async lock(id) {
      const [row] = await database.run<Row>(lock, [id]);
      return row === undefined ? null : proposalOf(row);
    },
    async decide(id, state, { by, reason, at }) {
      await database.change(decide, [id, state, by, reason, at]);
    },
  };
}

function proposalOf(row: Row): IdentityProposal {
  return {
    id: row.id,
    participantIds: [row.first_id, row.second_id],
    reasons: jsonOf<IdentityProposal["reasons"]>(row.reasons),
    orderId: row.order_id,
    proposedAt: timeOf(row.proposed_at),
    state: row.state,
    decision: wordOf(row.decided_by, row.decided_reason, row.decided_at),
  };
}

/** What staff said; null where they have not. */
export function wordOf(by: string | null, reason: string | null, at: StoredTime | null): StaffWord | null {
  const time = timeOrNull(at);
  return by === null || reason === null || time === null ? null : { by, reason, at: time };
}
