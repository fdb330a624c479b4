import type { TrustSignal } from "../signal";

/**
 * A reward for shares or invitations, of a program saved before such promises were refused. It is none of the signals
 * that orders are judged by: no setting gives it other points or turns it off.
 */
export const paidForClicks: Pick<TrustSignal<"paid-for-clicks">, "id" | "family" | "sentences"> = {
  id: "paid-for-clicks",
  family: "unusual",
  sentences: {
    en: "The reward is for shares or invitations, which one person can make without any friend.",
    de: "Belohnt werden Teilen oder Einladungen, und beides schafft eine Person auch ganz ohne Freunde.",
  },
};
