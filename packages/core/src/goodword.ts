import { GoodwordError } from "./errors";
import type { Engine, GoodwordOptions, Ports } from "./ports/ports";
import { checkProgram } from "./program/check-program";
import { secretProblem } from "./secret";
import { answerPrompt } from "./use-cases/advocates/answer-prompt";
import { askPerson } from "./use-cases/advocates/ask-person";
import { findAdvocate } from "./use-cases/advocates/find-advocate";
import { nameAdvocate, setVanityCode } from "./use-cases/advocates/name-code";
import { provePerson, showProof } from "./use-cases/advocates/prove-person";
import { addressOf } from "./use-cases/advocates/proven-addresses";
import { recordShare } from "./use-cases/advocates/record-share";
import { setCodeStatus } from "./use-cases/advocates/set-code-status";
import { showPrompt } from "./use-cases/advocates/show-prompt";
import { applyClaim, referCart } from "./use-cases/friends/apply-claim";
import { claimOffer, showOffer } from "./use-cases/friends/claim-offer";
import { lostClicks } from "./use-cases/friends/click-losses";
import { landingPage, openShareLink } from "./use-cases/friends/open-share-link";
import { expectAddress, reviewCart } from "./use-cases/friends/review-cart";
import { tendClicks } from "./use-cases/friends/tend-clicks";
import { assignOrder, removeAttribution } from "./use-cases/orders/attribute-order";
import { readableOrders } from "./use-cases/orders/readable-orders";
import { receive, reconcile } from "./use-cases/orders/reconcile";
import { purge } from "./use-cases/queue/purge";
import { askInMail } from "./use-cases/queue/send-mail";
import { storeTime } from "./use-cases/queue/store-time";
import { work } from "./use-cases/queue/work";
import { closePeriods } from "./use-cases/rewards/close-periods";
import { redeemReward } from "./use-cases/rewards/end-reward";
import { exportPayouts, listPayouts, markPayoutsPaid, showPayoutBatch } from "./use-cases/rewards/pay-out";
import { answerAppeal, appealReward, reviewReward } from "./use-cases/rewards/review-reward";
import { clickSeries } from "./use-cases/staff/click-series";
import { decideProposal } from "./use-cases/staff/decide-proposal";
import { describeProgram } from "./use-cases/staff/describe-program";
import { listPrompts, previewPrompt, publishPrompt } from "./use-cases/staff/edit-prompts";
import {
  explainAdvocate,
  explainCustomer,
  explainOrder,
  listAdvocates,
  listReferrals,
} from "./use-cases/staff/explain";
import { explainReferral } from "./use-cases/staff/explain-referral";
import { listAskedProposals } from "./use-cases/staff/list-asked-proposals";
import { programBook } from "./use-cases/staff/program-book";
import { listPrograms, saveProgram, setProgramState } from "./use-cases/staff/programs";
import { liabilityAt, statementOf } from "./use-cases/staff/read-books";
import { listDeadLetters, readHealth, replayDeadLetters } from "./use-cases/staff/read-health";
import { readOverview } from "./use-cases/staff/read-overview";
import { listReviews, listRewards } from "./use-cases/staff/read-rewards";
import { receiveContent } from "./use-cases/staff/receive-content";
import { shopFacts } from "./use-cases/staff/shop-facts";
import { previewTerms, showProgram } from "./use-cases/staff/show-program";
import { simulateProgram } from "./use-cases/staff/simulate-program";
import { undoMerge } from "./use-cases/staff/undo-merge";

