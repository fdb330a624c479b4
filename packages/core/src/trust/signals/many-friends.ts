import type { TrustSignal } from "../signal";

/** A day of many friends also makes a month of many: without this a popular advocate would be declined twice over. */
const suspicion = "many-friends";

export const friends24h: TrustSignal<"friends-24h"> = {
  id: "friends-24h",
  family: "unusual",
  defaultPoints: 30,
  suspicion,
  applies: (facts, parameters) => facts.friendsLast24h > parameters.friends24h,
  figures: (facts, parameters) => ({ friends: facts.friendsLast24h, allowed: parameters.friends24h }),
  sentences: {
    en: "This advocate brought {friends} friends in 24 hours; up to {allowed} is usual.",
    de: "In 24 Stunden wurden {friends} Personen geworben; üblich sind höchstens {allowed}.",
  },
};

export const friends30d: TrustSignal<"friends-30d"> = {
  id: "friends-30d",
  family: "unusual",
  defaultPoints: 40,
  suspicion,
  applies: (facts, parameters) => facts.friendsLast30d > parameters.friends30d,
  figures: (facts, parameters) => ({ friends: facts.friendsLast30d, allowed: parameters.friends30d }),
  sentences: {
    en: "This advocate brought {friends} friends in 30 days; up to {allowed} is usual.",
    de: "In 30 Tagen wurden {friends} Personen geworben; üblich sind höchstens {allowed}.",
  },
};
