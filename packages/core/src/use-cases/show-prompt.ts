import type { Order } from "../ports/order-source";
import type { Engine } from "../ports/ports";
import { programFigures } from "../program/terms";
import { shippedSnapshot } from "../prompt/choose-content";
import { choosePrompt, type NoPromptReason } from "../prompt/choose-prompt";
import type { PromptView } from "../prompt/content";
import { fillPrompt } from "../prompt/fill-prompt";
import { shareLink } from "../referral/code";
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
  const { store, clock, options } = engine;
  const { participant, code } = await store.transaction((stores) => enrolBuyer(engine, stores, order));
  const snapshot = (await store.content.current()) ?? shippedSnapshot;
  const chosen = choosePrompt({
    program: options.program,
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
    ...programFigures(options.program, order.currency, chosen.prompt.locale),
    shopName: options.program.shopName,
    firstName: order.firstName,
    link: shareLink(options.program.shareUrl, code.code),
  };
  return { prompt: fillPrompt(chosen.prompt, figures, snapshot.version), reason: null };
}
