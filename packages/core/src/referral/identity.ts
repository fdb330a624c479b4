import { createHmac } from "node:crypto";
import { domainToASCII } from "node:url";
import type { Identity } from "../ports/store";

interface ProviderRule {
  /** The domain that stands for all of the provider's. */
  readonly domain?: string;
  /** What begins the part of the local name that is ignored. */
  readonly tag?: "+" | "-";
  /** Characters of the local name that are ignored. */
  readonly ignored?: RegExp;
}

const gmail: ProviderRule = { domain: "gmail.com", tag: "+", ignored: /\./g };
const outlook: ProviderRule = { tag: "+" };
const yahoo: ProviderRule = { tag: "-" };
const icloud: ProviderRule = { domain: "icloud.com", tag: "+" };
const proton: ProviderRule = { domain: "proton.me", tag: "+", ignored: /[._-]/g };

/** How each provider delivers, by its own documentation. Elsewhere a `+tag` may be another person. */
const providers = new Map<string, ProviderRule>([
  ["gmail.com", gmail],
  ["googlemail.com", gmail],
  ["outlook.com", outlook],
  ["hotmail.com", outlook],
  ["live.com", outlook],
  ["msn.com", outlook],
  ["yahoo.com", yahoo],
  ["ymail.com", yahoo],
  ["icloud.com", icloud],
  ["me.com", icloud],
  ["mac.com", icloud],
  ["fastmail.com", { tag: "+" }],
  ["proton.me", proton],
  ["protonmail.com", proton],
  ["pm.me", proton],
]);

/**
 * The address that stands for one mailbox: trimmed, lower case, domain in ASCII, and the provider's own
 * rule (gmail dots and tags, `x@name.fastmail.com`, …). Two addresses are one person when these are equal.
 */
export function normalizeEmail(email: string): string {
  const trimmed = email.trim().toLowerCase();
  const at = trimmed.lastIndexOf("@");
  if (at < 1) return trimmed;
  let local = trimmed.slice(0, at);
  const typed = trimmed.slice(at + 1);
  let domain = domainToASCII(typed) || typed;

  const fastmail = /^([^.]+)\.fastmail\.com$/.exec(domain);
  if (fastmail) {
    local = fastmail[1] as string;
    domain = "fastmail.com";
  }
  const rule = providers.get(domain);
  if (rule === undefined) return `${local}@${domain}`;
  const tagged = rule.tag ? local.indexOf(rule.tag) : -1;
  if (tagged > 0) local = local.slice(0, tagged);
  const bare = rule.ignored ? local.replace(rule.ignored, "") : local;
  return `${bare || local}@${rule.domain ?? domain}`;
}

/** Keyed hash of something personal, hex. Without the key nobody can try addresses against it. */
export function keyedHash(secret: string, purpose: string, value: string): string {
  return createHmac("sha256", secret).update(`${purpose}:${value}`).digest("hex");
}

/** How a buyer is known: by e-mail first, then by the host's customer id. Empty when they are nobody. */
export function identitiesOf(
  secret: string,
  { customerId, email }: { email: string | null; customerId: string | null },
): Identity[] {
  const identities: Identity[] = [];
  if (email) identities.push({ kind: "email", value: keyedHash(secret, "email", normalizeEmail(email)) });
  if (customerId) identities.push({ kind: "customer", value: customerId });
  return identities;
}
