import ipaddr from "ipaddr.js";

export type ParsedAddress = ipaddr.IPv4 | ipaddr.IPv6;

/** The longest text of an IPv6 address with a zone. */
const longest = 64;
/** One request asks several things about its own address, and few are answered at the same time. */
const mostKept = 256;
const kept = new Map<string, ParsedAddress | null>();

/**
 * An IP address without the name of an interface (`fe80::1%eth0`), an IPv4 address written as IPv6 as that address;
 * null for what is none. `1`, `0x7f.1` and `010.0.0.1` are none: no proxy writes them.
 */
export function parsedAddress(text: string): ParsedAddress | null {
  if (text.length > longest) return null;
  const known = kept.get(text);
  if (known !== undefined) return known;
  const parsed = parse(text.split("%")[0] as string);
  if (kept.size >= mostKept) kept.clear();
  kept.set(text, parsed);
  return parsed;
}

function parse(address: string): ParsedAddress | null {
  if (!address.includes(":")) {
    return ipaddr.IPv4.isValidFourPartDecimal(address) ? ipaddr.IPv4.parse(address) : null;
  }
  try {
    const parsed = ipaddr.IPv6.parse(address);
    return parsed.isIPv4MappedAddress() ? parsed.toIPv4Address() : parsed;
  } catch {
    return null;
  }
}
