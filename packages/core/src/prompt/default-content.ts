import { defaultDisclosures } from "../compliance/disclosures";
import type { TermsLocale } from "../locale";
import type { PromptContent } from "./content";

/** The words Goodword ships: shown until a CMS publishes its own, and what an editor starts from. */
export const defaultContent: Record<TermsLocale, PromptContent> = {
  en: {
    thanks: "Thank you, {first_name}. Your order is in.",
    ask: "Know one person who’d love this too?",
    reason: "They get {friend_reward} on their first order; you get {advocate_reward} for it.",
    path: "Copy link",
    decline: "No thanks",
    message: "I just ordered from {shop_name} and thought of you: {share_link}",
    offerTitle: "{friend_reward} for you, from a friend",
    offerAccept: "Use this offer",
    ...defaultDisclosures.en,
  },
  de: {
    thanks: "Danke, {first_name}. Deine Bestellung ist eingegangen.",
    ask: "Kennst du jemanden, dem das auch gefällt?",
    reason: "Für die erste Bestellung gibt es {friend_reward}, und du bekommst dafür {advocate_reward}.",
    path: "Link kopieren",
    decline: "Nein danke",
    message: "Ich habe gerade bei {shop_name} bestellt und an dich gedacht: {share_link}",
    offerTitle: "{friend_reward} für dich, von einem Menschen, der an dich denkt",
    offerAccept: "Angebot nutzen",
    ...defaultDisclosures.de,
  },
};
