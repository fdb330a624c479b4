import { termsLocaleOf, termsLocales } from "../locale";
import type { PromptContent } from "./content";
import { type ContentField, contentFields, fieldsIn } from "./fields";
import { hasWebAddress } from "./web-address";

export type ContentProblemCode =
  | "GW_ELEMENT_MISSING"
  | "GW_DISCLOSURE_MISSING"
  | "GW_DISCLOSURE_INCOMPLETE"
  | "GW_FIELD_MISSING"
  | "GW_FIELD_UNKNOWN"
  | "GW_FIGURE_TYPED"
  | "GW_LINK_MISSING"
  | "GW_LINK_TYPED"
  | "GW_TEXT_TOO_LONG"
  | "GW_LOCALE_UNSUPPORTED";

/** Why a prompt may not be published; `message` names the field and the fix. */
export interface ContentProblem {
  readonly field: keyof PromptContent | "locale";
  readonly code: ContentProblemCode;
  readonly message: string;
}

interface FieldRule {
  readonly label: string;
  readonly missing: "GW_ELEMENT_MISSING" | "GW_DISCLOSURE_MISSING" | "GW_FIELD_MISSING";
  /** Fields that the text must use. */
  readonly uses?: readonly ContentField[];
}

const bothRewards = ["advocate_reward", "friend_reward"] as const;

/** The four elements, the disclosures (16 CFR 255.5; UCPD art. 7(2); § 5a(4) UWG) and the words around them. */
const rules: Record<keyof PromptContent, FieldRule> = {
  thanks: { label: "Thanks", missing: "GW_ELEMENT_MISSING" },
  ask: { label: "Ask", missing: "GW_ELEMENT_MISSING" },
  reason: { label: "Reason", missing: "GW_ELEMENT_MISSING", uses: bothRewards },
  path: { label: "Path", missing: "GW_ELEMENT_MISSING" },
  decline: { label: "No thanks", missing: "GW_FIELD_MISSING" },
  disclosure: { label: "Disclosure", missing: "GW_DISCLOSURE_MISSING", uses: bothRewards },
  shareDisclosure: { label: "Share disclosure", missing: "GW_DISCLOSURE_MISSING", uses: bothRewards },
  message: { label: "Message", missing: "GW_FIELD_MISSING", uses: ["share_link"] },
  offerTitle: { label: "Offer title", missing: "GW_FIELD_MISSING" },
  offerDisclosure: { label: "Offer disclosure", missing: "GW_DISCLOSURE_MISSING", uses: ["advocate_reward"] },
  offerAccept: { label: "Offer button", missing: "GW_FIELD_MISSING" },
};

export const promptContentFields = Object.keys(rules) as (keyof PromptContent)[];

/**
 * An amount of money or a percentage, written out: "€10", "10 EUR", "15 %", "$5". Of a number only its last digit is
 * asked for: whatever stood before it would be read again from each of its digits.
 */
const figure =
  /[$€£¥]\s?\d|\d[.,]*\s?(?:%|[$€£¥]|(?:eur|usd|gbp|euros?|dollars?|pounds?|percent|prozent)\b)/i;
const longest = 600;

/**
 * Everything that forbids publishing a prompt; empty when it may be published. Pure.
 * Give the locale to check also that the program's terms can be said in it.
 */
export function checkPromptContent(
  content: { readonly [F in keyof PromptContent]?: string | null },
  locale?: string,
): ContentProblem[] {
  const problems = promptContentFields.flatMap((name) => checkField(name, content[name]?.trim() ?? ""));
  if (locale !== undefined && termsLocaleOf(locale) === null) {
    problems.push({
      field: "locale",
      code: "GW_LOCALE_UNSUPPORTED",
      message: `Locale: the program's terms cannot be said in "${locale}" yet; write the prompt in ${termsLocales.join(" or ")}.`,
    });
  }
  return problems;
}

/** Problems that already forbid saving a draft: fields nobody can fill. */
export function checkDraft(
  content: { readonly [F in keyof PromptContent]?: string | null },
): ContentProblem[] {
  return checkPromptContent(content).filter(
    ({ code }) => code === "GW_FIELD_UNKNOWN" || code === "GW_TEXT_TOO_LONG",
  );
}

function checkField(name: keyof PromptContent, text: string): ContentProblem[] {
  const { label, missing, uses = [] } = rules[name];
  const problem = (code: ContentProblemCode, message: string) => ({
    field: name,
    code,
    message: `${label}: ${message}`,
  });
  if (text === "") return [problem(missing, "write it before you publish.")];
  // Before anything reads it: an editor's browser takes megabytes.
  if (text.length > longest)
    return [problem("GW_TEXT_TOO_LONG", `at most ${longest} characters, got ${text.length}.`)];

  const found: ContentProblem[] = [];
  const used = fieldsIn(text);
  for (const unknown of used.filter((field) => !contentFields.includes(field as ContentField))) {
    found.push(
      problem(
        "GW_FIELD_UNKNOWN",
        `{${unknown}} is not a field; use ${contentFields.map((f) => `{${f}}`).join(", ")}.`,
      ),
    );
  }
  if (/[{}]/.test(text.replace(/\{[^{}]*\}/g, ""))) {
    found.push(problem("GW_FIELD_UNKNOWN", "a brace is open; write fields as {first_name}."));
  }
  for (const needed of uses.filter((field) => !used.includes(field))) {
    const code: ContentProblemCode =
      needed === "share_link"
        ? "GW_LINK_MISSING"
        : missing === "GW_DISCLOSURE_MISSING"
          ? "GW_DISCLOSURE_INCOMPLETE"
          : "GW_FIELD_MISSING";
    const what = needed === "share_link" ? "give the link" : "say what is given";
    found.push(problem(code, `${what} with {${needed}}.`));
  }
  if (figure.test(text)) {
    found.push(
      problem(
        "GW_FIGURE_TYPED",
        "an amount is typed; use {friend_reward} or {advocate_reward}, so that it stays true.",
      ),
    );
  }
  if (hasWebAddress(text)) {
    found.push(
      problem("GW_LINK_TYPED", "a web address is typed; the only link is the advocate's, {share_link}."),
    );
  }
  return found;
}
