export type { OfferView, PromptView } from "../views";
export { type Preview, previewDocument } from "./preview-document";
export { promptStyles } from "./prompt-styles";
export { type OfferOptions, renderOffer } from "./render-offer";
export { type PromptOptions, type PromptState, renderPrompt } from "./render-prompt";
