import { directionOf, wordsOf } from "../locales/words";
import type { OfferView } from "../views";
import { html } from "./html";

export interface OfferOptions {
  /** Default `shown`; `failed` is shown again with a sentence that says so; `late` could not be loaded. */
  readonly state?: "shown" | "failed" | "late" | "claimed" | "declined";
  /** BCP 47; says which words to use where there is no offer. */
  readonly locale?: string;
}

/** The friend's offer as HTML; null renders the same neutral words for an unknown and a disabled code. */
export function renderOffer(view: OfferView | null, options: OfferOptions = {}): string {
  const locale = view?.locale ?? options.locale ?? "en";
  const words = wordsOf(locale);
  const { state = "shown" } = options;
  const frame = (content: ReturnType<typeof html>) =>
    html`<div class="gw-frame"><section class="gw gw-offer" part="card" lang="${locale}" dir="${directionOf(locale)}" aria-labelledby="gw-title">${content}</section></div>`
      .markup;
  const notice = (title: string, text: string) =>
    frame(
      html`<h2 class="gw-ask" part="title" id="gw-title" tabindex="-1">${title}</h2>${text && html`<p class="gw-text" part="text">${text}</p>`}`,
    );

  if (state === "late") return notice(words.late, words.lateNext);
  if (view === null) return notice(words.unavailable, words.unavailableNext);
  if (state === "declined") return notice(words.declined, "");

  const title = html`<h2 class="gw-reward" part="title" id="gw-title" tabindex="-1">${view.title}</h2>`;
  const conditions = html`<p class="gw-text gw-quiet" part="conditions">${view.conditions}</p>`;
  if (state === "claimed") {
    return frame(
      html`${title}<p class="gw-text" part="text"><strong>${words.claimed}</strong> ${words.claimedNext}</p>${conditions}`,
    );
  }
  return frame(
    html`${title}<p class="gw-disclosure" part="disclosure">${view.disclosure}</p>${conditions}<div class="gw-row" part="controls"><button type="button" class="gw-button gw-primary" part="button primary" data-answer="claimed"><span>${view.accept}</span></button><button type="button" class="gw-button gw-last" part="button decline" data-answer="declined"><span>${view.decline}</span></button></div>${state === "failed" && html`<p class="gw-text" part="text">${words.failed}</p>`}`,
  );
}
