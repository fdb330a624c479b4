import ipaddr from "ipaddr.js";
import { parsedAddress } from "./parsed-address";

/** How many leading bits of an address stand for one network. */
export interface NetworkBits {
  readonly v4: number;
  readonly v6: number;
}

/** What a provider gives one customer, and what a customer can change at will within: 256 addresses, or a /48. */
const customer: NetworkBits = { v4: 24, v6: 48 };

/**
 * The network that an IP address belongs to, as its first address and length. An IPv4 address written as IPv6
 * (`::ffff:203.0.113.9`) is the same as that address. What is no address is one network of its own, "unknown": it may
 * be anything that a visitor wrote.
 * @example networkOf("203.0.113.9") // "203.0.113.0/24"
 */
export function networkOf(address: string, bits: NetworkBits = customer): string {
  const parsed = parsedAddress(address);
  if (parsed === null) return "unknown";
  const length = parsed.kind() === "ipv4" ? bits.v4 : bits.v6;
  const bytes = parsed.toByteArray().map((byte, place) => {
    const left = length - 8 * place;
    if (left >= 8) return byte;
    return left <= 0 ? 0 : byte & (0xff << (8 - left));
  });
  return `${ipaddr.fromByteArray(bytes).toString()}/${length}`;
}

/** What is nobody's address on the Internet: this machine, a private network, and what a provider shares out within its own. */
const internal = new Set([
  "loopback",
  "private",
  "uniqueLocal",
  "linkLocal",
  "carrierGradeNat",
  "unspecified",
]);

/** Whether an address can only be of a server nearby, such as the storefront's, and never of a visitor. */
export function isInternalAddress(address: string): boolean {
  const parsed = parsedAddress(address);
  return parsed !== null && internal.has(parsed.range());
}
