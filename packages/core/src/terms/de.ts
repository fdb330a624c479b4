import { mostInvitationsADay } from "../click/invitations";
import type { Period } from "../money/period";
import type { Arrival, Counted, Part, Placing, Words } from "./words";
import { sentences } from "./words";

const number = new Intl.NumberFormat("de");
const list = new Intl.ListFormat("de");

const many = (n: number, one: string, more: string) => `${number.format(n)} ${n === 1 ? one : more}`;
const days = (n: number) => many(n, "Tag", "Tage");
const rewards = (n: number) => many(n, "Belohnung", "Belohnungen");

const countedAs: Record<Counted, (count: number) => string> = {
  shares: (count) => `${number.format(count)}-mal Teilen`,
  invitations: (count) => many(count, "Einladung", "Einladungen"),
  friends: (count) => many(count, "Person", "Personen"),
};
const climbedBy: Record<Counted, (count: number) => string> = {
  shares: (count) => `du ${number.format(count)}-mal geteilt hast`,
  invitations: (count) =>
    `dein Link über ${many(count, "Internetanschluss", "Internetanschlüsse")} geöffnet wurde${
      count > mostInvitationsADay ? ` (pro Tag zählen höchstens ${number.format(mostInvitationsADay)})` : ""
    }`,
  friends: (count) =>
    `${many(count, "eingeladene Person", "eingeladene Personen")} bestellt ${count === 1 ? "hat" : "haben"}`,
};

const afterWhat: Record<Arrival["after"], string> = {
  placed: "nach der Bestellung",
  captured: "nach der Zahlung",
  fulfilled: "nach dem Versand",
  delivered: "nach der Lieferung",
  level: "nach dem Erreichen der Stufe",
  week: "nach dem Ende der Woche",
  month: "nach dem Ende des Monats",
  quarter: "nach dem Ende des Quartals",
  year: "nach dem Ende des Jahres",
};
const after = ({ days: n, after: what }: Arrival) =>
  n === 0 ? afterWhat[what] : `${days(n)} ${afterWhat[what]}`;

const ofOne: Record<Placing["period"], string> = {
  week: "einer Woche",
  month: "eines Monats",
  quarter: "eines Quartals",
  year: "eines Jahres",
};
const ofEach: Record<Placing["period"], string> = {
  week: "jeder Woche",
  month: "jedes Monats",
  quarter: "jedes Quartals",
  year: "jedes Jahres",
};
const inEach: Record<Period, string> = {
  day: "pro Tag",
  week: "pro Woche",
  month: "pro Monat",
  quarter: "pro Quartal",
  year: "pro Jahr",
};
const places = ({ top }: Placing) => (top === 1 ? "Platz 1" : `Platz 1 bis ${number.format(top)}`);
const parts: Record<Part, string> = { discounts: "Rabatten", shipping: "Versand", tax: "Steuern" };
const discounted = (measure: string, afterDiscounts: boolean) =>
  afterDiscounts ? `nach Abzug von Rabatten, ${measure}` : measure;

