import { directionOf } from "../locales/words";
import type { OfferView, PromptView } from "../views";
import { Html, html } from "./html";
import { promptStyles } from "./prompt-styles";
import { renderOffer } from "./render-offer";
import { renderPrompt } from "./render-prompt";

export interface Preview {
  readonly prompt?: PromptView;
  readonly offer?: OfferView;
  readonly locale: string;
  readonly dark?: boolean;
  /** True for shoppers without script: the link and the message to copy by hand, no controls. */
  readonly plain?: boolean;
}

/** A whole HTML document without script, for a sandboxed frame: what the shopper and the friend will see. */
export function previewDocument({ prompt, offer, locale, dark = false, plain = false }: Preview): string {
  const page = `body{margin:0;padding:16px;display:grid;gap:24px;font:16px/1.5 system-ui,sans-serif;color:${dark ? "#f4f4f5" : "#18181b"};background:${dark ? "#18181b" : "#fff"}}`;
  return html`<!doctype html><html lang="${locale}" dir="${directionOf(locale)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="${dark ? "dark" : "light"}"><title>Goodword</title><style>${new Html(page + promptStyles)}</style></head><body>${prompt !== undefined && new Html(renderPrompt(prompt, { plain, editing: plain }))}${offer !== undefined && new Html(renderOffer(offer))}</body></html>`
    .markup;
}
