import { wordsOf } from "../locales/words";
import { type OfferOptions, renderOffer } from "../render/render-offer";
import type { OfferView } from "../views";
import { GoodwordElement, queryOf } from "./goodword-element";

/**
 * Shows a friend what they are offered and who gains by it. Nothing is stored before "Use this offer".
 *
 * Attributes: `code` (required), `endpoint` (default `/goodword`), `locale` (BCP 47, default the page's
 * language), `currency` (ISO 4217). Events: `goodword-shown`, `goodword-claimed`, `goodword-dismissed`.
 *
 * @example <goodword-offer code="FRIEND-7KQ2MXWPB" currency="eur"></goodword-offer>
 */
export class GoodwordOffer extends GoodwordElement {
  static readonly observedAttributes = ["code", "endpoint", "locale", "currency"];
  protected readonly kind = "offer";
  #view: OfferView | null = null;
  #claiming = false;

  protected async load(current: () => boolean): Promise<void> {
    this.#view = null;
    let offer: OfferView | null = null;
    let isLate = false;
    if (this.setting("code")) {
      const query = queryOf({ locale: this.language, currency: this.setting("currency") });
      try {
        ({ offer } = await this.request<{ offer: OfferView | null }>(this.#path + query));
      } catch {
        // Out of reach, or asked too often from one address: nobody said that there is no offer.
        isLate = true;
      }
    }
    if (!current()) return;
    this.#view = offer;
    this.#show(isLate ? { state: "late" } : {});
    if (offer) this.emit("shown");
  }

  protected async press(button: HTMLElement): Promise<void> {
    if (button.dataset.answer === "claimed") return this.#claim(button);
    this.#show({ state: "declined" }, "#gw-title");
    this.announce(wordsOf(this.#view?.locale ?? this.language).declined);
    this.emit("dismissed");
  }

  get #path(): string {
    return `/offers/${encodeURIComponent(this.setting("code"))}`;
  }

  #show(options: OfferOptions, focus?: string): void {
    this.show(renderOffer(this.#view, { locale: this.language, ...options }), focus);
  }

  async #claim(button: HTMLElement): Promise<void> {
    if (this.#claiming) return;
    this.#claiming = true;
    button.setAttribute("aria-disabled", "true");
    const words = wordsOf(this.#view?.locale ?? this.language);
    const view = this.#view;
    try {
      const { claimed } = await this.request<{ claimed: boolean }>(`${this.#path}/claim`, {});
      if (view !== this.#view) return;
      if (!claimed) this.#view = null;
      this.#show({ state: "claimed" }, "#gw-title");
      this.announce(claimed ? `${words.claimed} ${words.claimedNext}` : words.unavailable);
      if (claimed) this.emit("claimed");
    } catch {
      if (view !== this.#view) return;
      this.#show({ state: "failed" }, "[data-answer=claimed]");
      this.announce(words.failed);
    } finally {
      this.#claiming = false;
    }
  }
}
