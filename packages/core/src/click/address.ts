import { parsedAddress } from "./parsed-address";

/** `203.0.113.9:4711` and `[2001:db8::9]:4711`, as some proxies write an address with its port. */
const withPort = /^(?:\[([^\]]*)\](?::\d{1,5})?|([^:[\]]*):\d{1,5})$/;
/** The longest text of an IPv6 address with a zone and a port. */
const longest = 64;

/**
 * An IP address in its one usual form, or null for what is none. An IPv4 address written as IPv6
 * (`::ffff:203.0.113.9`) is that address; a port and the name of an interface are left out.
 */
export function readAddress(text: string): string | null {
  const given = text.trim();
  if (given.length > longest) return null;
  const [, v6, v4] = withPort.exec(given) ?? [];
  const address = v6 ?? v4 ?? given;
  if (v6 !== undefined && !v6.includes(":")) return null;
  return parsedAddress(address)?.toString() ?? null;
}

/** Whether an address is of this machine or a private network: what stands there is the shop's own, mostly a proxy. */
export function isPrivateAddress(address: string): boolean {
  const read = readAddress(address);
  return read !== null && ownRanges.has(parsedAddress(read)?.range() ?? "");
}

const ownRanges: ReadonlySet<string> = new Set([
  "loopback",
  "private",
  "linkLocal",
  "uniqueLocal",
  "carrierGradeNat",
]);
