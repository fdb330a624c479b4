import { readMailbox } from "./email-mailbox";
import { keyedHash } from "./identity";

/** Keyed hashes, hex, by which near matches find each other without their addresses being kept. */
export interface NearMatchKeys {
  /** What is kept of an address. */
  readonly held: readonly string[];
  /** What is looked for among the held keys of the other. */
  readonly sought: readonly string[];
}

/** Where a dot or dash counts differs by provider, so that a twin elsewhere is compared without them. */
const separators = /[._-]/g;

/**
 * The keys of an address for "near match": the same name before the tag, at any domain, and a tag (`+x`,
 * or the provider's own) in at least one of the two addresses. `anna+x@a.example` is near `anna@a.example`,
 * `anna@b.example` and `anna+y@b.example`; `info@a.example` is not near `info@b.example`, for nobody wrote
 * a tag.
 *
 * A signal, never a proof, and only between two people who already have to do with each other (advocate and
 * friend): across a whole shop common first names would drown it. Two spellings of one mailbox are near
 * too, so that equal identities are to be judged first.
 */
export function nearMatchKeys(secret: string, email: string): NearMatchKeys {
  const mailbox = readMailbox(email);
  if (mailbox === null) return { held: [], sought: [] };
  const plus = mailbox.local.indexOf("+");
  const base = plus > 0 ? mailbox.local.slice(0, plus) : mailbox.local;
  const name = base.replace(separators, "") || base;
  const key = (kind: "any" | "tagged") => keyedHash(secret, `near-email-${kind}`, name);
  return mailbox.tagged || plus > 0
    ? { held: [key("any"), key("tagged")], sought: [key("any")] }
    : { held: [key("any")], sought: [key("tagged")] };
}

/** Whether two addresses are near matches, by their keys. The same whichever is asked first. */
export function areNearMatches(one: NearMatchKeys, other: NearMatchKeys): boolean {
  return one.sought.some((key) => other.held.includes(key));
}
