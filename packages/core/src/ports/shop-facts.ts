import type { Currency } from "../money/money";

/** What hardly changes and every order asks for: read now and then, and kept in memory. Nothing is decided by it alone. */
export interface ShopFacts {
  /** From when orders count: Goodword asks nothing of, and mails nothing to, buyers from before. */
  installedAt(): Promise<Date>;
  /** Mean order value in minor units, null before there are enough orders; up to ten minutes old. */
  averageValue(currency: Currency): Promise<bigint | null>;
}
