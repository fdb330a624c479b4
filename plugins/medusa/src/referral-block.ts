import type { MedusaContainer } from "@medusajs/framework/types";
import { goodwordModuleOf } from "./goodword-of";

/** The ask, for a mail that the shop writes itself. */
export interface ReferralBlock {
  /** To be put into the body of the shop's mail, after its lines and totals; not escaped once more. */
  readonly html: string;
  /** The same for the mail's text part. */
  readonly text: string;
  /** BCP 47: the language it is in. */
  readonly locale: string;
}

/**
 * The ask with the buyer's own link, the disclosure and the message to send, for the shop's own order mail. The link
 * is made when it is first asked for, and is the same afterwards: it does not matter whether the shop's subscriber or
 * Goodword's hears of the order first, nor how often this is called.
 * @param options.locale BCP 47; the order's own where it is left out
 * @returns null where there is nothing to ask: no program is open, the order was cancelled, the buyer said no, …
 * @throws GoodwordError `GW_ORDER_NOT_FOUND`
 * @example
 * const block = await getReferralBlock(container, order.id);
 * const html = `${ownHtml}${block?.html ?? ""}`;
 */
export async function getReferralBlock(
  container: MedusaContainer,
  orderId: string,
  options: { readonly locale?: string } = {},
): Promise<ReferralBlock | null> {
  const goodword = goodwordModuleOf(container);
  const { referral, locale } = {
    locale: "en",
    ...(await goodword.engine(container).askInMail({ orderId, ...options })),
  };
  if (referral === null) return null;
  const { html, text } = goodword.mails.renderAsk(referral, locale);
  return { html, text, locale };
}
