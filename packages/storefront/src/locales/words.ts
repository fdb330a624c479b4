import { de } from "./de";
import { en } from "./en";

/** What the elements say themselves; everything about the program comes from the server. */
export interface Words {
  readonly share: string;
  readonly copied: string;
  /** Said when the browser refuses the clipboard; the link is selected then. */
  readonly copyByHand: string;
  readonly controls: string;
  readonly edit: string;
  readonly message: string;
  readonly messageNote: string;
  readonly sharedTitle: string;
  readonly sharedNext: string;
  readonly dismissed: string;
  readonly undo: string;
  readonly claimed: string;
  readonly claimedNext: string;
  readonly declined: string;
  readonly unavailable: string;
  readonly unavailableNext: string;
  /** The shop did not answer, or asks to wait: whether there is an offer is not known. */
  readonly late: string;
  readonly lateNext: string;
  readonly failed: string;
}

const locales: Record<string, Words> = { en, de };
const rightToLeft = /^(ar|dv|fa|he|ku-arab|ps|sd|ug|ur|yi)\b/i;

/** The words for a BCP 47 tag: `de-AT` falls back to `de`, an unknown language to `en`. */
export function wordsOf(locale: string): Words {
  return locales[locale.toLowerCase().split(/[-_]/)[0] ?? ""] ?? en;
}

export function directionOf(locale: string): "ltr" | "rtl" {
  return rightToLeft.test(locale) ? "rtl" : "ltr";
}
