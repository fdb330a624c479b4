import type {
  AdvocateExplanation,
  AdvocateRow,
  AskedProposals,
  CustomerExplanation,
  DeadLetter,
  EditablePrompts,
  Goodword,
  Health,
  OrderExplanation,
  Overview,
  PageOf,
  Payout,
  PayoutBatch,
  PromptPreview,
  ReferralExplanation,
  ReferralRow,
  RewardRow,
} from "@goodword/core";
import type { Json } from "./json";

export type { OfferView, ProgramDescription, PromptView } from "@goodword/core";
export { clientAddress } from "./client-address";
export { csv } from "./csv";
export {
  type HttpRequest,
  type HttpResponse,
  hopsOf,
  type MountOptions,
  mountExpress,
} from "./express";
export type { Json } from "./json";
export { answerWithin, tooManyRequests } from "./limits/answer-within";
export { ceilings, type Outcome, shopSize } from "./limits/ceilings";
export {
  type Asking,
  createLimiter,
  type Entered,
  type Limiter,
  type LimiterOptions,
  type Refused,
} from "./limits/limiter";
export {
  postgresCounts,
  redisCounts,
  type SharedCounts,
  type SharedCountsOptions,
} from "./limits/shared-counts";
export { type OpenApiPrefixes, openApiDocument } from "./openapi";
export type { Access, ErrorBody, JsonSchema, Limits, Operation, OperationRequest, Reply } from "./operation";
export { operations } from "./operations";
export * from "./operations/admin";
export * from "./operations/admin-health";
export * from "./operations/admin-identity";
export * from "./operations/admin-insight";
export * from "./operations/admin-people";
export * from "./operations/admin-programs";
export * from "./operations/admin-prompts";
export * from "./operations/admin-rewards";
export { receiveContent } from "./operations/content";
export * from "./operations/payouts";
export * from "./operations/same-person";
export * from "./operations/store";
export { type ProxyWatch, watchProxies } from "./watch-proxies";

export type AdvocatesJson = Json<PageOf<AdvocateRow>>;
export type ReferralsJson = Json<PageOf<ReferralRow>>;
export type OrderExplanationJson = Json<OrderExplanation>;
export type CustomerExplanationJson = Json<CustomerExplanation>;
export type PayoutsJson = Json<PageOf<Payout>>;
export type PayoutBatchJson = Json<PayoutBatch>;
export type OverviewJson = Json<Overview>;
export type ReferralExplanationJson = Json<ReferralExplanation>;
export type HealthJson = Json<Health>;
export type PromptsJson = Json<EditablePrompts>;
export type PromptPreviewJson = Json<PromptPreview>;
export type RewardsJson = Json<PageOf<RewardRow>>;
export type ProposalsJson = Json<AskedProposals>;
export type AdvocateExplanationJson = Json<AdvocateExplanation>;
export type StatementJson = Json<Awaited<ReturnType<Goodword["statementOf"]>>>;
export type DeadLettersJson = Json<PageOf<DeadLetter>>;
