import type { measuresEn } from "./measures-en";

export const measuresDe: typeof measuresEn = {
  advocates: {
    name: "Neue Empfehlende",
    means: "Wer im Zeitraum mit der ersten Bestellung, die Goodword kennt, empfehlen konnte.",
  },
  shareRate: {
    name: "Teilrate",
    means: "Von den im Zeitraum hinzugekommenen Empfehlenden: wie viele darin geteilt haben.",
  },
  clicks: {
    name: "Klicks",
    means: "Besuche geteilter Links durch Menschen, je Person, Code und Stunde einer.",
  },
  clickThroughRate: {
    name: "Klicks je Teilen",
    means: "Klicks für jedes Teilen im Zeitraum. Mehr als 1, wenn ein Teilen mehrere Besuche bringt.",
  },
  claimRate: {
    name: "Annahmerate",
    means: "Im Zeitraum begonnene Empfehlungen je Klick; über 1, wo Codes weitergesagt werden.",
  },
  conversionRate: {
    name: "Bestellrate",
    means: "Erste Bestellungen Geworbener im Zeitraum je Klick, ohne stornierte und abgelehnte.",
  },
  friends: {
    name: "Geworbene",
    means: "Geworbene, deren erste Bestellung in den Zeitraum fällt und jetzt zählt.",
  },
  referralRate: {
    name: "Empfehlungsrate",
    means:
      "Von allen nicht stornierten Bestellungen des Zeitraums: wie viele zu einer Empfehlung gehören und zählen.",
  },
  referredRevenue: {
    name: "Umsatz Geworbener",
    means:
      "Was Geworbene, die zählen, im Zeitraum ausgegeben haben, auch mit späteren Bestellungen: nach Rabatten, vor Steuern und Versand, ohne Erstattetes.",
  },
  rewardCost: {
    name: "Prämienkosten",
    means:
      "Prämien für Bestellungen des Zeitraums, die geschuldet sind oder gegeben wurden, ohne Zurückgenommenes. Der Rabatt der Geworbenen an der Kasse ist nicht dabei.",
  },
  costPerAcquisition: {
    name: "Kosten je Geworbene",
    means: "Prämienkosten des Zeitraums je Geworbene, deren erste Bestellung hineinfällt und jetzt zählt.",
  },
  returnOnRewards: {
    name: "Ertrag der Prämien",
    means:
      "Umsatz Geworbener abzüglich Prämienkosten, je Einheit Prämienkosten; wo der ganze Zeitraum in einer Währung ist.",
  },
  newCustomerValueReferred: {
    name: "Ausgaben neuer Geworbener",
    means: "Mittlere Ausgaben im Zeitraum von darin Neuen, die über eine Empfehlung kamen, die zählt.",
  },
  newCustomerValueOthers: {
    name: "Ausgaben anderer Neukunden",
    means: "Mittlere Ausgaben im Zeitraum von darin für Goodword Neuen, die ohne Empfehlung kamen.",
  },
  kFactor: {
    name: "K-Faktor",
    means:
      "Im Zeitraum Geworbene je darin hinzugekommener Empfehlender, von denen sie geworben wurden. Ab 1 wächst ein Shop allein durch Empfehlungen.",
  },
  timeToFirstReferral: {
    name: "Zeit bis zur ersten Empfehlung",
    means:
      "Von den Empfehlenden, deren erste Empfehlung im Zeitraum begann: Die Hälfte wartete darauf höchstens so lange.",
  },
  rewardLiability: {
    name: "Offene Prämien",
    means: "Empfehlenden versprochen oder gegeben und am Ende des Zeitraums nicht genutzt, laut Hauptbuch.",
  },
};
