import { GoodwordError } from "./errors";
import type { Engine, GoodwordOptions, Ports } from "./ports/ports";
import { offeredCurrencies } from "./program/program";
import { answerPrompt } from "./use-cases/answer-prompt";
import { applyClaim, claimOffer, showOffer } from "./use-cases/claim-offer";
import { describeProgram } from "./use-cases/describe-program";
import { explainCustomer, explainOrder, listAdvocates, listReferrals } from "./use-cases/explain";
import { openShareLink } from "./use-cases/open-share-link";
import { receiveContent } from "./use-cases/receive-content";
import { receive, reconcile } from "./use-cases/reconcile";
import { recordShare } from "./use-cases/record-share";
import { setCodeStatus } from "./use-cases/set-code-status";
import { showPrompt } from "./use-cases/show-prompt";
import { work } from "./use-cases/work";

const acts = {
  receive,
  work,
  reconcile,
  showPrompt,
  recordShare,
  answerPrompt,
  openShareLink,
  showOffer,
  claimOffer,
  applyClaim,
  describeProgram,
  receiveContent,
  listAdvocates,
  listReferrals,
  explainOrder,
  explainCustomer,
  setCodeStatus,
};

type Bound<A> = A extends (engine: Engine, ...rest: infer R) => infer T ? (...rest: R) => T : never;

/** The engine: every act of the referral domain over the ports of one host. */
export type Goodword = { readonly [Name in keyof typeof acts]: Bound<(typeof acts)[Name]> };

/**
 * The engine over a host's ports.
 * @throws GoodwordError `GW_OPTIONS` naming the option and the fix
 * @example
 * const goodword = createGoodword(ports, { secret, program, mails: { orderConfirmation: true } });
 * await goodword.receive("order.placed", orderId);
 * await goodword.work();
 */
export function createGoodword(ports: Ports, options: GoodwordOptions): Goodword {
  checkOptions(ports, options);
  const engine: Engine = { ...ports, options };
  const bound = Object.entries(acts).map(([name, act]) => [
    name,
    (...rest: unknown[]) => (act as (engine: Engine, ...rest: unknown[]) => unknown)(engine, ...rest),
  ]);
  return Object.fromEntries(bound) as Goodword;
}

function checkOptions(ports: Ports, { secret, program, mails }: GoodwordOptions): void {
  const refuse = (text: string): never => {
    throw new GoodwordError("GW_OPTIONS", `[goodword] options.${text}`, { action: "fix-config" });
  };
  if (secret.length < 32) refuse(`secret: expected at least 32 characters, got ${secret.length}`);
  if (offeredCurrencies(program).length === 0) {
    refuse(
      "program.advocate.amounts: expected at least one currency that program.friend is offered in, got none",
    );
  }
  if (mails.orderConfirmation && ports.notifier === null) {
    refuse("mails.orderConfirmation: expected false without a way to send mail, got true");
  }
}
