export type { OfferView, PromptView } from "@goodword/api";
