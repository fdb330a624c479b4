import { GoodwordError } from "./errors";
import { lostClicks } from "./insight/click-losses";
import { clickSeries } from "./insight/click-series";
import type { Engine, GoodwordOptions, Ports } from "./ports/ports";
import { checkProgram } from "./program/check-program";
import { secretProblem } from "./secret";
import { answerPrompt } from "./use-cases/answer-prompt";
import { applyClaim, referCart } from "./use-cases/apply-claim";
import { askPerson } from "./use-cases/ask-person";
import { assignOrder, removeAttribution } from "./use-cases/attribute-order";
import { claimOffer, showOffer } from "./use-cases/claim-offer";
import { closePeriods } from "./use-cases/close-periods";
import { decideProposal } from "./use-cases/decide-proposal";
import { describeProgram } from "./use-cases/describe-program";
import { listPrompts, previewPrompt, publishPrompt } from "./use-cases/edit-prompts";
import { redeemReward } from "./use-cases/end-reward";
import {
  explainAdvocate,
  explainCustomer,
  explainOrder,
  listAdvocates,
  listReferrals,
} from "./use-cases/explain";
import { explainReferral } from "./use-cases/explain-referral";
import { findAdvocate } from "./use-cases/find-advocate";
import { listAskedProposals } from "./use-cases/list-asked-proposals";
import { nameAdvocate, setVanityCode } from "./use-cases/name-code";
import { landingPage, openShareLink } from "./use-cases/open-share-link";
import { exportPayouts, listPayouts, markPayoutsPaid, showPayoutBatch } from "./use-cases/pay-out";
import { programBook } from "./use-cases/program-book";
import { listPrograms, saveProgram, setProgramState } from "./use-cases/programs";
import { provePerson, showProof } from "./use-cases/prove-person";
import { addressOf } from "./use-cases/proven-addresses";
import { purge } from "./use-cases/purge";
import { liabilityAt, statementOf } from "./use-cases/read-books";
import { listDeadLetters, readHealth, replayDeadLetters } from "./use-cases/read-health";
import { readOverview } from "./use-cases/read-overview";
import { listReviews, listRewards } from "./use-cases/read-rewards";
import { readableOrders } from "./use-cases/readable-orders";
import { receiveContent } from "./use-cases/receive-content";
import { receive, reconcile } from "./use-cases/reconcile";
import { recordShare } from "./use-cases/record-share";
import { expectAddress, reviewCart } from "./use-cases/review-cart";
import { answerAppeal, appealReward, reviewReward } from "./use-cases/review-reward";
import { askInMail } from "./use-cases/send-mail";
import { setCodeStatus } from "./use-cases/set-code-status";
import { shopFacts } from "./use-cases/shop-facts";
import { previewTerms, showProgram } from "./use-cases/show-program";
import { showPrompt } from "./use-cases/show-prompt";
import { simulateProgram } from "./use-cases/simulate-program";
import { storeTime } from "./use-cases/store-time";
import { tendClicks } from "./use-cases/tend-clicks";
import { undoMerge } from "./use-cases/undo-merge";
import { work } from "./use-cases/work";

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
