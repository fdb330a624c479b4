import type { Currency } from "../money/money";
import { isOffered } from "../program/offered";
import type { Program } from "../program/program";
import { chooseContent } from "./choose-content";
import type { ContentSnapshot, Placement, PublishedPrompt } from "./content";

export type NoPromptReason =
  | "order-not-found"
  | "order-canceled"
  | "no-program"
  | "currency-not-offered"
  | "cap-reached"
  | "dismissed"
  | "no-content"
  | "code-disabled"
  /** In a mail: the order's address is not known to be its buyer's, who may have typed another's. */
  | "address-not-proven";

export interface PromptContext {
  readonly program: Program;
  /** Whether another reward for this advocate would not be granted. */
  readonly isCapped: boolean;
  readonly placement: Placement;
  readonly order: { readonly currency: Currency; readonly canceledAt: Date | null };
  readonly dismissedUntil: Date | null;
  readonly codeStatus: "active" | "disabled";
  readonly snapshot: ContentSnapshot;
  readonly locale: string | null;
  readonly now: Date;
}

/** Which prompt a shopper is shown, or why none. Pure and deterministic. */
export function choosePrompt(
  context: PromptContext,
):
  | { readonly prompt: PublishedPrompt; readonly reason: null }
  | { readonly prompt: null; readonly reason: NoPromptReason } {
  const { program, order } = context;
  const none = (reason: NoPromptReason) => ({ prompt: null, reason });
  if (order.canceledAt !== null) return none("order-canceled");
  if (!isOffered(program, order.currency)) return none("currency-not-offered");
  if (context.isCapped) return none("cap-reached");
  if (context.codeStatus === "disabled") return none("code-disabled");
  if (context.dismissedUntil !== null && context.dismissedUntil > context.now) return none("dismissed");
  const prompt = chooseContent(context.snapshot, context.placement, context.locale);
  return prompt === null ? none("no-content") : { prompt, reason: null };
}
