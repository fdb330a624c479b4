import type { Order } from "../order/order";
import { keyedHash } from "../person/identity";
import { nearMatchKeys } from "../person/near-match-email";
import { type Secret, secretsOf } from "../secret";
import type { Trace } from "./trace";

export interface OrderTraceKeys {
  /** What is kept of the buyer: hashes alone, under the newest secret. */
  readonly held: readonly Omit<Trace, "participantId">[];
  /** Hashes under which the same thing of somebody else would be found, under each secret. */
  readonly sought: readonly string[];
}

/**
 * What an order shows of its buyer, as keyed hashes. A phone is its digits, an address its letters and digits,
 * so that spelling does not tell two apart.
 */
export function traceKeysOf(secret: Secret, order: Order): OrderTraceKeys {
  const all = secretsOf(secret).map((one) => keysUnder(one, order));
  return { held: all[0]?.held ?? [], sought: all.flatMap(({ sought }) => sought) };
}

function keysUnder(secret: string, { email, traces }: Order): OrderTraceKeys {
  const { ip, userAgent } = traces;
  const own = [
    ["phone", digits(traces.phone)],
    ["payment", traces.paymentFingerprint],
    ["address", letters(traces.shippingAddress)],
    ["device", traces.device],
    // One IP address alone is a whole office or a mobile network: never kept by itself.
    ["visit", ip && userAgent ? `${ip}|${userAgent}` : null],
  ] as const;
  const held = own.flatMap(([kind, value]) =>
    value ? [{ kind, hash: keyedHash(secret, `trace-${kind}`, value) }] : [],
  );
  const near = email === null ? { held: [], sought: [] } : nearMatchKeys(secret, email);
  return {
    held: [...held, ...near.held.map((hash) => ({ kind: "mailbox" as const, hash }))],
    sought: [...held.map(({ hash }) => hash), ...near.sought],
  };
}

/** The last nine digits: what is the same with and without a country's prefix. */
function digits(phone: string | null): string {
  const found = (phone ?? "").replace(/\D/g, "");
  return found.length < 6 ? "" : found.slice(-9);
}

function letters(address: string | null): string {
  return (address ?? "")
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");
}
