export { isPrivateAddress, readAddress } from "./click/address";
export type * from "./click/click";
export { clickOfVisit, mostChannelsAnHour, otherChannels } from "./click/click-fields";
export { clickKind } from "./click/click-kind";
export { mostInvitationsADay } from "./click/invitations";
export { isInternalAddress, type NetworkBits, networkOf } from "./click/network";
export * from "./compliance/disclosures";
export * from "./errors";
export { createGoodword, type Goodword } from "./goodword";
export type { Ids } from "./ids";
export type { CohortCounts, DayCounts, LiabilityTotal, PeriodMoney } from "./insight/facts";
export { type FunnelRow, type FunnelStep, funnelSteps } from "./insight/funnel";
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
export type { Period } from "./insight/period";
export * from "./insight/rows";
export { type TermsLocale, termsLocaleOf, termsLocales } from "./locale";
export type { Amounts } from "./money/amounts";
export * from "./money/money";
export * from "./money/period";
export * from "./money/proration";
export type * from "./order/order";
export * from "./order/order-value";
export type { Page, PageOf } from "./page";
export { displayLine, displayName } from "./person/display-name";
export { disposableEmail } from "./person/disposable-email";
export * from "./person/identity";
export { isPlainAddress } from "./person/mail-address";
export * from "./person/near-match-email";
export type * from "./person/participant";
export * from "./person/proof";
export * from "./ports/click-store";
export * from "./ports/clock";
export * from "./ports/events";
export * from "./ports/host";
export * from "./ports/notifier";
export * from "./ports/order-source";
export * from "./ports/ports";
export type { ProgramBook } from "./ports/program-book";
export * from "./ports/store";
export * from "./program/check-program";
export * from "./program/choose-program";
export * from "./program/conditions";
export * from "./program/definition-hash";
export * from "./program/offered";
export * from "./program/program";
export * from "./program/program-states";
export * from "./program/reward-rule";
export type { StoredProgram } from "./program/stored-program";
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
export type { Binding } from "./referral/binding";
export { type ClaimRefusal, claimRefusals } from "./referral/claim";
export * from "./referral/code";
export { humanPart } from "./referral/code-human-part";
export * from "./referral/merge";
export * from "./referral/proposal";
export * from "./referral/qualification";
export * from "./referral/recorded-order";
export * from "./referral/referral";
export * from "./referral/staff-attribution";
export * from "./referral/unused-claims";
export * from "./referral/vanity-code";
export * from "./reward/amount";
export * from "./reward/caps";
export type * from "./reward/counter";
export * from "./reward/due";
export * from "./reward/ladder";
export * from "./reward/ledger";
export * from "./reward/milestones";
export * from "./reward/payout";
export * from "./reward/period-bonus";
export * from "./reward/reward";
export * from "./secret";
export * from "./terms/reasons";
export * from "./terms/terms";
export * from "./terms/trust-sentences";
export * from "./trust/check-settings";
export * from "./trust/facts";
export * from "./trust/loop";
export * from "./trust/review";
export * from "./trust/settings";
export * from "./trust/signal";
export * from "./trust/signals";
export type { Trace } from "./trust/trace";
export * from "./trust/verdict";
export { type ProofNeed, proofNeeds, type ShownProofRequest } from "./use-cases/advocates/ask-person";
export { type ProofView, provedByMail } from "./use-cases/advocates/prove-person";
export { type ShareChannel, shareChannels } from "./use-cases/advocates/record-share";
export type { ShownPrompt } from "./use-cases/advocates/show-prompt";
export type { AppliedClaim } from "./use-cases/friends/apply-claim";
export type { OpenedLink, ShareLinkVisit } from "./use-cases/friends/open-share-link";
export type { ClicksTended } from "./use-cases/friends/tend-clicks";
export { type AssignRefusal, assignRefusals } from "./use-cases/orders/attribute-order";
export type { OrderOutcome } from "./use-cases/orders/attributed";
export type { Purged } from "./use-cases/queue/purge";
export type { MailAsk } from "./use-cases/queue/send-mail";
export type { WorkDone, WorkOptions } from "./use-cases/queue/work";
export {
  type Payout,
  type PayoutBatch,
  type PayoutRefusal,
  type PayoutState,
  payoutStates,
} from "./use-cases/rewards/pay-out";
export * from "./use-cases/rewards/payout-issuer";
export {
  type DecidedProposal,
  type ProposalRefusal,
  type ProposalRow,
  type ProposedPerson,
  proposalRefusals,
} from "./use-cases/staff/decide-proposal";
export type { DescriptionRequest, ProgramDescription } from "./use-cases/staff/describe-program";
export type {
  EditablePrompt,
  EditablePrompts,
  PromptPreview,
  Publication,
  WrittenPrompt,
} from "./use-cases/staff/edit-prompts";
export type {
  AdvocateExplanation,
  CustomerExplanation,
  MergeRow,
  OrderExplanation,
} from "./use-cases/staff/explain";
export type { ReferralExplanation } from "./use-cases/staff/explain-referral";
export type { AskedProposal, AskedProposals } from "./use-cases/staff/list-asked-proposals";
export type {} from "./use-cases/staff/program-book";
export type { ListedProgram, SavedProgram } from "./use-cases/staff/programs";
export type { Liability, PersonBalance } from "./use-cases/staff/read-books";
export {
  type DeadLetter,
  type Health,
  type HealthStatus,
  type QueueHealth,
  type QueueName,
  queueNames,
} from "./use-cases/staff/read-health";
export type { NamedPeriod, Overview, TrendDay } from "./use-cases/staff/read-overview";
export type { RewardRow } from "./use-cases/staff/read-rewards";
export type { ShownProgram } from "./use-cases/staff/show-program";
export type { ProgramSimulation } from "./use-cases/staff/simulate-program";
export { type UndoneMerge, type UndoRefusal, undoRefusals } from "./use-cases/staff/undo-merge";
