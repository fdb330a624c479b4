import type { TrustSignal } from "../signal";

export const paidSearchClick: TrustSignal<"paid-search-click"> = {
  id: "paid-search-click",
  family: "public-code",
  defaultPoints: 30,
  applies: (facts) => facts.paidSearchClickId,
  sentences: {
    en: "The friend came through a paid search advertisement.",
    de: "Geworbene kamen über eine bezahlte Suchanzeige.",
  },
};
