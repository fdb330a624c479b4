import ipaddr from "ipaddr.js";

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
  if (!ipaddr.isValid(address) || (!address.includes(":") && !ipaddr.IPv4.isValidFourPartDecimal(address)))
    return "unknown";
  const read = ipaddr.process(address);
  const length = read.kind() === "ipv4" ? bits.v4 : bits.v6;
  const network =
    read.kind() === "ipv4"
      ? ipaddr.IPv4.networkAddressFromCIDR(`${read.toString()}/${length}`)
      : ipaddr.IPv6.networkAddressFromCIDR(`${withoutZone(read.toNormalizedString())}/${length}`);
  return `${network.toString()}/${length}`;
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
  return networkOf(address) !== "unknown" && internal.has(ipaddr.process(withoutZone(address)).range());
}

/** `fe80::1%eth0` names an interface of this machine beside the address. */
function withoutZone(address: string): string {
  return address.split("%")[0] as string;
}
