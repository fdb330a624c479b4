import type { PromptView } from "./views";

/** The message in its two parts. The disclosure is the first line and is never the shopper's to change. */
export interface MessageParts {
  readonly disclosure: string;
  /** What the shopper may rewrite; the link stands in it without a channel. */
  readonly body: string;
}

// A function as replacement: in a string, `$&` of a link would mean something.
export function messageParts(view: Pick<PromptView, "message" | "link">): MessageParts {
  const [disclosure = "", ...rest] = view.message.split("\n");
  return { disclosure, body: rest.join("\n").replaceAll("{share_link}", () => view.link) };
}

/** The share link with the channel as its sub-ID: `https://shop.example/go/friend-7kq2mxwpb?s1=whatsapp`. */
export function linkFor(link: string, channel: string): string {
  const url = new URL(link);
  url.searchParams.set("s1", channel);
  return url.href;
}

/** What is sent: the disclosure first, then the body; a link the shopper removed is put back at its end. */
export function shareMessage(
  view: Pick<PromptView, "message" | "link">,
  body: string,
  channel: string,
): string {
  const link = linkFor(view.link, channel);
  const text = body.trim();
  const linked = text.includes(view.link) ? text.replaceAll(view.link, () => link) : `${text} ${link}`.trim();
  return `${messageParts(view).disclosure}\n${linked}`;
}
