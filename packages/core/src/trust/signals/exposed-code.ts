import type { TrustSignal } from "../signal";

/** A code on a coupon site brings strangers: both traces are one suspicion. */
const suspicion = "exposed-code";

export const couponSite: TrustSignal<"coupon-site"> = {
  id: "coupon-site",
  family: "public-code",
  defaultPoints: 40,
  suspicion,
  applies: (facts) => facts.codeExposure.listedOnCouponSite,
  sentences: {
    en: "Visitors came with this code from a listed coupon site.",
    de: "Mit diesem Code kamen Besuche von einer gelisteten Gutscheinseite.",
  },
};

/** A friend gets the link from the advocate; whoever only has the code most likely found it in public. */
export const strangersBurst: TrustSignal<"strangers-burst"> = {
  id: "strangers-burst",
  family: "public-code",
  defaultPoints: 40,
  suspicion,
  applies: (facts, { strangersPerHour }) => facts.codeExposure.strangersLastHour > strangersPerHour,
  figures: (facts, { strangersPerHour }) => ({
    strangers: facts.codeExposure.strangersLastHour,
    allowed: strangersPerHour,
  }),
  sentences: {
    en: "In one hour {strangers} people used this code without opening its link; up to {allowed} is usual.",
    de: "In einer Stunde haben {strangers} Personen diesen Code genutzt, ohne den Link zu öffnen; üblich sind höchstens {allowed}.",
  },
};
