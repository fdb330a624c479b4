import type { TrustSignal } from "../signal";

export const sameDevice: TrustSignal<"same-device"> = {
  id: "same-device",
  family: "same-person",
  defaultPoints: 40,
  applies: (facts) => facts.sameDevice,
  sentences: {
    en: "The offer was claimed on the advocate's own device.",
    de: "Das Angebot wurde auf dem Gerät der Empfehlenden angenommen.",
  },
};
