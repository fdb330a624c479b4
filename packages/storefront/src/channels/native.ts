import type { Channel } from "./channel";

export const native: Channel = {
  name: "native",
  label: (_view, words) => words.share,
  available: () => typeof navigator !== "undefined" && typeof navigator.share === "function",
  async send({ message, shopName }) {
    try {
      // Text alone: given a separate `url`, some apps drop the text, and the disclosure with it.
      await navigator.share({ text: message, ...(shopName && { title: shopName }) });
      return true;
    } catch {
      return false;
    }
  },
};
