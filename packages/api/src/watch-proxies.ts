import { clickKind, type HealthWarning, isPrivateAddress } from "@goodword/core";
import { chainOf, clientAddress, type Hops } from "./client-address";

/** What a number of visits say about the proxies before the shop: counts only, no address is kept. */
export interface ProxyCounts {
  readonly visits: number;
  /** Different browsers, counted up to `mostTold`. */
  readonly agents: number;
  /** Different addresses of visitors as the setting reads them, counted up to `mostTold`. */
  readonly addresses: number;
  /** Whether all of these are of this machine or a private network. */
  readonly arePrivate: boolean;
  /** The fewest entries that `X-Forwarded-For` had. */
  readonly shortest: number;
  /** Visits with fewer entries than trusted proxies, and those of them that a public address made. */
  readonly short: number;
  readonly shortFromOutside: number;
}

/** So many visits by so many browsers are never one person's household. */
const enough = { visits: 20, agents: 5 };
/** One may be a monitor that somebody set up by hand. */
const mostFromOutside = 2;
const mostTold = 8;
/** A look is so many visits, and then none for an hour: it must cost a busy shop nothing. */
const look = { visits: 200, every: 3_600_000 };

/** What is wrong with `trustProxy`, by what visits said of it. */
export function judgeProxies(counts: ProxyCounts, trustProxy: number): HealthWarning[] {
  const { visits, agents, addresses, arePrivate, short, shortFromOutside, shortest } = counts;
  const warning = (code: string, suggested?: number) => [
    { code, params: { trustProxy, ...(suggested !== undefined && { suggested }) } },
  ];
  const isEnough = visits >= enough.visits && agents >= enough.agents;
  if (shortFromOutside > mostFromOutside || (isEnough && trustProxy > 0 && short === visits)) {
    return warning("trust-proxy-too-high", shortest);
  }
  if (!isEnough || addresses > 1) return [];
  if (shortest > trustProxy) return warning("trust-proxy-too-low", shortest);
  return arePrivate ? warning("visitors-look-alike") : [];
}

const sentences: Readonly<Record<string, string>> = {
  "trust-proxy-too-high":
    "options.trustProxy is {trustProxy}, but visitors came past that many proxies, so addresses that they write themselves are believed. Set it to {suggested}, or let nothing reach the shop but through the proxies.",
  "trust-proxy-too-low":
    "options.trustProxy is {trustProxy}, and all visitors seem to have one address. If proxies stand before the shop, set it to {suggested}.",
  "visitors-look-alike":
    "all visitors come from one address of the shop's own network. Let the proxy there append X-Forwarded-For, and set options.trustProxy to the number of proxies.",
};

export interface ProxyWatch {
  see(visit: Hops & { readonly userAgent: string }): void;
  warnings(): readonly HealthWarning[];
}

/**
 * Watches whether visits fit `trustProxy`: nobody can know before the first of them come. Each mistake is told to
 * `warn` once, with the fix.
 * @param options `seed` keys the hashes by which addresses and browsers are told apart, in memory and for one look
 */
export function watchProxies({
  trustProxy,
  seed,
  now,
  warn,
}: {
  readonly trustProxy: number;
  readonly seed: number;
  now(): number;
  warn(sentence: string): void;
}): ProxyWatch {
  let counting = new Counting(seed, now());
  let found: readonly HealthWarning[] = [];
  const told = new Set<string>();

  return {
    see(visit) {
      if (counting.counts.visits >= look.visits) {
        if (now() - counting.began < look.every) return;
        counting = new Counting(seed, now());
      }
      // Only what browsers do: monitors, previews and the shop's own server come other ways.
      if (clickKind(visit.userAgent) !== "human") return;
      counting.add(visit, trustProxy);
      const judged = judgeProxies(counting.counts, trustProxy);
      // What the last look found stands until this one has seen enough to say something else.
      if (judged.length > 0 || counting.counts.visits >= look.visits) found = judged;
      for (const { code, params } of judged) {
        if (told.has(code)) continue;
        told.add(code);
        warn((sentences[code] as string).replace(/\{(\w+)\}/g, (_, name) => String(params[name])));
      }
    },
    warnings: () => found,
  };
}

class Counting {
  private readonly agents = new Set<number>();
  private readonly addresses = new Set<number>();
  counts: ProxyCounts = {
    visits: 0,
    agents: 0,
    addresses: 0,
    arePrivate: true,
    shortest: Number.MAX_SAFE_INTEGER,
    short: 0,
    shortFromOutside: 0,
  };

  constructor(
    private readonly seed: number,
    readonly began: number,
  ) {}

  add(visit: Hops & { readonly userAgent: string }, trustProxy: number): void {
    const { counts } = this;
    const { length } = chainOf(visit);
    const address = clientAddress(visit, trustProxy);
    const isShort = length < trustProxy;
    const isOutside = isShort && !isPrivateAddress(clientAddress(visit, 0));
    this.counts = {
      visits: counts.visits + 1,
      agents: this.tell(this.agents, visit.userAgent),
      addresses: this.tell(this.addresses, address),
      arePrivate: counts.arePrivate && isPrivateAddress(address),
      shortest: Math.min(counts.shortest, length),
      short: counts.short + (isShort ? 1 : 0),
      shortFromOutside: counts.shortFromOutside + (isOutside ? 1 : 0),
    };
  }

  private tell(known: Set<number>, text: string): number {
    if (known.size < mostTold) known.add(hash(text, this.seed));
    return known.size;
  }
}

/** FNV-1a: it only tells a few texts apart. */
function hash(text: string, seed: number): number {
  let value = seed ^ 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value;
}
