import type { TrustSignal } from "../signal";

/** Weak by nature: one office or mobile network is one address. `checkTrustSettings` keeps it below review. */
export const sameIpAndAgent: TrustSignal<"same-ip-and-agent"> = {
  id: "same-ip-and-agent",
  family: "same-person",
  defaultPoints: 15,
  applies: (facts) => facts.sameIpAndUserAgent,
  sentences: {
    en: "Advocate and friend came from the same network with the same kind of browser.",
    de: "Empfehlende und Geworbene kamen aus demselben Netz mit dem gleichen Browser.",
  },
};
