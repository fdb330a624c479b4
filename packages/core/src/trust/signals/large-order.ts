import type { TrustSignal } from "../signal";

export const largeOrder: TrustSignal<"large-order"> = {
  id: "large-order",
  family: "unusual",
  defaultPoints: 15,
  // An average of nothing (free samples only) would make every order a large one.
  applies: ({ orderValue, averageOrderValue }, { averageFactor }) =>
    averageOrderValue !== null &&
    averageOrderValue > 0n &&
    orderValue >= averageOrderValue * BigInt(averageFactor),
  figures: ({ orderValue, averageOrderValue }) => ({
    times: Number(orderValue / (averageOrderValue as bigint)),
  }),
  sentences: {
    en: "The order is worth at least {times} times the store's average.",
    de: "Die Bestellung ist mindestens {times}-mal so viel wert wie im Durchschnitt.",
  },
};
