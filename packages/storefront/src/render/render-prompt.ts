import { channels } from "../channels/channels";
import { directionOf, wordsOf } from "../locales/words";
import { messageParts } from "../share-message";
import type { PromptView } from "../views";
import { type Html, html } from "./html";

export type PromptState = "shown" | "copied" | "shared" | "dismissed";

export interface PromptOptions {
  /** Default `shown`. */
  readonly state?: PromptState;
  /** True where the browser can share by itself. Default false. */
  readonly native?: boolean;
  /** What the shopper made of the message's body. */
  readonly body?: string;
  /** True keeps the message open. */
  readonly editing?: boolean;
  /** True leaves out the controls, which need script: the link and the message to copy by hand remain. */
  readonly plain?: boolean;
}

/** The prompt as HTML: all texts escaped, no inline style, no script. It goes with `promptStyles`. */
export function renderPrompt(view: PromptView, options: PromptOptions = {}): string {
  const words = wordsOf(view.locale);
  const { state = "shown" } = options;
  const card = (content: Html, kind: string) =>
    html`<div class="gw-frame"><section class="gw ${kind}" part="card" lang="${view.locale}" dir="${directionOf(view.locale)}" aria-label="${words.controls}">${content}</section></div>`
      .markup;

  if (state === "dismissed") {
    return card(
      html`<p class="gw-text" part="text">${words.dismissed}</p><button type="button" class="gw-button" part="button undo" data-answer="undone"><span>${words.undo}</span></button>`,
      "gw-slim",
    );
  }

  const { disclosure, body } = messageParts(view);
  const shared = state === "shared";
  const opening = shared
    ? html`<h2 class="gw-reward" part="reason">${words.sharedTitle}</h2><p class="gw-text" part="text">${words.sharedNext}</p>`
    : html`<p class="gw-text" part="thanks">${view.thanks}</p><h2 class="gw-ask" part="ask">${view.ask}</h2><p class="gw-reward" part="reason">${view.reason}</p>`;

  const row = html`<div class="gw-row" part="controls" role="group" aria-label="${words.controls}">${channels
    .filter(({ name }) => name !== "native" || options.native)
    .map(({ name, label }) => {
      const said = label(view, words);
      return name === "copy"
        ? html`<button type="button" class="gw-button gw-primary" part="button primary" data-share="copy"><span class="${state === "copied" ? "gw-off" : ""}">${said}</span><span class="${state === "copied" ? "" : "gw-off"}">${words.copied}</span></button>`
        : html`<button type="button" class="gw-button" part="button" data-share="${name}"><span>${said}</span></button>`;
    })}${!shared && html`<button type="button" class="gw-button gw-last" part="button decline" data-answer="dismissed"><span>${view.decline}</span></button>`}</div>`;

  return card(
    html`${opening}<p class="gw-text gw-quiet" part="conditions">${view.conditions}</p><p class="gw-disclosure" part="disclosure">${view.disclosure}</p>${!options.plain && row}<code class="gw-link" part="link" dir="ltr">${breakable(view.link)}</code><details class="gw-message" part="message"${options.editing ? html` open` : null}><summary part="summary">${words.edit}</summary><p class="gw-fixed" part="message-disclosure">${disclosure}</p><textarea part="textarea" rows="3" maxlength="1000" aria-label="${words.message}">${options.body ?? body}</textarea><p class="gw-text gw-quiet" part="text">${words.messageNote}</p></details>`,
    shared ? "" : "gw-prompt",
  );
}

/** A link that breaks before its code, where it must break. */
function breakable(link: string): Html {
  const code = link.lastIndexOf("/") + 1;
  return html`${link.slice(0, code)}<wbr>${link.slice(code)}`;
}

/** The place of a prompt or an offer while its words are on their way. */
export function renderLoading(kind: "prompt" | "offer", locale: string): string {
  return html`<div class="gw-frame" aria-hidden="true"><div class="gw gw-loading gw-${kind}" part="card loading" lang="${locale}"><i></i><i></i><i></i></div></div>`
    .markup;
}
