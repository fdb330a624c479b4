import {
  type ContentProblem,
  defaultContent,
  fillOffer,
  fillPrompt,
  type PromptContent,
  type PublishedPrompt,
  promptContentFields,
  termsLocaleOf,
} from "@goodword/core";
import { previewDocument } from "@goodword/storefront/render";
import type { Core } from "@strapi/strapi";
import { errors } from "@strapi/utils";
import type { DeliveryState } from "./delivery";
import { publishingProblems } from "./publishing-gate";
import type { ShopFigures, ShopFiguresSource } from "./shop-figures";

/** What an editor has on the screen, saved or not. */
export interface PreviewRequest {
  /** Absent while the document was never saved. */
  readonly documentId?: string;
  /** Absent: the default locale. */
  readonly locale?: string;
  readonly placement: string;
  readonly content: Partial<PromptContent>;
  readonly dark: boolean;
}

/** What the edit view shows beside the form. */
export interface PreviewAnswer {
  /** Whole HTML documents without script: the shopper's prompt and the friend's page. */
  readonly prompt: string;
  readonly offer: string;
  /** What the shopper sends, as plain text. */
  readonly message: string;
  readonly figures: ShopFigures["source"];
  readonly problems: readonly {
    readonly field: ContentProblem["field"] | "placement";
    readonly code: string;
    readonly message: string;
  }[];
  /** Words to start from in this locale; null where Goodword has none. */
  readonly suggested: PromptContent | null;
  readonly delivery: DeliveryState;
}

const sample = { firstName: "Anna", code: "ANNA-7KQ2MXWP", link: "https://shop.example/go/anna-7kq2mxwp" };

/** Renders a prompt as the shop does, with the shop's figures. Nothing is stored. */
export async function previewPrompt(
  strapi: Core.Strapi,
  request: PreviewRequest,
  shop: ShopFiguresSource,
): Promise<Omit<PreviewAnswer, "delivery">> {
  const locale = await chosenLocale(strapi, request.locale);
  const [figures, problems] = await Promise.all([
    shop.in(locale),
    publishingProblems(strapi, { ...request.content, ...request, locale }),
  ]);
  const content = Object.fromEntries(promptContentFields.map((name) => [name, request.content[name] ?? ""]));
  const published: PublishedPrompt = {
    placement: "order-confirmation",
    locale,
    content: content as unknown as PromptContent,
  };
  const prompt = fillPrompt(published, { ...figures, ...sample }, 0);
  const offer = fillOffer(published, { ...figures, code: sample.code }, 0);
  const terms = termsLocaleOf(locale);
  return {
    prompt: previewDocument({ prompt, locale, dark: request.dark }),
    offer: previewDocument({ offer, locale, dark: request.dark }),
    message: prompt.message.replaceAll("{share_link}", sample.link),
    figures: figures.source,
    problems,
    suggested: terms && defaultContent[terms],
  };
}

/** @throws ValidationError naming the field */
export function parsePreviewRequest(body: unknown): PreviewRequest {
  const { documentId, locale, placement, content, dark = false } = record(body, "body");
  const words = record(content, "content");
  return {
    documentId: optionalText(documentId, "documentId"),
    locale: optionalText(locale, "locale"),
    placement: optionalText(placement, "placement") ?? "order-confirmation",
    content: Object.fromEntries(
      promptContentFields.map((name) => [name, optionalText(words[name], `content.${name}`) ?? ""]),
    ),
    dark: dark === true,
  };
}

async function chosenLocale(strapi: Core.Strapi, locale: string | undefined): Promise<string> {
  const locales = strapi.plugin("i18n").service("locales");
  if (locale === undefined) return locales.getDefaultLocale();
  const known: { code: string }[] = await locales.find();
  if (known.some(({ code }) => code === locale)) return locale;
  throw new errors.ValidationError(`locale: expected one of this Strapi's locales, got "${locale}"`);
}

function record(value: unknown, field: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new errors.ValidationError(`${field}: expected an object`);
}

/** Drafts may be longer than what may be published, but not without end. */
function optionalText(value: unknown, field: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string" && value.length <= 5_000) return value;
  throw new errors.ValidationError(`${field}: expected a text of at most 5000 characters`);
}
