import { termsLocaleOf } from "@goodword/core";
import type { GoodwordOptions } from "./options";

/** The program in the words of a locale, and where they come from. */
export interface ShopFigures {
  readonly source: "live" | "last-known" | "example";
  readonly shopName: string;
  readonly friendReward: string;
  readonly advocateReward: string;
  readonly conditions: string;
  readonly offerConditions: string;
}

export interface ShopFiguresSource {
  /** Never throws: what is last known, or examples, when the shop cannot be reached. */
  in(locale: string): Promise<ShopFigures>;
}

type Figures = Omit<ShopFigures, "source">;

const freshMs = 60_000;
const retryMs = 10_000;
const timeoutMs = 2_000;

const examples: Record<"en" | "de", Figures> = {
  en: {
    shopName: "Example shop",
    friendReward: "10% off",
    advocateReward: "€10 off",
    conditions: "For new customers. A cancelled order earns nothing.",
    offerConditions: "For your first order.",
  },
  de: {
    shopName: "Beispielladen",
    friendReward: "10 % Rabatt",
    advocateReward: "10 € Rabatt",
    conditions: "Gilt für Neukunden. Wird die Bestellung storniert, entfällt der Code.",
    offerConditions: "Für deine erste Bestellung.",
  },
};

/** Asks the shop for its program's figures; remembers them for a minute, and when the shop is down. */
export function createShopFigures({ shopUrl }: GoodwordOptions): ShopFiguresSource {
  const known = new Map<string, { figures: Figures | null; askAgainAt: number; live: boolean }>();
  return {
    async in(locale) {
      let entry = known.get(locale);
      if (!entry || entry.askAgainAt <= Date.now()) {
        const figures = await ask(shopUrl, locale).catch(() => null);
        entry = {
          figures: figures ?? entry?.figures ?? null,
          askAgainAt: Date.now() + (figures ? freshMs : retryMs),
          live: figures !== null,
        };
        known.set(locale, entry);
      }
      if (entry.figures) return { source: entry.live ? "live" : "last-known", ...entry.figures };
      return { source: "example", ...examples[termsLocaleOf(locale) ?? "en"] };
    },
  };
}

async function ask(shopUrl: string, locale: string): Promise<Figures | null> {
  const response = await fetch(`${shopUrl}/goodword/program?locale=${encodeURIComponent(locale)}`, {
    headers: { accept: "application/json" },
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!response.ok) return null;
  const { program } = (await response.json()) as { program: Record<string, unknown> | null };
  if (program === null) return null;
  const text = (name: keyof Figures) => {
    const value = program[name];
    if (typeof value !== "string") throw new Error(`${name} is no text`);
    return value;
  };
  return {
    shopName: text("shopName"),
    friendReward: text("friendReward"),
    advocateReward: text("advocateReward"),
    conditions: text("conditions"),
    offerConditions: text("offerConditions"),
  };
}
