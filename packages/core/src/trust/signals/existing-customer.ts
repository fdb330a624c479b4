import type { TrustSignal } from "../signal";

export const existingCustomer: TrustSignal<"existing-customer"> = {
  id: "existing-customer",
  family: "known-customer",
  defaultPoints: "decline",
  applies: (facts) => facts.existingCustomer,
  sentences: {
    en: "The friend was already a customer before this order.",
    de: "Geworbene hatten schon vor dieser Bestellung hier gekauft.",
  },
};
