import type { TrustSignal } from "../signal";

/** Flatmates and families share an address, so that the first ones are allowed. */
export const sameAddress: TrustSignal<"same-address"> = {
  id: "same-address",
  family: "same-person",
  defaultPoints: 40,
  applies: (facts, { addressesAllowed }) => facts.friendsAtAddress > addressesAllowed,
  figures: (facts, { addressesAllowed }) => ({ people: facts.friendsAtAddress, allowed: addressesAllowed }),
  sentences: {
    en: "The advocate or their other friends already used this shipping address (people: {people}, allowed: {allowed}).",
    de: "Empfehlende oder andere Geworbene haben diese Lieferadresse schon genutzt (Personen: {people}, erlaubt: {allowed}).",
  },
};
