import type { TrustSignal } from "../signal";

export const disposableEmail: TrustSignal<"disposable-email"> = {
  id: "disposable-email",
  family: "unusual",
  defaultPoints: 30,
  applies: (facts) => facts.disposableEmail,
  sentences: {
    en: "The friend's e-mail address is a disposable one.",
    de: "Die E-Mail-Adresse der Geworbenen ist eine Wegwerfadresse.",
  },
};
