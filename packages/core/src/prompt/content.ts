/** What an editor writes for one placement in one locale. All fields are plain text. */
export interface PromptContent {
  /** Confirms the decision just made. */
  readonly thanks: string;
  /** One small, soft request. */
  readonly ask: string;
  /** What each side gets, from the program's live figures. */
  readonly reason: string;
  /** The label of the one-tap path: "Copy link". */
  readonly path: string;
  readonly decline: string;
  /** Beside the path. */
  readonly disclosure: string;
  /** First line of the message the advocate sends. */
  readonly shareDisclosure: string;
  /** The message without its first line. */
  readonly message: string;
  readonly offerTitle: string;
  /** On the friend's landing, above the button. */
  readonly offerDisclosure: string;
  readonly offerAccept: string;
}

export type Placement = "order-confirmation";

export interface PublishedPrompt {
  readonly placement: Placement;
  /** BCP 47. */
  readonly locale: string;
  readonly content: PromptContent;
}

/** All published prompts at one moment. A later version replaces an earlier one whole. */
export interface ContentSnapshot {
  /** Grows with every publication; milliseconds of the Unix epoch at publication, 0 before the first. */
  readonly version: number;
  readonly defaultLocale: string;
  readonly prompts: readonly PublishedPrompt[];
}

/** What `<goodword-prompt>` shows. Texts are filled, but for `{share_link}` in `message`. */
export interface PromptView {
  readonly placement: Placement;
  readonly locale: string;
  /** Version of the content snapshot it came from; 0 for the words Goodword ships. */
  readonly version: number;
  readonly thanks: string;
  readonly ask: string;
  readonly reason: string;
  /** The program's main conditions in plain words. */
  readonly conditions: string;
  readonly disclosure: string;
  readonly path: string;
  readonly decline: string;
  /** The advocate's share link, without a channel. */
  readonly link: string;
  /** Starts with the disclosure; `{share_link}` is filled by the page, with the channel. */
  readonly message: string;
}

/** What `<goodword-offer>` shows a friend. */
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
