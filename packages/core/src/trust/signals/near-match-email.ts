import type { TrustSignal } from "../signal";

/** A signal and not a proof: outside the known providers a tagged twin may be someone else's mailbox. */
export const nearMatchEmail: TrustSignal<"near-match-email"> = {
  id: "near-match-email",
  family: "same-person",
  defaultPoints: 40,
  applies: (facts) => facts.nearMatchEmail,
  sentences: {
    en: "The e-mail addresses of advocate and friend are nearly the same.",
    de: "Die E-Mail-Adressen von Empfehlenden und Geworbenen sind fast gleich.",
  },
};
