export * from "./compliance/disclosures";
export * from "./errors";
export { createGoodword, type Goodword } from "./goodword";
export { isPrivateAddress, readAddress } from "./insight/address";
export { clickOfVisit, mostChannelsAnHour, otherChannels } from "./insight/click-fields";
export { clickKind } from "./insight/click-kind";
export type { CohortCounts, DayCounts, LiabilityTotal, PeriodMoney } from "./insight/facts";
export { type FunnelRow, type FunnelStep, funnelSteps } from "./insight/funnel";
export { mostInvitationsADay } from "./insight/invitations";
export {
  type Figure,
  type Measure,
  type MeasureName,
  type MeasureUnit,
  type MoneyFigure,
  measureNames,
  measures,
  type PeriodFacts,
} from "./insight/measures";
export { isInternalAddress, type NetworkBits, networkOf } from "./insight/network";
export type { Period } from "./insight/period";
export * from "./insight/rows";
export { displayLine, displayName } from "./person/display-name";
export { isPlainAddress } from "./person/mail-address";
export * from "./ports/click-store";
export * from "./ports/clock";
export * from "./ports/events";
export * from "./ports/host";
export * from "./ports/notifier";
export * from "./ports/order-source";
export * from "./ports/ports";
export * from "./ports/store";
export * from "./program/check-program";
export * from "./program/choose-program";
export * from "./program/conditions";
export * from "./program/definition-hash";
export * from "./program/offered";
export * from "./program/program";
export * from "./program/program-states";
export * from "./program/reward-rule";
export * from "./program/terms";
export * from "./prompt/check-content";
export * from "./prompt/choose-content";
export * from "./prompt/choose-prompt";
export * from "./prompt/content";
export * from "./prompt/content-secret";
export * from "./prompt/default-content";
export * from "./prompt/fields";
export * from "./prompt/fill-prompt";
export * from "./referral/attribution";
export { type BenefitObjection, benefitObjections, isSameMailbox } from "./referral/benefit";
export * from "./referral/code";
export { humanPart } from "./referral/code-human-part";
export { disposableEmail } from "./referral/disposable-email";
export * from "./referral/identity";
export * from "./referral/merge";
export * from "./referral/near-match-email";
export * from "./referral/proof";
export * from "./referral/proposal";
export * from "./referral/qualification";
export * from "./referral/reasons";
export * from "./referral/referral";
export * from "./referral/staff-attribution";
export * from "./referral/unused-claims";
export * from "./referral/vanity-code";
export * from "./reward/amount";
export * from "./reward/caps";
export * from "./reward/due";
export * from "./reward/ladder";
export * from "./reward/ledger";
export * from "./reward/milestones";
export * from "./reward/money";
export * from "./reward/order-value";
export * from "./reward/payout";
export * from "./reward/payout-issuer";
export * from "./reward/period";
export * from "./reward/period-bonus";
export * from "./reward/proration";
export * from "./reward/reward";
export * from "./secret";
export * from "./trust/check-settings";
export * from "./trust/facts";
export * from "./trust/loop";
export * from "./trust/review";
export * from "./trust/settings";
export * from "./trust/signal";
export * from "./trust/signals";
export * from "./trust/trust-sentences";
export * from "./trust/verdict";
export { type AppliedClaim, type ClaimRefusal, claimRefusals } from "./use-cases/apply-claim";
export { type ProofNeed, proofNeeds, type ShownProofRequest } from "./use-cases/ask-person";
export { type AssignRefusal, assignRefusals } from "./use-cases/attribute-order";
export {
  type DecidedProposal,
  type ProposalRefusal,
  type ProposalRow,
  type ProposedPerson,
  proposalRefusals,
} from "./use-cases/decide-proposal";
export type { DescriptionRequest, ProgramDescription } from "./use-cases/describe-program";
export type {
  EditablePrompt,
  EditablePrompts,
  PromptPreview,
  Publication,
  WrittenPrompt,
} from "./use-cases/edit-prompts";
export type {
  AdvocateExplanation,
  CustomerExplanation,
  MergeRow,
  OrderExplanation,
} from "./use-cases/explain";
export type { ReferralExplanation } from "./use-cases/explain-referral";
export type { AskedProposal, AskedProposals } from "./use-cases/list-asked-proposals";
export type { OpenedLink, ShareLinkVisit } from "./use-cases/open-share-link";
export {
  type Payout,
  type PayoutBatch,
  type PayoutRefusal,
  type PayoutState,
  payoutStates,
} from "./use-cases/pay-out";
export type { ProgramBook } from "./use-cases/program-book";
export type { ListedProgram, SavedProgram } from "./use-cases/programs";
export { type ProofView, provedByMail } from "./use-cases/prove-person";
export type { Purged } from "./use-cases/purge";
export type { Liability, PersonBalance } from "./use-cases/read-books";
export {
  type DeadLetter,
  type Health,
  type HealthStatus,
  type QueueHealth,
  type QueueName,
  queueNames,
} from "./use-cases/read-health";
export type { NamedPeriod, Overview, TrendDay } from "./use-cases/read-overview";
export type { RewardRow } from "./use-cases/read-rewards";
export type { OrderOutcome } from "./use-cases/record-orders/record-orders";
export { type ShareChannel, shareChannels } from "./use-cases/record-share";
export type { MailAsk } from "./use-cases/send-mail";
export type { ShownProgram } from "./use-cases/show-program";
export type { ShownPrompt } from "./use-cases/show-prompt";
export type { ProgramSimulation } from "./use-cases/simulate-program";
export type { ClicksTended } from "./use-cases/tend-clicks";
export { type UndoneMerge, type UndoRefusal, undoRefusals } from "./use-cases/undo-merge";
export type { WorkDone, WorkOptions } from "./use-cases/work";
