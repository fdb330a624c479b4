import type { TermsLocale } from "../locale";
import type { PromptContent } from "../prompt/content";

/**
 * Default notices of the material connection (16 CFR 255.5; CAP 2.1; UCPD art. 7(2); § 5a(4) UWG):
 * beside the path, as the first line of what the advocate sends, and on the friend's landing.
 * Reviewed on 2026-11-01; a native lawyer's review is the merchant's to get.
 */
export const defaultDisclosures: Record<
  TermsLocale,
  Pick<PromptContent, "disclosure" | "shareDisclosure" | "offerDisclosure">
> = {
  en: {
    disclosure:
      "If a friend orders with your link, you get {advocate_reward} and they get {friend_reward}. Your message will say so.",
    shareDisclosure:
      "Paid referral: I get {advocate_reward} if you buy with my link; you get {friend_reward}.",
    offerDisclosure: "The person who sent you here gets {advocate_reward} if you order.",
  },
  de: {
    disclosure:
      "Bestellt jemand über deinen Link, bekommst du {advocate_reward} und die andere Person {friend_reward}. Das steht auch in deiner Nachricht.",
    shareDisclosure:
      "Anzeige: Bestellst du über meinen Link, bekomme ich {advocate_reward} und du {friend_reward}.",
    offerDisclosure: "Wer dir den Link geschickt hat, erhält {advocate_reward}, wenn du bestellst.",
  },
};
