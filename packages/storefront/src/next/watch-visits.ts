import { chainOf, visitorAddress } from "./visitor-headers";

const enough = { visits: 20, agents: 5 };
const mostTold = 8;

/** What visits say about the proxies before the shop's server. */
interface Seen {
  readonly visits: number;
  /** Different browsers and addresses, both counted up to a few. */
  readonly agents: number;
  readonly addresses: number;
  /** The fewest entries that `X-Forwarded-For` had. */
  readonly shortest: number;
  /** Visits with fewer entries than proxies are trusted. */
  readonly short: number;
  /** Visits that a proxy brought over https, and those that came without it to a public name. */
  readonly secure: number;
  readonly plain: number;
}

/** What is wrong with `trustProxy`, and what to do; null where nothing is, or too little was seen. */
function judgeVisits(seen: Seen, trustProxy: number): string | null {
  const { visits, agents, addresses, shortest, short, secure, plain } = seen;
  if (visits < enough.visits || agents < enough.agents) return null;
  const tooLow = `trustProxy is ${trustProxy}, and all visitors look alike to the backend. If proxies stand before the shop's server, set it to ${Math.max(1, shortest)}.`;
  // One entry may be Next's own; that https or a second entry came says that a proxy stands there.
  if (trustProxy === 0) return secure === visits || shortest > 1 ? tooLow : null;
  if (short === visits) {
    return `trustProxy is ${trustProxy}, but visits came through only ${shortest}. Set it to ${shortest}, or no visitor's address reaches the backend.`;
  }
  if (plain === visits) {
    return `trustProxy is ${trustProxy}, but visits come over plain http, as if no proxy stood before the shop's server; then addresses are believed that visitors write themselves. Set it to 0, or let the proxy set X-Forwarded-Proto.`;
  }
  return addresses === 1 && shortest > trustProxy ? tooLow : null;
}

/** Watches whether visits fit `trustProxy`, and says so once where they do not. It keeps nothing after that. */
export function watchVisits(trustProxy = 1): (headers: Headers) => void {
  const agents = new Set<string>();
  const addresses = new Set<string>();
  let seen: Seen = { visits: 0, agents: 0, addresses: 0, shortest: Infinity, short: 0, secure: 0, plain: 0 };
  let isDone = false;

  return (headers) => {
    const agent = headers.get("user-agent") ?? "";
    // Browsers only: monitors and the shop's own machines come other ways.
    if (isDone || !agent.startsWith("Mozilla/")) return;
    const { length } = chainOf(headers);
    const protocol = headers.get("x-forwarded-proto")?.split(",")[0]?.trim();
    if (agents.size < mostTold) agents.add(agent.slice(0, 200));
    if (addresses.size < mostTold) addresses.add(visitorAddress(headers, trustProxy) ?? "");
    seen = {
      visits: seen.visits + 1,
      agents: agents.size,
      addresses: addresses.size,
      shortest: Math.min(seen.shortest, length),
      short: seen.short + (length < trustProxy ? 1 : 0),
      secure: seen.secure + (protocol === "https" ? 1 : 0),
      plain: seen.plain + (protocol === "http" && isPublicName(headers.get("host")) ? 1 : 0),
    };
    const wrong = judgeVisits(seen, trustProxy);
    if (wrong !== null) console.warn(`goodword: ${wrong}`);
    isDone = wrong !== null || seen.visits >= 200;
    if (isDone) {
      agents.clear();
      addresses.clear();
    }
  };
}

function isPublicName(host: string | null): boolean {
  return host !== null && !/^(?:localhost|127\.|10\.|192\.168\.|\[|[^.]+(?::\d+)?$)/.test(host);
}
