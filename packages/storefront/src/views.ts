/** What `<goodword-prompt>` shows. Texts are filled, but for `{share_link}` in `message`. */
export interface PromptView {
  readonly placement: "order-confirmation";
  readonly locale: string;
  readonly version: number;
  readonly thanks: string;
  readonly ask: string;
  readonly reason: string;
  readonly conditions: string;
  readonly disclosure: string;
  readonly path: string;
  readonly decline: string;
  readonly link: string;
  readonly message: string;
}

export interface OfferView {
  readonly code: string;
  readonly locale: string;
  readonly version: number;
  readonly title: string;
  readonly disclosure: string;
  readonly conditions: string;
  readonly accept: string;
  readonly decline: string;
}
