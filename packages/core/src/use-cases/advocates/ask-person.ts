import type { Participant } from "../../person/participant";
import {
  type AskRefusal,
  mostProofRequests,
  mostProofTries,
  proofDays,
  proofToken,
  proofTokenHash,
} from "../../person/proof";
import type { Engine } from "../../ports/ports";
import type { ProofRequest, QueueMessage } from "../../ports/store";
import type { IdentityProposal } from "../../referral/proposal";
import { newestOf } from "../../secret";
import { byEnrolment } from "../staff/decide-proposal";
import { provenAddresses } from "./proven-addresses";

const day = 86_400_000;

/** What keeps a shop from asking a person by mail. */
export const proofNeeds = ["publicUrl", "mail"] as const;
export type ProofNeed = (typeof proofNeeds)[number];

/** A request as staff see it. */
export interface ShownProofRequest extends Pick<ProofRequest, "askedAt" | "askedBy" | "expiresAt" | "times"> {
  /** Whether link and number still work. */
  readonly isOpen: boolean;
}

/** What the shop lacks for asking; empty where it can ask. */
export function missingForProof({ options, notifier }: Pick<Engine, "options" | "notifier">): ProofNeed[] {
  return proofNeeds.filter((need) => (need === "mail" ? notifier === null : options.publicUrl === undefined));
}

export function shownRequest(request: ProofRequest, now: Date): ShownProofRequest {
  const { askedAt, askedBy, expiresAt, times, tries } = request;
  return { askedAt, askedBy, expiresAt, times, isOpen: expiresAt > now && tries < mostProofTries };
}

/**
 * Staff have the two records of a proposal asked by mail whether they are one person: the one enrolled first gets a
 * link, the other a number. Nothing is sent because of an order alone, or strangers could make the shop write mails.
 * What was asked before works no more.
 */
export async function askPerson(
  engine: Engine,
  { proposalId, by }: { proposalId: string; by: string },
): Promise<{ asked: boolean; refusal: AskRefusal | null }> {
  const refused = (refusal: AskRefusal) => ({ asked: false, refusal });
  if (missingForProof(engine).length > 0) return refused("not-offered");
  const { store } = engine;
  const pair = await peopleOf(engine, proposalId);
  if (pair === null) return refused("decided");
  const [linkTo, numberTo] = pair;
  const [linkAddress] = await provenAddresses(engine, linkTo);
  const [numberAddress] = await provenAddresses(engine, numberTo);
  if (!linkAddress || !numberAddress) return refused("no-address");
  return store.transaction(async (stores) => {
    const proposal = await stores.proposals.lock(proposalId);
    if (!isBetween(proposal, { linkTo: linkTo.id, numberTo: numberTo.id })) return refused("decided");
    const [before] = await stores.proofs.byProposals([proposalId]);
    const times = (before?.times ?? 0) + 1;
    if (times > mostProofRequests) return refused("asked-enough");
    const request = newRequest(engine, {
      proposalId,
      linkTo: linkTo.id,
      numberTo: numberTo.id,
      locale: linkTo.locale ?? linkAddress.locale ?? "en",
      askedBy: by,
      times,
    });
    await stores.proofs.put(request);
    await stores.outbox.put(mailsOf(engine, request));
    return { asked: true, refusal: null };
  });
}

/** Whether a proposal is open and still between the two who were asked. */
export function isBetween(
  proposal: IdentityProposal | null,
  { linkTo, numberTo }: Pick<ProofRequest, "linkTo" | "numberTo">,
): boolean {
  return (
    proposal?.state === "open" && proposal.participantIds.every((id) => id === linkTo || id === numberTo)
  );
}

/** The record enrolled first before the other; null where there is nothing to ask any more. */
async function peopleOf({ store }: Engine, proposalId: string): Promise<[Participant, Participant] | null> {
  const proposal = await store.proposals.lock(proposalId);
  if (proposal?.state !== "open") return null;
  const found = await Promise.all(proposal.participantIds.map((id) => store.participants.byId(id)));
  const [first, second] = found.flatMap((person) => person ?? []).sort(byEnrolment);
  return first === undefined || second === undefined ? null : [first, second];
}

function newRequest(
  { clock, ids, options }: Engine,
  given: Pick<ProofRequest, "proposalId" | "linkTo" | "numberTo" | "locale" | "askedBy" | "times">,
): ProofRequest {
  const secret = newestOf(options.secret);
  const seed = Buffer.from(ids.bytes(32)).toString("hex");
  const askedAt = clock.now();
  return {
    ...given,
    id: ids.id("proof"),
    seed,
    tokenHash: proofTokenHash(secret, proofToken(secret, seed)),
    askedAt,
    expiresAt: new Date(askedAt.getTime() + proofDays * day),
    tries: 0,
  };
}

function mailsOf({ clock, ids }: Engine, { id, proposalId }: ProofRequest): QueueMessage[] {
  return (["same-person-link", "same-person-number"] as const).map((template) => ({
    id: ids.id("mail"),
    key: `mail:${template}:${id}`,
    kind: "mail",
    payload: { template, proposalId, proofId: id },
    availableAt: clock.now(),
  }));
}
