import ipaddr from "ipaddr.js";

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
  const [address = ""] = (v6 ?? v4 ?? given).split("%");
  if (v6 !== undefined && !address.includes(":")) return null;
  // ipaddr.js also reads `1`, `0x7f.1` and `010.0.0.1`, which no proxy writes.
  const isAddress = address.includes(":")
    ? ipaddr.IPv6.isValid(address)
    : ipaddr.IPv4.isValidFourPartDecimal(address);
  return isAddress ? ipaddr.process(address).toString() : null;
}

/** Whether an address is of this machine or a private network: what stands there is the shop's own, mostly a proxy. */
export function isPrivateAddress(address: string): boolean {
  const read = readAddress(address);
  return read !== null && ownRanges.has(ipaddr.parse(read).range());
}

const ownRanges: ReadonlySet<string> = new Set([
  "loopback",
  "private",
  "linkLocal",
  "uniqueLocal",
  "carrierGradeNat",
]);