const acts = {
  receive,
  work,
  reconcile,
  closePeriods,
  showPrompt,
  askInMail,
  recordShare,
  answerPrompt,
  openShareLink,
  landingPage,
  lostClicks,
  tendClicks,
  purge,
  clickSeries,
  showOffer,
  claimOffer,
  applyClaim,
  referCart,
  reviewCart,
  expectAddress,
  describeProgram,
  receiveContent,
  listPrompts,
  previewPrompt,
  publishPrompt,
  listAdvocates,
  listReferrals,
  explainOrder,
  explainCustomer,
  explainAdvocate,
  explainReferral,
  findAdvocate,
  readOverview,
  readHealth,
  listDeadLetters,
  replayDeadLetters,
  setCodeStatus,
  setVanityCode,
  nameAdvocate,
  saveProgram,
  setProgramState,
  listPrograms,
  showProgram,
  previewTerms,
  redeemReward,
  listPayouts,
  exportPayouts,
  showPayoutBatch,
  markPayoutsPaid,
  simulateProgram,
  assignOrder,
  removeAttribution,
  listProposals: listAskedProposals,
  decideProposal,
  undoMerge,
  addressOf,
  listRewards,
  listReviews,
  reviewReward,
  appealReward,
  answerAppeal,
  statementOf,
  liabilityAt,
  askPerson,
  showProof,
  provePerson,
};

/** Somebody waits for these with a page open: they are given little of the database, and give up early. */
const forShoppers: ReadonlySet<string> = new Set<keyof typeof acts>([
  "showPrompt",
  "recordShare",
  "answerPrompt",
  "openShareLink",
  "showOffer",
  "claimOffer",
  "applyClaim",
  "referCart",
  "reviewCart",
  "expectAddress",
  "describeProgram",
  "showProof",
  "provePerson",
]);

type Bound<A> = A extends (engine: Engine, ...rest: infer R) => infer T ? (...rest: R) => T : never;

/** The engine: every act of the referral domain over the ports of one host. */
export type Goodword = { readonly [Name in keyof typeof acts]: Bound<(typeof acts)[Name]> };

/**
 * The engine over a host's ports.
 * @throws GoodwordError `GW_OPTIONS` naming the option and the fix
 * @example
 * const goodword = createGoodword(ports, { secret, programs: [program], mails: { orderConfirmation: true } });
 * await goodword.receive("order.placed", orderId);
 * await goodword.work();
 */
export function createGoodword(ports: Ports, options: GoodwordOptions): Goodword {
  checkOptions(ports, options);
  const timed = { ...ports, ...storeTime(ports), orders: readableOrders(ports.orders) };
  const { store } = timed;
  const hurried = { ...timed, store: store.forShoppers ? { ...store.forShoppers, now: store.now } : store };
  // Shoppers wait for the programs too.
  const shared = { options, book: programBook(hurried, options), shop: shopFacts(timed) };
  const engine: Engine = { ...timed, ...shared };
  const engineForShoppers: Engine = { ...hurried, ...shared };
  const bound = Object.entries(acts).map(([name, act]) => [
    name,
    (...rest: unknown[]) =>
      (act as (engine: Engine, ...rest: unknown[]) => unknown)(
        forShoppers.has(name) ? engineForShoppers : engine,
        ...rest,
      ),
  ]);
  return Object.fromEntries(bound) as Goodword;
}

function checkOptions(ports: Ports, { secret, programs, mails }: GoodwordOptions): void {
  const refuse = (text: string): never => {
    throw new GoodwordError("GW_OPTIONS", `[goodword] options.${text}`, { action: "fix-config" });
  };
  const wrong = secretProblem(secret);
  if (wrong !== null) {
    const { place, expected } = wrong;
    const at = place === null ? "secret" : `secret[${place}]`;
    const given = place === null ? secret : (secret[place] ?? "");
    const got = typeof given === "string" ? `${given.length} characters` : `a list of ${given.length}`;
    refuse(`${at}: expected ${expected}, got ${got}`);
  }
  programs.forEach((program, place) => {
    // Whether a program that pays for clicks was saved before is seen when it is brought in: `seedPrograms`.
    const [problem] = checkProgram(program, { kinds: ports.issuer.kinds }).filter(
      ({ code }) => code !== "GW_PAID_FOR_CLICKS",
    );
    if (problem !== undefined) refuse(`programs[${place}].${problem.message}`);
  });
  if (mails.orderConfirmation && ports.notifier === null) {
    refuse("mails.orderConfirmation: expected false without a way to send mail, got true");
  }
}
