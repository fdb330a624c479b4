import type { PromptProblemJson, PromptWords } from "../../prompt-queries";

export type ProblemKind =
  | "empty"
  | "uses"
  | "link"
  | "address"
  | "unknown"
  | "brace"
  | "figure"
  | "long"
  | "locale";

const kinds: Readonly<Record<string, ProblemKind>> = {
  GW_LINK_MISSING: "link",
  GW_LINK_TYPED: "address",
  GW_FIGURE_TYPED: "figure",
  GW_TEXT_TOO_LONG: "long",
  GW_LOCALE_UNSUPPORTED: "locale",
};

/** What is wrong, in a form that every language of the dashboard can say, and with which field in braces. */
export function problemKind(
  { field, code, message }: PromptProblemJson,
  words: PromptWords,
): { kind: ProblemKind; field: string } {
  const [named = ""] = /\{[^{}]*\}/.exec(message) ?? [];
  const known = kinds[code];
  if (known) return { kind: known, field: named };
  if (code === "GW_FIELD_UNKNOWN")
    return { kind: message.includes("is not a field") ? "unknown" : "brace", field: named };
  const isEmpty = field !== "locale" && words[field].trim() === "";
  return { kind: isEmpty ? "empty" : "uses", field: named };
}
