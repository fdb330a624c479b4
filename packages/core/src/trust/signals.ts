import { advocateLoop } from "./signals/advocate-loop";
import { disposableEmail } from "./signals/disposable-email";
import { existingCustomer } from "./signals/existing-customer";
import { couponSite, strangersBurst } from "./signals/exposed-code";
import { largeOrder } from "./signals/large-order";
import { friends24h, friends30d } from "./signals/many-friends";
import { nearMatchEmail } from "./signals/near-match-email";
import { paidSearchClick } from "./signals/paid-search-click";
import { possibleSamePerson } from "./signals/possible-same-person";
import { quickOrder } from "./signals/quick-order";
import { sameAddress } from "./signals/same-address";
import { sameDevice } from "./signals/same-device";
import { sameCustomer, sameEmail, samePayoutAccount, samePhone } from "./signals/same-identity";
import { sameIpAndAgent } from "./signals/same-ip-and-agent";
import { samePayment } from "./signals/same-payment";

/** Every signal, by id: of equal points the one that stands first is told first. */
export const trustSignals = [
  advocateLoop,
  couponSite,
  disposableEmail,
  existingCustomer,
  friends24h,
  friends30d,
  largeOrder,
  nearMatchEmail,
  paidSearchClick,
  possibleSamePerson,
  quickOrder,
  sameAddress,
  sameCustomer,
  sameDevice,
  sameEmail,
  sameIpAndAgent,
  samePayment,
  samePayoutAccount,
  samePhone,
  strangersBurst,
] as const;

export type SignalId = (typeof trustSignals)[number]["id"];
