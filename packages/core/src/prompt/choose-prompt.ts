import type { Program } from "../program/program";
import { offersFriend } from "../program/program";
import type { Currency } from "../reward/money";
import { chooseContent } from "./choose-content";
import type { ContentSnapshot, Placement, PublishedPrompt } from "./content";

export type NoPromptReason =
  | "order-not-found"
  | "order-canceled"
  | "currency-not-offered"
  | "dismissed"
  | "no-content"
  | "code-disabled";

export interface PromptContext {
  readonly program: Program;
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
  if (program.advocate.amounts[order.currency] === undefined || !offersFriend(program, order.currency)) {
    return none("currency-not-offered");
  }
  if (context.codeStatus === "disabled") return none("code-disabled");
  if (context.dismissedUntil !== null && context.dismissedUntil > context.now) return none("dismissed");
  const prompt = chooseContent(context.snapshot, context.placement, context.locale);
  return prompt === null ? none("no-content") : { prompt, reason: null };
}
