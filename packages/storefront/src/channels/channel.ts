import type { Words } from "../locales/words";
import type { PromptView } from "../views";

/** What a channel is given to send. */
interface Share {
  /** With the channel as its sub-ID. */
  readonly link: string;
  /** Disclosure first, link inside. */
  readonly message: string;
  readonly shopName: string;
}

/** One way to share. Files of this folder are also loaded on servers: no browser API outside the functions. */
export interface Channel {
  /** The sub-ID in links and the name in counts. */
  readonly name: "copy" | "native" | "whatsapp" | "telegram";
  label(view: PromptView, words: Words): string;
  /** False where this browser cannot do it. */
  available(): boolean;
  /** True when the shopper went on with it, false when they broke off or the browser refused. */
  send(share: Share): Promise<boolean>;
}

/** Opens the shopper's own client; it sends, we do not. */
export async function openClient(address: string): Promise<boolean> {
  window.open(address, "_blank", "noopener");
  return true;
}
