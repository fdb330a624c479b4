import { GoodwordOffer } from "./elements/goodword-offer";
import { GoodwordPrompt } from "./elements/goodword-prompt";

// Importing defines the elements: once in a page, however often the file is loaded, and never on a server.
if (typeof customElements !== "undefined") {
  if (!customElements.get("goodword-prompt")) customElements.define("goodword-prompt", GoodwordPrompt);
  if (!customElements.get("goodword-offer")) customElements.define("goodword-offer", GoodwordOffer);
}

export type { OfferView, PromptView } from "./views";
export { GoodwordOffer, GoodwordPrompt };
