import { type TermsLocale, termsLocaleOf } from "../locale";
import type { LossReason } from "../referral/attribution";
import type { WaitingFor } from "../referral/qualification";
import type { RejectionReason } from "../referral/referral";

/** Anything that keeps evidence from deciding, or an order from earning. */
export type Reason = RejectionReason | LossReason | WaitingFor;

const sentences: Record<TermsLocale, Record<Reason, string>> = {
  en: {
    "self-referral": "The buyer is the advocate.",
    "advocate-loop": "The advocate was once referred by this friend.",
    "existing-customer": "The buyer had ordered before.",
    "below-minimum": "The order is below the minimum value.",
    "product-not-included": "None of the products is part of the program.",
    "product-excluded": "A product is excluded from the program.",
    "category-not-included": "None of the categories is part of the program.",
    "category-excluded": "A category is excluded from the program.",
    "market-not-included": "The order ships to a country the program is not for, or to an unknown one.",
    "not-the-nth-order": "Another order of this friend is the one that counts.",
    "too-few-orders": "The friend placed too few orders in time.",
    "currency-not-offered": "The program pays nothing in this currency.",
    "order-canceled": "The order was cancelled.",
    "order-refunded": "The order was refunded in full.",
    "trust-declined": "The fraud check declined the order.",
    "removed-by-staff": "Staff decided that nobody referred the order.",
    "weaker-evidence": "Stronger evidence decided.",
    "earlier-touch": "A later touch decided.",
    "later-touch": "An earlier touch decided.",
    "same-touch": "Another touch of the same moment decided.",
    "outside-window": "The touch was too long before the order.",
    "after-order": "The touch came after the order.",
    "already-converted": "This claim belongs to another order.",
    "binding-ended": "The friend was no longer bound to this advocate.",
    self: "This is the buyer's own code, and someone else referred the order as well.",
    "code-unknown": "Nobody has this code.",
    "code-disabled": "This code is disabled.",
    "name-unknown": "No advocate goes by this name.",
    "name-ambiguous": "Several advocates go by this name.",
    "program-closed": "The program was not open for this order.",
    capture: "Waits until the payment is captured.",
    fulfilment: "Waits until the order is sent.",
    delivery: "Waits until the order is delivered.",
    "more-orders": "Waits for more orders of this friend.",
  },
  de: {
    "self-referral": "Wer bestellt hat, ist die werbende Person selbst.",
    "advocate-loop": "Die werbende Person wurde einst von dieser Person empfohlen.",
    "existing-customer": "Es gab schon eine frühere Bestellung.",
    "below-minimum": "Die Bestellung liegt unter dem Mindestwert.",
    "product-not-included": "Keines der Produkte gehört zum Programm.",
    "product-excluded": "Ein Produkt ist vom Programm ausgenommen.",
    "category-not-included": "Keine der Kategorien gehört zum Programm.",
    "category-excluded": "Eine Kategorie ist vom Programm ausgenommen.",
    "market-not-included":
      "Die Bestellung geht in ein Land, für das das Programm nicht gilt, oder in ein unbekanntes.",
    "not-the-nth-order": "Es zählt eine andere Bestellung dieser Person.",
    "too-few-orders": "Es kamen nicht rechtzeitig genug Bestellungen zusammen.",
    "currency-not-offered": "Das Programm zahlt nichts in dieser Währung.",
    "order-canceled": "Die Bestellung wurde storniert.",
    "order-refunded": "Die Bestellung wurde ganz erstattet.",
    "trust-declined": "Die Betrugsprüfung hat die Bestellung abgelehnt.",
    "removed-by-staff": "Das Team hat entschieden, dass niemand die Bestellung vermittelt hat.",
    "weaker-evidence": "Ein stärkerer Nachweis hat entschieden.",
    "earlier-touch": "Ein späterer Kontakt hat entschieden.",
    "later-touch": "Ein früherer Kontakt hat entschieden.",
    "same-touch": "Ein anderer Kontakt vom selben Augenblick hat entschieden.",
    "outside-window": "Der Kontakt lag zu lange vor der Bestellung.",
    "after-order": "Der Kontakt kam erst nach der Bestellung.",
    "already-converted": "Diese Einlösung gehört zu einer anderen Bestellung.",
    "binding-ended": "Die Bindung an die werbende Person war schon zu Ende.",
    self: "Das ist der eigene Code, und jemand anderes hat die Bestellung ebenfalls vermittelt.",
    "code-unknown": "Diesen Code hat niemand.",
    "code-disabled": "Dieser Code ist gesperrt.",
    "name-unknown": "Niemand wirbt unter diesem Namen.",
    "name-ambiguous": "Mehrere werben unter diesem Namen.",
    "program-closed": "Das Programm galt für diese Bestellung nicht.",
    capture: "Wartet, bis die Zahlung eingezogen ist.",
    fulfilment: "Wartet, bis die Bestellung versandt ist.",
    delivery: "Wartet, bis die Bestellung geliefert ist.",
    "more-orders": "Wartet auf weitere Bestellungen dieser Person.",
  },
};

/** A reason in a sentence for staff, in the reader's locale; English where there are no words for it. Pure. */
export function explainReason(reason: Reason, locale: string): string {
  return sentences[termsLocaleOf(locale) ?? "en"][reason];
}
