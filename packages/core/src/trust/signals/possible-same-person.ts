import type { TrustSignal } from "../signal";

/** A suspicion and not a proof: staff have the proposal in their list and decide. */
export const possibleSamePerson: TrustSignal<"possible-same-person"> = {
  id: "possible-same-person",
  family: "same-person",
  defaultPoints: 40,
  applies: (facts) => facts.possibleSamePerson,
  sentences: {
    en: "Advocate and friend may be one person: staff have not decided yet.",
    de: "Empfehlende und Geworbene könnten ein und dieselbe Person sein: darüber wurde noch nicht entschieden.",
  },
};
