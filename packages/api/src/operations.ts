import type { Operation } from "./operation";
import {
  explainCustomer,
  explainOrder,
  listAdvocates,
  listReferrals,
  setCodeStatus,
} from "./operations/admin";
import { receiveContent } from "./operations/content";
import { exportPayouts, listPayouts, markPayoutsPaid, showPayoutBatch } from "./operations/payouts";
import {
  answerPrompt,
  applyClaim,
  claimOffer,
  describeProgram,
  openShareLink,
  recordShare,
  showOffer,
  showPrompt,
} from "./operations/store";

/** Every operation there is: routes, validation and the OpenAPI document come from this list. */
export const operations: readonly Operation[] = [
  showPrompt,
  recordShare,
  answerPrompt,
  showOffer,
  claimOffer,
  applyClaim,
  openShareLink,
  describeProgram,
  receiveContent,
  listAdvocates,
  listReferrals,
  explainOrder,
  explainCustomer,
  setCodeStatus,
  listPayouts,
  exportPayouts,
  showPayoutBatch,
  markPayoutsPaid,
];
