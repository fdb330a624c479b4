import type { Order } from "../../order/order";
import type { Engine } from "../../ports/ports";
import { advocateReward } from "../../program/offered";
import type { Program } from "../../program/program";
import { shippedSnapshot } from "../../prompt/choose-content";
import { choosePrompt, type NoPromptReason } from "../../prompt/choose-prompt";
import type { PromptView } from "../../prompt/content";
import { fillPrompt } from "../../prompt/fill-prompt";
import { shareLink } from "../../referral/code";
import { counterKeysOf, grantWithin } from "../../reward/caps";
import { programFigures } from "../../terms/terms";
import { enrolBuyer, loadWithBuyer } from "./enrol-buyer";

export interface ShownPrompt {
  readonly prompt: PromptView | null;
  /** Why there is none; null when there is one. */
  readonly reason: NoPromptReason | null;
}

/**
 * The prompt for an order's confirmation page. The order id is the bearer, as it is for the page itself.
 * The link is minted on demand: the page may be faster than the order's event.
 */
export async function showPrompt(
  engine: Engine,
  input: { orderId: string; locale?: string | undefined },
): Promise<ShownPrompt> {
  const order = await loadWithBuyer(engine, input.orderId);
  if (order === null) return { prompt: null, reason: "order-not-found" };
  return promptForOrder(engine, order, input.locale ?? order.locale);
}

export async function promptForOrder(
  engine: Engine,
  order: Order,
  locale: string | null,
): Promise<ShownPrompt> {
  const { store, clock } = engine;
  const programs = await engine.book.open();
  const { participant, program, code } = await store.transaction((stores) =>
    enrolBuyer(engine, stores, order, programs),
  );
  if (program === null || code === null) return { prompt: null, reason: "no-program" };
  const snapshot = (await store.content.current()) ?? shippedSnapshot;
  const chosen = choosePrompt({
    program,
    isCapped: await isCapped(engine, program, participant.id, order),
    placement: "order-confirmation",
    order,
    dismissedUntil: participant.dismissedUntil,
    codeStatus: code.status,
    snapshot,
    locale,
    now: clock.now(),
  });
  if (chosen.prompt === null) return chosen;
  const figures = {
    ...programFigures(program, order.currency, chosen.prompt.locale),
    shopName: program.shopName,
    firstName: order.firstName,
    link: shareLink(program.shareUrl, code.code),
  };
  return { prompt: fillPrompt(chosen.prompt, figures, snapshot.version), reason: null };
}

/** Whether another reward of this advocate would not be granted: what cannot be kept is not promised. */
async function isCapped(
  engine: Engine,
  program: Program,
  advocateId: string,
  order: Order,
): Promise<boolean> {
  const { currency } = order;
  const at = engine.clock.now();
  const keys = counterKeysOf(program, { advocateId, at, currency });
  if (keys.length === 0) return false;
  // Where the amount depends on the friend's order, something must be left.
  const value = advocateReward(program, currency) ?? { amount: 1n, currency };
  return !grantWithin(program, await engine.store.counters.read(keys), { advocateId, at, value }).granted;
}
