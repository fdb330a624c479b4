import type { TrustSignal } from "../signal";

/** No suspicion but a rule: someone who was referred, directly or through others, cannot be one's friend. */
export const advocateLoop: TrustSignal<"advocate-loop"> = {
  id: "advocate-loop",
  family: "loop",
  defaultPoints: "refuse",
  applies: (facts) => facts.loop,
  sentences: {
    en: "The friend already referred this advocate, directly or through others.",
    de: "Die geworbene Person hat die empfehlende schon selbst geworben, direkt oder über andere.",
  },
};
