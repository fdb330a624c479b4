import type { Page, PageOf } from "../../page";
import type { Engine } from "../../ports/ports";
import {
  missingForProof,
  type ProofNeed,
  type ShownProofRequest,
  shownRequest,
} from "../advocates/ask-person";
import { listProposals, type ProposalRow } from "./decide-proposal";

/** A pair that may be one person, and whether the person was asked. */
export interface AskedProposal extends ProposalRow {
  /** Null where nobody was asked. */
  readonly request: ShownProofRequest | null;
}

export interface AskedProposals extends PageOf<AskedProposal> {
  /** What the shop lacks for asking a person by mail; empty where staff can. */
  readonly missing: readonly ProofNeed[];
}

/** What waits for staff to say whether two records are one person, with what the person was asked. */
export async function listAskedProposals(engine: Engine, page: Page): Promise<AskedProposals> {
  const { rows, count } = await listProposals(engine, page);
  const now = await engine.time();
  const found = await engine.store.proofs.byProposals(rows.map(({ id }) => id));
  const requests = new Map(found.map((request) => [request.proposalId, shownRequest(request, now)]));
  return {
    rows: rows.map((row) => ({ ...row, request: requests.get(row.id) ?? null })),
    count,
    missing: missingForProof(engine),
  };
}
