import { GoodwordError } from "../../errors";
import { termsLocaleOf, termsLocales } from "../../locale";
import type { Engine } from "../../ports/ports";
import { type ContentProblem, checkPromptContent, promptContentFields } from "../../prompt/check-content";
import { shippedSnapshot } from "../../prompt/choose-content";
import type { OfferView, Placement, PromptContent, PromptView, PublishedPrompt } from "../../prompt/content";
import { defaultContent } from "../../prompt/default-content";
import { fillOffer, fillPrompt } from "../../prompt/fill-prompt";
import { describeProgram } from "./describe-program";

/** A prompt as staff edit it. */
export interface EditablePrompt extends PublishedPrompt {
  /** Whether a shopper sees it now; false where it is only a proposal, in a language nothing is published in. */
  readonly isPublished: boolean;
  /** Whether these are the words Goodword ships. */
  readonly isShipped: boolean;
  /** Whether it is shown where a shopper's language has no words. */
  readonly isDefault: boolean;
  /** The words Goodword ships in this language. */
  readonly suggested: PromptContent;
}

export interface EditablePrompts {
  /** Of what is published, milliseconds of the Unix epoch at publication; 0 while nothing was. */
  readonly version: number;
  /** Where they are edited. */
  readonly editedIn: "admin" | "cms";
  readonly prompts: readonly EditablePrompt[];
}

/** What an editor has written, published or not. */
export interface WrittenPrompt {
  readonly locale: string;
  readonly content: PromptContent;
}

/** What shoppers would see of it, and what forbids publishing it. */
export interface PromptPreview {
  /** Null where no open program says what is given. */
  readonly views: { readonly prompt: PromptView; readonly offer: OfferView } | null;
  readonly problems: readonly ContentProblem[];
}

export type Publication =
  | { readonly published: EditablePrompts; readonly problems: readonly [] }
  | { readonly published: null; readonly problems: readonly ContentProblem[] };

const placement: Placement = "order-confirmation";
const sample = { firstName: "Anna", code: "ANNA-7KQ2MXWP", link: "https://shop.example/go/anna-7kq2mxwp" };

/** The prompts of every language they may be written in, and of others that a CMS published. */
export async function listPrompts(engine: Engine): Promise<EditablePrompts> {
  const { defaultLocale, prompts, version } = await currentSnapshot(engine);
  const written = prompts.map((prompt) => ({ ...prompt, isPublished: true }));
  const proposed = termsLocales
    .filter((locale) => !prompts.some((prompt) => prompt.locale === locale))
    .map((locale) => ({ placement, locale, content: defaultContent[locale], isPublished: false }));
  return {
    version,
    editedIn: engine.options.hasCms ? "cms" : "admin",
    prompts: [...written, ...proposed]
      .map((prompt) => {
        const suggested = defaultContent[termsLocaleOf(prompt.locale) ?? "en"];
        return {
          ...prompt,
          isShipped: promptContentFields.every((field) => prompt.content[field] === suggested[field]),
          isDefault: prompt.locale === defaultLocale,
          suggested,
        };
      })
      .sort((a, b) => (a.locale < b.locale ? -1 : 1)),
  };
}

/** A prompt with the figures of the open program, and everything that forbids publishing it. Nothing is written. */
export async function previewPrompt(
  engine: Engine,
  { locale, content }: WrittenPrompt,
): Promise<PromptPreview> {
  const problems = checkPromptContent(content, locale);
  const { program } = await describeProgram(engine, { locale });
  if (program === null) return { views: null, problems };
  const published = { placement, locale, content };
  return {
    views: {
      prompt: fillPrompt(published, { ...program, ...sample }, 0),
      offer: fillOffer(published, { ...program, code: sample.code }, 0),
    },
    problems,
  };
}

/**
 * Publishes a prompt in place of the one of its language, or says everything that forbids it. The others stay as
 * they are.
 * @throws GoodwordError `GW_PROMPTS_IN_CMS` where a CMS publishes them, `GW_PROMPTS_CHANGED` when others published
 *   since `version`: nothing is written then
 */
export async function publishPrompt(
  engine: Engine,
  input: WrittenPrompt & { readonly isDefault: boolean; readonly version: number },
): Promise<Publication> {
  if (engine.options.hasCms) {
    throw new GoodwordError("GW_PROMPTS_IN_CMS", "the prompts are edited in the CMS; publish them there", {
      action: "ignore",
    });
  }
  const { locale } = input;
  const content = trimmed(input.content);
  const problems = checkPromptContent(content, locale);
  if (problems.length > 0) return { published: null, problems };
  const current = await currentSnapshot(engine);
  const now = engine.clock.now();
  const next = {
    version: Math.max(now.getTime(), current.version + 1),
    defaultLocale: input.isDefault ? locale : current.defaultLocale,
    prompts: [
      ...current.prompts.filter((prompt) => prompt.placement !== placement || prompt.locale !== locale),
      { placement, locale, content },
    ],
  };
  if (current.version !== input.version || !(await engine.store.content.keep(next, now, current.version))) {
    throw new GoodwordError(
      "GW_PROMPTS_CHANGED",
      "somebody else published meanwhile; copy your words, load the page again and put them in once more",
      { action: "ignore" },
    );
  }
  return { published: await listPrompts(engine), problems: [] };
}

async function currentSnapshot(engine: Engine) {
  return (await engine.store.content.current()) ?? shippedSnapshot;
}

function trimmed(content: PromptContent): PromptContent {
  const entries = promptContentFields.map((field) => [field, content[field].trim()]);
  return Object.fromEntries(entries) as unknown as PromptContent;
}
