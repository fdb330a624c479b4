import type { OfferView, PromptView } from "../views";

/** What the server would answer, for tests. */
export const prompts: Record<"en" | "de", PromptView> = {
  en: {
    placement: "order-confirmation",
    locale: "en",
    version: 1,
    thanks: "Thank you, Anna. Your order is in.",
    ask: "Know one person who’d love this too?",
    reason: "They get 10% off on their first order; you get €10 off for it.",
    conditions:
      "For new customers, with an order from €20 before shipping and tax. Your code comes by e-mail 14 days after their order; a cancelled order earns nothing.",
    disclosure:
      "If a friend orders with your link, you get €10 off and they get 10% off. Your message will say so.",
    path: "Copy link",
    decline: "No thanks",
    link: "https://shop.example/go/friend-7kq2mxwp",
    message:
      "Paid referral: I get €10 off if you buy with my link; you get 10% off.\nI just ordered from Morning Goods and thought of you: {share_link}",
  },
  de: {
    placement: "order-confirmation",
    locale: "de",
    version: 1,
    thanks: "Danke, Anna. Deine Bestellung ist eingegangen.",
    ask: "Kennst du jemanden, dem das auch gefällt?",
    reason: "Für die erste Bestellung gibt es 10 % Rabatt, und du bekommst dafür 10 € Rabatt.",
    conditions:
      "Gilt für Neukunden und Bestellungen ab 20 € vor Versand und Steuern. Dein Code kommt 14 Tage nach der Bestellung per E-Mail; wird sie storniert, entfällt er.",
    disclosure:
      "Bestellt jemand über deinen Link, bekommst du 10 € Rabatt und die andere Person 10 % Rabatt. Das steht auch in deiner Nachricht.",
    path: "Link kopieren",
    decline: "Nein danke",
    link: "https://shop.example/go/friend-7kq2mxwp",
    message:
      "Anzeige: Bestellst du über meinen Link, bekomme ich 10 € Rabatt und du 10 % Rabatt.\nIch habe gerade bei Morning Goods bestellt und an dich gedacht: {share_link}",
  },
};

export const offers: Record<"en" | "de", OfferView> = {
  en: {
    code: "FRIEND-7KQ2MXWP",
    locale: "en",
    version: 1,
    title: "10% off for you, from a friend",
    disclosure: "The person who sent you here gets €10 off if you order.",
    conditions: "For your first order. Can be used once, within 30 days.",
    accept: "Use this offer",
    decline: "No thanks",
  },
  de: {
    code: "FRIEND-7KQ2MXWP",
    locale: "de",
    version: 1,
    title: "10 % Rabatt für dich, von einem Menschen, der an dich denkt",
    disclosure: "Wer dir den Link geschickt hat, erhält 10 € Rabatt, wenn du bestellst.",
    conditions: "Für deine erste Bestellung. Einmal einlösbar, 30 Tage lang.",
    accept: "Angebot nutzen",
    decline: "Nein danke",
  },
};
