// For tests: a definition to change in one place.

/** Everything a definition may hold. */
export const full = {
  id: "friends-2026",
  shopName: "Mug & Co",
  landingUrl: "https://shop.example/welcome?from=friend#top",
  shareUrl: "https://shop.example/go",
  codeWord: "FRIEND",
  salesChannels: ["web", "app"],
  markets: ["de", "gb"],
  startsAt: "2026-11-01",
  endsAt: "2026-12-01T09:00:00Z",
  friend: { type: "fixed", amounts: { eur: "5.00", jpy: "500" } },
  combination: "best",
  rewards: [
    {
      id: "order",
      side: "advocate",
      kind: "store-credit",
      trigger: { on: "order", orders: "every", months: 12, count: 3 },
      amount: {
        type: "tiered",
        tiers: [
          { from: 1, amount: { type: "fixed", amounts: { eur: "5" } } },
          { from: 3, amount: { type: "hybrid", amounts: { eur: "5" }, percent: 1.25 } },
        ],
      },
      boosts: [{ from: "2026-11-20", to: "2026-11-28", percent: 200 }],
      cap: { eur: "50" },
      holdDays: 7,
      expiresAfterDays: 90,
    },
    {
      id: "third",
      side: "advocate",
      kind: "free-product",
      trigger: { on: "milestone", friends: 3 },
      amount: { type: "units", count: 1, item: "mug" },
    },
    {
      id: "climb",
      side: "advocate",
      kind: "points",
      trigger: { on: "level", level: 1, requires: { friends: 1 } },
      amount: { type: "units", count: 100 },
    },
    {
      id: "month",
      side: "advocate",
      kind: "payout",
      trigger: { on: "period-end", period: "month", top: 10, minimumFriends: 2 },
      amount: { type: "fixed", amounts: { eur: "100" } },
    },
    {
      id: "friend",
      side: "friend",
      kind: "custom",
      trigger: { on: "order" },
      amount: { type: "percentage", percent: 5 },
    },
  ],
  conditions: [
    { type: "new-customer" },
    { type: "minimum-order", amounts: { eur: "20" } },
    { type: "products", include: ["p1"] },
    { type: "categories", exclude: ["c1"] },
    { type: "markets", countries: ["at"] },
    { type: "nth-order", n: 1 },
    { type: "captured" },
    { type: "fulfilled" },
    { type: "delivered" },
  ],
  value: { includeTax: true, includeShipping: false, beforeDiscounts: true },
  attributionWindowDays: 30,
  attributionTouch: "first",
  bindingDays: 365,
  nameShare: true,
  preservedClickIds: ["gclid"],
  holdDays: 30,
  holdFrom: "captured",
  caps: {
    perAdvocate: 5,
    perAdvocatePeriod: { count: 2, period: "month" },
    perProgram: 50,
    budget: { eur: "900" },
  },
  trust: { thresholds: { review: 50 } },
};

/** The definition with one value set, or taken out where it is undefined. */
export function having(path: string, value: unknown): unknown {
  const copy = structuredClone(full) as Record<string, unknown>;
  const names = path.split(/[.[\]]+/).filter((name) => name !== "");
  const last = names.pop() as string;
  // biome-ignore lint/suspicious/noExplicitAny: walks a plain tree
  const parent = names.reduce<any>((node, name) => node[name], copy);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}

/** A rule that any program can take as one more. */
export const aPlainRule = {
  id: "x",
  side: "advocate",
  kind: "discount-code",
  trigger: { on: "order" },
  amount: { type: "fixed", amounts: { eur: "1" } },
};