export const de: Words = {
  nothing: { friend: "nichts extra", advocate: "nichts" },
  off: (amount) => `${amount} Rabatt`,
  share: (percent) => `${percent} des Bestellwerts`,
  plus: (amount, share) => `${amount} plus ${share}`,
  range: (least, most) => `${least} bis ${most}`,
  money(kind, amount, isShare) {
    const as = isShare ? " als" : "";
    if (kind === "discount-code") return `${amount}${as} Rabatt`;
    if (kind === "store-credit") return `${amount}${as} Guthaben`;
    if (kind === "payout") return `${amount} ausgezahlt`;
    return kind === "commission" ? `${amount}${as} Provision` : `ein Geschenk im Wert von ${amount}`;
  },
  pieces(kind, count) {
    if (kind === "points") return many(count, "Punkt", "Punkte");
    if (kind === "free-product") return count === 1 ? "ein Gratisprodukt" : many(count, "", "Gratisprodukte");
    if (kind === "gated-content") {
      return count === 1 ? "Zugang zu einem Bonusinhalt" : `Zugang zu ${number.format(count)} Bonusinhalten`;
    }
    return count === 1 ? "ein Geschenk" : many(count, "", "Geschenke");
  },

  promised: {
    milestone: (what, friends) => `${what} für die ${number.format(friends)}. Person`,
    level: (what, counted, count) => `${what} für ${countedAs[counted](count)}`,
    placing: (what, placing) => `${what} für ${places(placing)} ${ofOne[placing.period]}`,
  },

  conditions({ newCustomer, minimum }) {
    const orders = minimum && `Bestellungen ab ${minimum.amount} ${minimum.measure}`;
    if (newCustomer) return orders ? `Gilt für Neukunden und ${orders}.` : "Gilt für Neukunden.";
    return orders && `Gilt für ${orders}.`;
  },
  arrival(arrival) {
    if (!arrival.isCode) {
      return `Deine Belohnung kommt ${after(arrival)}; wird eine Bestellung storniert, entfällt sie.`;
    }
    const order = arrival.after === "placed" ? "sie" : "die Bestellung";
    return `Dein Code kommt ${after(arrival)} per E-Mail; wird ${order} storniert, entfällt er.`;
  },
  offerConditions: ({ newCustomer, minimum, days: n, hasBenefit }) =>
    sentences(
      offeredFor(newCustomer, minimum && `ab ${minimum.amount} ${minimum.measure}`),
      hasBenefit ? `Einmal einlösbar, ${days(n)} lang.` : `Deine Bestellung zählt ${days(n)} lang.`,
    ),
  onlyTheBest: "Nicht zusammen mit anderen Rabattcodes: Es zählt, was mehr bringt.",
  refusal: {
    "self-referral": "Das ist dein eigener Code: Er ist für deine Freunde.",
    "existing-customer": "Dieses Angebot gilt für Neukunden, und du hast hier schon bestellt.",
    "not-for-this-cart": "Dieses Angebot lässt sich mit diesem Warenkorb nicht nutzen.",
    "claim-expired": "Dieses Angebot ist abgelaufen.",
    "other-discount":
      "Ein anderer Code in deinem Warenkorb bringt mindestens so viel, und nur einer von beiden zählt.",
    unknown: "Diesen Code gibt es hier nicht. Prüfe ihn und versuche es noch einmal.",
    "not-applicable": "Dieses Angebot gilt nicht für das, was in deinem Warenkorb liegt.",
    "cart-not-found": "Diesen Warenkorb gibt es nicht mehr. Lade die Seite neu und versuche es noch einmal.",
  },
  missing: (amount, what) => `Noch ${amount}, dann bekommst du ${what}.`,
  rewardConditions(kind, shop) {
    if (kind === "discount-code") return `Einmal einlösbar, bei jeder Bestellung bei ${shop}.`;
    if (kind === "store-credit") return `Einlösbar bei jeder Bestellung bei ${shop}.`;
    if (kind === "points") return `Wird deinen Punkten bei ${shop} gutgeschrieben.`;
    if (kind === "payout" || kind === "commission") return `Wird von ${shop} ausgezahlt.`;
    return kind === "gated-content" ? `Abrufbar bei ${shop}.` : `Ein Geschenk von ${shop}.`;
  },
  valid: (n) => `Gültig für ${days(n)}.`,

  measure: (includes, before) =>
    [
      ...(includes.length === 0 ? [] : [`mit ${list.format(includes.map((part) => parts[part]))}`]),
      ...(before.length === 0 ? [] : [`vor ${list.format(before.map((part) => parts[part]))}`]),
    ].join(", "),

  condition: {
    newCustomer: "Die eingeladene Person muss neu im Shop sein.",
    minimum: ({ amount, measure }, afterDiscounts) =>
      `Die Bestellung muss mindestens ${amount} wert sein, ${discounted(measure, afterDiscounts)}.`,
    included: (what) =>
      what === "products"
        ? "Die Bestellung muss eines der dafür ausgewählten Produkte enthalten."
        : "Die Bestellung muss ein Produkt aus den dafür ausgewählten Kategorien enthalten.",
    excluded: (what) =>
      what === "products"
        ? "Bestellungen mit einem ausgeschlossenen Produkt zählen nicht."
        : "Bestellungen mit einem Produkt aus ausgeschlossenen Kategorien zählen nicht.",
    markets: (countries) => `Die Bestellung muss in eines dieser Länder gehen: ${countries}.`,
    nth: (n) => `Nur die ${number.format(n)}. Bestellung zählt.`,
    orders: (count, n) =>
      `Nötig sind ${many(count, "Bestellung", "Bestellungen")} innerhalb von ${many(n, "Tag", "Tagen")} ab der ersten; es zählt die, mit der sie vollständig sind.`,
    captured: "Die Bestellung zählt, sobald sie bezahlt ist.",
    fulfilled: "Die Bestellung zählt, sobald sie versandt ist.",
    delivered: "Die Bestellung zählt, sobald sie geliefert ist.",
  },

  rule: {
    first: (side, what) =>
      side === "advocate"
        ? `Für jede eingeladene Person, die bestellt, bekommst du ${what}.`
        : `Die eingeladene Person bekommt für ihre Bestellung ${what}.`,
    every: (side, what, { months, count }) =>
      `Für jede Bestellung ${
        side === "advocate" ? "einer eingeladenen Person bekommst du" : "bekommt die eingeladene Person"
      } ${what}${months === null ? "" : `, ${many(months, "Monat", "Monate")} lang ab der ersten`}${
        count === null ? "" : `, für höchstens ${many(count, "Bestellung", "Bestellungen")}`
      }.`,
    milestone: (what, friends) =>
      `Wenn die ${number.format(friends)}. eingeladene Person bestellt, bekommst du ${what}.`,
    level: (what, level, counted, count) =>
      `Stufe ${number.format(level)}: Sobald ${climbedBy[counted](count)}, bekommst du ${what}.`,
    placing: (what, placing) =>
      `Am Ende ${ofEach[placing.period]} bekommst du für ${places(placing)} nach eingeladenen Personen, die bestellt haben, ${what}${
        placing.least === null ? "" : `, ab ${many(placing.least, "Person", "Personen")}`
      }.`,
    tiers: (tiers) =>
      `Es sind ${list.format(tiers.map(({ from, what }) => `${what} ab der ${number.format(from)}. Person`))}.`,
    atMost: (amount) => `Je Mal sind es höchstens ${amount}.`,
    boost: (from, to, percent) => `Für Bestellungen vom ${from} bis zum ${to} sind es ${percent} davon.`,
    comes: (_side, arrival) =>
      arrival.isCode ? `Der Code kommt ${after(arrival)} per E-Mail.` : `Das kommt ${after(arrival)}.`,
    expires: (n) => `Danach gilt es ${days(n)} lang.`,
    checked: "Vorher sieht es sich ein Mensch an.",
  },

  program: {
    friendGets: (what) => `Die eingeladene Person bekommt einmal ${what}.`,
    friendGetsNothing: "Die eingeladene Person bekommt nichts extra.",
    advocateGetsNothing: "Du selbst bekommst nichts: Es ist ein Geschenk an die eingeladene Person.",
    percentages: (measure, afterDiscounts) =>
      `Prozente beziehen sich auf den Bestellwert, ${discounted(measure, afterDiscounts)}.`,
    window: (n) =>
      `Ab der Nutzung deines Links ${n === 1 ? "ist" : "sind"} ${days(n)} Zeit für die Bestellung.`,
    touch: (which) =>
      `Haben auch andere die Person eingeladen, zählt die ${which === "last" ? "letzte" : "erste"} Einladung.`,
    binding: (n) => `Eine eingeladene Person bleibt dir ${days(n)} lang zugeordnet.`,
    nameShare: "Die eingeladene Person kann statt deines Codes deinen Namen angeben.",
    perAdvocate: (count) => `Du kannst höchstens ${rewards(count)} bekommen.`,
    perAdvocatePeriod: (count, period) => `Du kannst ${inEach[period]} höchstens ${rewards(count)} bekommen.`,
    perProgram: (count) => `Insgesamt gibt es ${rewards(count)}.`,
    budget: (amount) => `Alle Belohnungen zusammen betragen höchstens ${amount}.`,
    markets: (countries) => `Das gilt für Bestellungen in diese Länder: ${countries}.`,
    starts: (at) => `Das beginnt am ${at}.`,
    ends: (at) => `Das endet am ${at}.`,
    runs: (from, to) => `Das läuft vom ${from} bis zum ${to}.`,
    ownOrders: "Deine eigenen Bestellungen zählen nicht.",
    reversal:
      "Wird eine Bestellung storniert, entfällt ihre Belohnung; wird sie teilweise erstattet, entfällt dieser Teil.",
  },
};

function offeredFor(newCustomer: boolean, from: string | null): string | null {
  if (newCustomer) return from ? `Für deine erste Bestellung ${from}.` : "Für deine erste Bestellung.";
  return from && `Für Bestellungen ${from}.`;
}
