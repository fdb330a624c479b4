import { termsLocaleOf } from "../../locale";
import { mostProofTries, proofNumber, proofToken, secretOfProof, spacedNumber } from "../../person/proof";
import type { Mail } from "../../ports/notifier";
import type { Engine } from "../../ports/ports";
import { isBetween } from "./ask-person";
import { provenAddresses } from "./proven-addresses";

export type SamePersonTemplate = "same-person-link" | "same-person-number";

/** Where a link leads on the shop's own server. */
const samePersonPath = "/goodword/same-person";

/** One half of a proof, to a proven address of the record it is for; null where it is not wanted any more. */
export async function samePersonMail(
  engine: Engine,
  id: string,
  template: SamePersonTemplate,
  { proposalId = "", proofId = "" }: Readonly<Record<string, string>>,
): Promise<Mail | null> {
  const { store, options, clock } = engine;
  const [request] = await store.proofs.byProposals([proposalId]);
  const proposal = await store.proposals.lock(proposalId);
  // Where one was merged into another record meanwhile, both halves could meet in one mailbox by our doing.
  if (request?.id !== proofId || !isBetween(proposal, request)) return null;
  if (request.expiresAt <= clock.now() || request.tries >= mostProofTries) return null;
  const secret = secretOfProof(options.secret, request);
  if (options.publicUrl === undefined || secret === null) return null;
  const personId = template === "same-person-link" ? request.linkTo : request.numberTo;
  const person = await store.participants.byId(personId);
  const [receiver] = person === null ? [] : await provenAddresses(engine, person);
  if (!receiver) return null;
  const locale = person?.locale ?? receiver.locale ?? "en";
  const until = momentIn(locale, request.expiresAt);
  return {
    id,
    // Nobody is named: whoever placed the order may have typed any name beside the address.
    to: { address: receiver.address, name: null },
    locale,
    content:
      template === "same-person-link"
        ? {
            template,
            link: `${options.publicUrl}${samePersonPath}/${proofToken(secret, request.seed)}`,
            until,
          }
        : { template, number: spacedNumber(proofNumber(secret, request.seed)), until },
  };
}

function momentIn(locale: string, at: Date): string {
  const spoken = termsLocaleOf(locale) === null ? "en" : locale;
  const text = new Intl.DateTimeFormat(spoken, { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });
  return `${text.format(at)} UTC`;
}
