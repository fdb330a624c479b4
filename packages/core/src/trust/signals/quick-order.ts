import type { TrustSignal } from "../signal";

export const quickOrder: TrustSignal<"quick-order"> = {
  id: "quick-order",
  family: "unusual",
  defaultPoints: 20,
  applies: ({ clickToOrderSeconds }, { minClickToOrderSeconds }) =>
    clickToOrderSeconds !== null && clickToOrderSeconds < minClickToOrderSeconds,
  // Clocks of host and database differ: an order may seem to come before its click.
  figures: ({ clickToOrderSeconds }, { minClickToOrderSeconds }) => ({
    seconds: Math.max(0, Math.floor(Number(clickToOrderSeconds))),
    least: minClickToOrderSeconds,
  }),
  sentences: {
    en: "The order came {seconds} s after the click; under {least} s is unusual.",
    de: "Die Bestellung kam {seconds} s nach dem Klick; unter {least} s ist ungewöhnlich.",
  },
};
