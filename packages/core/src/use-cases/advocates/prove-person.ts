import { isProofNumber, mostProofTries, proofTokenHashes, secretOfProof } from "../../person/proof";
import type { Engine } from "../../ports/ports";
import type { ProofRequest } from "../../ports/store";
import { decideProposal } from "../staff/decide-proposal";
import { isBetween } from "./ask-person";

/** Who decided where no member of staff did, and why: the person, by link and number. */
export const provedByMail = { by: "person", reason: "proved-by-mail" } as const;

/** What the page behind a link shows. */
export type ProofView = { readonly shopName: string } & (
  | { readonly state: "open" | "done"; readonly locale: string }
  | { readonly state: "wrong"; readonly locale: string; readonly triesLeft: number }
  /** Unknown, used, ended or replaced: nobody can tell which. */
  | { readonly state: "gone" }
);

/** What a link leads to. Mail programs open links by themselves: it changes nothing. */
export async function showProof(engine: Engine, { token }: { token: string }): Promise<ProofView> {
  const { store } = engine;
  const shopName = await shopNameOf(engine);
  const request = await firstOf(proofTokenHashes(engine.options.secret, token), store.proofs.byToken);
  const isOpen =
    request !== null &&
    request.expiresAt > (await engine.time()) &&
    request.tries < mostProofTries &&
    (await isAsked(engine, request));
  return isOpen ? { shopName, state: "open", locale: request.locale } : { shopName, state: "gone" };
}

/**
 * Somebody with the link types a number. The right one makes the two records one person, once however often it is
 * sent; a wrong one counts, and five of them end the link.
 */
export async function provePerson(
  engine: Engine,
  { token, number }: { token: string; number: string },
): Promise<ProofView> {
  const { store, options } = engine;
  const shopName = await shopNameOf(engine);
  const gone: ProofView = { shopName, state: "gone" };
  const limit = { now: await engine.time(), most: mostProofTries };
  const request = await firstOf(proofTokenHashes(options.secret, token), (hash) =>
    store.proofs.countTry(hash, limit),
  );
  if (request === null) return gone;
  const { locale, proposalId, tries, linkTo, numberTo } = request;
  const secret = secretOfProof(options.secret, request);
  if (secret !== null && isProofNumber(secret, request.seed, number)) {
    // Sent twice at once, the second finds the same word of the same person, which is no mistake.
    const word = { proposalId, decision: "merge", pair: [linkTo, numberTo], ...provedByMail } as const;
    const { decided } = await decideProposal(engine, word);
    return decided ? { shopName, state: "done", locale } : gone;
  }
  const triesLeft = mostProofTries - tries;
  if (triesLeft === 0 || !(await isAsked(engine, request))) return gone;
  return { shopName, state: "wrong", locale, triesLeft };
}

/** At most one of the hashes is a request's. */
async function firstOf(
  hashes: readonly string[],
  find: (hash: string) => Promise<ProofRequest | null>,
): Promise<ProofRequest | null> {
  for (const hash of hashes) {
    const found = await find(hash);
    if (found !== null) return found;
  }
  return null;
}

async function isAsked({ store }: Engine, request: ProofRequest): Promise<boolean> {
  return isBetween(await store.proposals.lock(request.proposalId), request);
}

async function shopNameOf({ book, options }: Engine): Promise<string> {
  const [first] = await book.open();
  return (first?.program ?? options.programs[0])?.shopName ?? "";
}
