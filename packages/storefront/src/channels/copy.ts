import type { Channel } from "./channel";

export const copy: Channel = {
  name: "copy",
  label: (view) => view.path,
  available: () => true,
  async send({ link }) {
    try {
      await navigator.clipboard.writeText(link);
      return true;
    } catch {
      // Refused, or a page without TLS, which has no clipboard: the element then selects the link.
      return false;
    }
  },
};
