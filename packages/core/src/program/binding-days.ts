import type { Program } from "./program";

/**
 * How many days a friend stays bound to the advocate: as the program says, else for good where a rule or a
 * condition looks at more than one of their orders, else null for not at all.
 */
export function bindingDaysOf({ bindingDays, rewards, conditions }: Program): number | null {
  if (bindingDays !== undefined) return bindingDays;
  const pays = rewards.some(({ trigger }) => trigger.on === "order" && trigger.orders === "every");
  const asks = conditions.some(({ type }) => type === "orders" || type === "nth-order");
  return pays || asks ? Number.POSITIVE_INFINITY : null;
}
