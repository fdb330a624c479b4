import type { TrustSignal } from "../signal";

export const samePayment: TrustSignal<"same-payment"> = {
  id: "same-payment",
  family: "same-person",
  defaultPoints: 70,
  applies: (facts) => facts.samePaymentFingerprint,
  sentences: {
    en: "Advocate and friend paid with the same means of payment.",
    de: "Empfehlende und Geworbene haben mit demselben Zahlungsmittel bezahlt.",
  },
};
