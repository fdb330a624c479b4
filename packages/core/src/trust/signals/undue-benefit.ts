import type { TrustSignal } from "../signal";

export const undueBenefit: TrustSignal<"undue-benefit"> = {
  id: "undue-benefit",
  family: "unusual",
  defaultPoints: 40,
  applies: (facts) => facts.undueBenefit,
  sentences: {
    en: "The order carries a friend's discount that was not meant for it.",
    de: "Die Bestellung enthält einen Rabatt für Geworbene, der nicht für sie gedacht war.",
  },
};
