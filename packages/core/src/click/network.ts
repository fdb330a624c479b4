import type ipaddr from "ipaddr.js";
import { parsedAddress } from "./parsed-address";

/** How many leading bits of an address stand for one network. */
export interface NetworkBits {
  readonly v4: number;
  readonly v6: number;
}

/** What a provider gives one customer, and what a customer can change at will within: 256 addresses, or a /48. */
const customer: NetworkBits = { v4: 24, v6: 48 };

/**
 * The network that an IP address belongs to, as its first bits and their number. An IPv4 address written as IPv6
 * (`::ffff:203.0.113.9`) is the same as that address. What is no address is one network of its own, "unknown": it may
 * be anything that a visitor wrote.
 * @example networkOf("203.0.113.9") // "203.0.113.0/24"
 */
export function networkOf(address: string, bits: NetworkBits = customer): string {
  const parsed = parsedAddress(address);
  if (parsed === null) return "unknown";
  if (parsed.kind() === "ipv4") {
    return `${leading((parsed as ipaddr.IPv4).octets, 8, bits.v4).join(".")}/${bits.v4}`;
  }
  const groups = leading((parsed as ipaddr.IPv6).parts, 16, bits.v6).map((group) => group.toString(16));
  return `${groups.slice(0, Math.ceil(bits.v6 / 16)).join(":")}::/${bits.v6}`;
}

/** Parts of `size` bits, with all that follows the first `length` bits set to zero. */
function leading(parts: readonly number[], size: number, length: number): number[] {
  return parts.map((part, place) => {
    const behind = Math.min(size, Math.max(0, size * (place + 1) - length));
    return (part >> behind) << behind;
  });
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
