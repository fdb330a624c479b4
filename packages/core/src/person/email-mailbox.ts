import { domainToASCII } from "node:url";
import { emailProvider } from "./email-providers";

/** An address as its provider delivers it. */
interface Mailbox {
  /** Lower case, without what the provider ignores. */
  readonly local: string;
  /** Lower case, in ASCII, without the dot of the root; the one that stands for all of the provider's. */
  readonly domain: string;
  /** True when the provider's rule took a tag (or a name's own subdomain) away. */
  readonly tagged: boolean;
}

/** A name the rules may cut: the providers with one hand out no other, and a cut one could read differently. */
const plain = /^[!-~]+$/;
/** A domain that may be converted: the conversion would cut `a.example/x` and decode `%67`, and so merge. */
const convertible = /^(?:[a-z0-9._-]|(?!\s)\P{ASCII})+$/u;
/** `anything@anna.fastmail.com` is delivered to `anna@fastmail.com`. */
const ownSubdomain = /^([a-z0-9_-]+)\.fastmail\.com$/;

/** The text of an address in one spelling: full-width letters and `＠` as plain ones, lower case, trimmed. */
export function foldEmail(email: string): string {
  // Composed again at the end, because lower case may decompose.
  return email.normalize("NFKC").toLowerCase().normalize("NFKC").trim();
}

/** The mailbox of an address; null for what has no name or no domain. */
export function readMailbox(email: string): Mailbox | null {
  const folded = foldEmail(email);
  const at = folded.lastIndexOf("@");
  const typed = asciiDomain(folded.slice(at + 1));
  if (at < 1 || typed === "") return null;
  const own = ownSubdomain.exec(typed)?.[1];
  const local = own ?? folded.slice(0, at);
  const domain = own === undefined ? typed : "fastmail.com";

  const provider = emailProvider(domain);
  if (provider === null || !plain.test(local)) return { local, domain, tagged: false };
  const tag = local.indexOf(provider.tag);
  const named = tag > 0 ? local.slice(0, tag) : local;
  const bare = provider.ignored === undefined ? named : named.replace(provider.ignored, "");
  return {
    local: bare === "" ? named : bare,
    domain: provider.domain ?? domain,
    tagged: own !== undefined || tag > 0,
  };
}

function asciiDomain(typed: string): string {
  if (!convertible.test(typed)) return typed;
  // What cannot be converted stays as it was typed: it is nobody's domain, and is not made somebody's.
  let domain = plain.test(typed) ? typed : domainToASCII(typed) || typed;
  while (domain.endsWith(".")) domain = domain.slice(0, -1);
  return domain;
}
