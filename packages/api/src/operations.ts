import type { Operation } from "./operation";
import {
  explainCustomer,
  explainOrder,
  listAdvocates,
  listReferrals,
  setCodeStatus,
} from "./operations/admin";
import { listDeadLetters, readHealth, replayDeadLetters } from "./operations/admin-health";
import { decideProposal, listProposals, undoMerge } from "./operations/admin-identity";
import { explainReferral, findAdvocate, readOverview } from "./operations/admin-insight";
import {
  assignOrder,
  explainAdvocate,
  readLiability,
  readStatement,
  removeAttribution,
  setVanityCode,
} from "./operations/admin-people";
import {
  listPrograms,
  previewTerms,
  saveProgram,
  setProgramState,
  showProgram,
  simulateProgram,
} from "./operations/admin-programs";
import { listPrompts, previewPrompt, publishPrompt } from "./operations/admin-prompts";
import {
  answerAppeal,
  appealReward,
  listReviews,
  listRewards,
  reviewReward,
} from "./operations/admin-rewards";
import { receiveContent } from "./operations/content";
import { exportPayouts, listPayouts, markPayoutsPaid, showPayoutBatch } from "./operations/payouts";
import { askPerson, proveSamePerson, showSamePerson } from "./operations/same-person";
import {
  answerPrompt,
  applyClaim,
  claimOffer,
  describeProgram,
  openShareLink,
  recordShare,
  referCart,
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
  referCart,
  openShareLink,
  describeProgram,
  showSamePerson,
  proveSamePerson,
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
  readOverview,
  findAdvocate,
  explainReferral,
  readHealth,
  listDeadLetters,
  replayDeadLetters,
  listPrograms,
  showProgram,
  saveProgram,
  setProgramState,
  previewTerms,
  simulateProgram,
  listPrompts,
  previewPrompt,
  publishPrompt,
  listRewards,
  listReviews,
  reviewReward,
  appealReward,
  answerAppeal,
  explainAdvocate,
  setVanityCode,
  readStatement,
  readLiability,
  assignOrder,
  removeAttribution,
  askPerson,
  listProposals,
  decideProposal,
  undoMerge,
];
