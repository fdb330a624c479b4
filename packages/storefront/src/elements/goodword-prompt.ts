import { channels } from "../channels/channels";
import { native } from "../channels/native";
import { wordsOf } from "../locales/words";
import { type PromptState, renderPrompt } from "../render/render-prompt";
import { linkFor, messageParts, shareMessage } from "../share-message";
import type { PromptView } from "../views";
import { GoodwordElement, queryOf } from "./goodword-element";

/** How long "No thanks" can be taken back, and how long "Copied" stands. Milliseconds. */
const undoFor = 5000;
const copiedFor = 3000;

/**
 * Asks the buyer of an order, inline, to pass the shop on.
 *
 * Attributes: `order-id` (required), `endpoint` (default `/goodword`), `locale` (BCP 47, default the page's
 * language), `shop-name` (the title of a native share). Events: `goodword-shown`, `goodword-shared` (detail
 * `{channel}`), `goodword-dismissed`.
 *
 * @example <goodword-prompt order-id="order_01J…" locale="de"></goodword-prompt>
 */
export class GoodwordPrompt extends GoodwordElement {
  static readonly observedAttributes = ["order-id", "endpoint", "locale"];
  protected readonly kind = "prompt";
  #view: PromptView | null = null;
  #state: PromptState = "shown";
  #shared = false;
  #counted = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Answers reach the server in the order they were given. */
  #answers: Promise<unknown> = Promise.resolve();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected async load(current: () => boolean): Promise<void> {
    clearTimeout(this.#timer);
    this.#view = null;
    this.#shared = false;
    this.#counted = new Set();
    const query = queryOf({ locale: this.language });
    const { prompt } = await this.request<{ prompt: PromptView | null }>(`${this.#path}/prompt${query}`);
    if (!current()) return;
    if (prompt === null) return this.leave();
    this.#view = prompt;
    this.#show("shown");
    this.emit("shown");
  }

  protected async press(button: HTMLElement, byKeyboard: boolean): Promise<void> {
    const { share, answer } = button.dataset;
    if (share) await this.#share(share);
    else if (answer === "dismissed") this.#dismiss(byKeyboard);
    else if (answer === "undone") this.#undo();
  }

  get #path(): string {
    return `/orders/${encodeURIComponent(this.setting("order-id"))}`;
  }

  #show(state: PromptState, focus?: string): void {
    const view = this.#view;
    if (!view) return;
    this.#state = state;
    const body = this.#bodyOf(view);
    const editing = this.body.querySelector("details")?.open ?? false;
    this.show(renderPrompt(view, { state, body, editing, native: native.available() }), focus);
  }

  /** What stands in the message field, or the words it starts with. */
  #bodyOf(view: PromptView): string {
    return this.body.querySelector("textarea")?.value ?? messageParts(view).body;
  }

  async #share(name: string): Promise<void> {
    const view = this.#view;
    const channel = channels.find((known) => known.name === name);
    if (!view || !channel) return;
    const words = wordsOf(view.locale);
    const gone = await channel.send({
      link: linkFor(view.link, name),
      message: shareMessage(view, this.#bodyOf(view), name),
      shopName: this.setting("shop-name"),
    });
    if (view !== this.#view) return;
    if (!gone) {
      if (name === "copy") this.#selectLink(words.copyByHand);
      return;
    }
    if (!this.#counted.has(name)) {
      this.#counted.add(name);
      // A share that could not be counted has still been made; the shopper hears nothing of it.
      this.request(`${this.#path}/shares`, { channel: name }).catch(() => {});
      this.emit("shared", { channel: name });
    }
    clearTimeout(this.#timer);
    if (name === "copy") {
      this.#show(this.#shared ? "shared" : "copied");
      this.announce(words.copied);
      this.#timer = setTimeout(() => {
        this.announce("");
        this.#show(this.#shared ? "shared" : "shown");
      }, copiedFor);
    } else {
      this.#shared = true;
      this.#show("shared");
      this.announce(`${words.sharedTitle} ${words.sharedNext}`);
    }
  }

  #selectLink(said: string): void {
    const link = this.body.querySelector(".gw-link");
    if (link) getSelection()?.selectAllChildren(link);
    this.announce(said);
  }

  #dismiss(byKeyboard: boolean): void {
    const view = this.#view;
    if (!view) return;
    clearTimeout(this.#timer);
    this.#answer("dismissed");
    this.#show("dismissed", "[data-answer=undone]");
    this.announce(wordsOf(view.locale).dismissed);
    this.emit("dismissed");
    this.#timer = setTimeout(() => {
      const undo = this.body.querySelector("[data-answer=undone]");
      // Someone who came by keyboard must not lose their place: it waits until they have moved on.
      if (byKeyboard && undo && undo === this.shadowRoot?.activeElement) {
        // Pressing it takes the focus away too.
        undo.addEventListener("blur", () => this.#state === "dismissed" && this.leave(), { once: true });
      } else this.leave();
    }, undoFor);
  }

  #undo(): void {
    clearTimeout(this.#timer);
    this.#answer("undone");
    this.#show(this.#shared ? "shared" : "shown", "[data-answer=dismissed]");
    this.announce("");
  }

  #answer(answer: "dismissed" | "undone"): void {
    const path = `${this.#path}/answer`;
    this.#answers = this.#answers.then(() => this.request(path, { answer })).catch(() => {});
  }
}
