import type { TrustSignal } from "../signal";

export const sameCustomer: TrustSignal<"same-customer"> = {
  id: "same-customer",
  family: "same-person",
  defaultPoints: "decline",
  applies: (facts) => facts.sameCustomer,
  sentences: {
    en: "Advocate and friend are the same customer.",
    de: "Empfehlende und Geworbene sind dasselbe Kundenkonto.",
  },
};

export const sameEmail: TrustSignal<"same-email"> = {
  id: "same-email",
  family: "same-person",
  defaultPoints: "decline",
  applies: (facts) => facts.sameEmail,
  sentences: {
    en: "Advocate and friend use the same e-mail address, perhaps spelled differently.",
    de: "Empfehlende und Geworbene nutzen dieselbe E-Mail-Adresse, womöglich in anderer Schreibweise.",
  },
};

export const samePhone: TrustSignal<"same-phone"> = {
  id: "same-phone",
  family: "same-person",
  defaultPoints: "decline",
  applies: (facts) => facts.samePhone,
  sentences: {
    en: "Advocate and friend gave the same phone number.",
    de: "Empfehlende und Geworbene haben dieselbe Telefonnummer angegeben.",
  },
};

export const samePayoutAccount: TrustSignal<"same-payout-account"> = {
  id: "same-payout-account",
  family: "same-person",
  defaultPoints: "decline",
  applies: (facts) => facts.samePayoutAccount,
  sentences: {
    en: "Advocate and friend are paid to the same account.",
    de: "Auszahlungen an Empfehlende und Geworbene gehen auf dasselbe Konto.",
  },
};
