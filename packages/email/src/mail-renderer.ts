import { GoodwordError, type Mail, type MailReferral } from "@goodword/core";
import {
  blocks,
  type LocaleName,
  locales,
  partials,
  type TemplateName,
  templates,
} from "@goodword/email-templates";
import Handlebars from "handlebars";
import { brandColours } from "./brand-colours";
import { fieldError, mailAddress, singleLine, webAddress } from "./safe-field";

/** Whose mails these are. */
export interface MailBrand {
  readonly shopName: string;
  /** Colour of the one control, `#rrggbb`. */
  readonly accent?: string;
  /** One line: street, postal code and town. */
  readonly postalAddress?: string;
  /** Stands in the footer and, over SMTP, as the address to reply to. */
  readonly supportEmail?: string;
}

/** A template, the locale to write it in (BCP 47), and what the template shows. */
export type RenderRequest = {
  [Content in Mail["content"] as Content["template"]]: {
    readonly template: Content["template"];
    readonly locale: string;
    readonly data: Omit<Content, "template">;
  };
}[TemplateName];

export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** The language it was written in: the locale asked for, or `en` when its language has no words here. */
  readonly lang: string;
}

export interface MailRenderer {
  /** Throws `GW_MAIL_FIELD` naming a field that is missing or unsafe. */
  render(request: RenderRequest): RenderedMail;
  /** The ask by itself, for a mail that somebody else writes. Throws as `render` does. */
  renderAsk(referral: MailReferral, locale: string): RenderedPart;
}

/** A part of a mail: HTML that stands by itself inside another mail's body, and the same as text. */
export type RenderedPart = Pick<RenderedMail, "html" | "text" | "lang">;

type Words = Record<string, Record<string, string>>;

/** Fields of a subject or a greeting are refused with control characters in them; other texts are mended. */
const ONE_LINE = new Set(["firstName", "order.displayId", "reward.text", "number", "until"]);
const SEVERAL_LINES = new Set(["referral.message"]);
const WEB_ADDRESS = new Set(["referral.link", "shopUrl", "link"]);

/**
 * Compiles every template once. Throws `GW_MAIL_FIELD` or `GW_MAIL_CONFIG` on an unusable brand.
 * @example
 * createMailRenderer({ brand: { shopName: "Hearth" } }).render({ template: "reward-issued", locale: "de", data });
 */
export function createMailRenderer({ brand }: { brand: MailBrand }): MailRenderer {
  const colours = brandColours(brand.accent);
  if (brand.shopName.trim() === "") throw fieldError("brand.shopName", "must not be empty");
  const shownBrand = {
    shopName: singleLine("brand.shopName", brand.shopName),
    postalAddress: singleLine("brand.postalAddress", brand.postalAddress ?? ""),
    supportEmail: brand.supportEmail && mailAddress("brand.supportEmail", brand.supportEmail, "fix-config"),
  };
  const { templates: compiled, ask: compiledAsk } = compileAll();

  return {
    render({ template, locale, data }) {
      const { words, lang, dir } = wordsFor(locale);
      const context = { ...(safe("", data) as object), brand: shownBrand, colours, lang, dir };
      const parts = compiled[template];
      const options = { data: { words, shop: brand.shopName } };
      const subject = singleLine(
        "subject",
        fill(template, () => parts.subject(context, options)),
      );
      const full = { ...context, subject };
      return {
        subject,
        html: fill(template, () => parts.html(full, options)),
        text: fill(template, () => parts.text(full, options)),
        lang,
      };
    },
    renderAsk(referral, locale) {
      const { words, lang, dir } = wordsFor(locale);
      const context = { ...(safe("", { referral }) as object), brand: shownBrand, colours, lang, dir };
      const options = { data: { words, shop: brand.shopName } };
      return {
        html: fill("referral-block", () => compiledAsk.html(context, options)),
        text: fill("referral-block", () => compiledAsk.text(context, options)).trim(),
        lang,
      };
    },
  };
}

type Compiled<Part extends string> = Record<Part, HandlebarsTemplateDelegate>;

function compileAll(): {
  templates: Record<TemplateName, Compiled<"subject" | "html" | "text">>;
  ask: Compiled<"html" | "text">;
} {
  const handlebars = Handlebars.create();
  handlebars.registerPartial(partials);
  handlebars.registerHelper("t", translate);
  handlebars.registerHelper("encode", encode);
  const options = { knownHelpers: { t: true, encode: true }, knownHelpersOnly: true, strict: true };
  const compile = (source: string, noEscape: boolean) => handlebars.compile(source, { ...options, noEscape });
  const entries = Object.entries(templates).map(([name, { subject, html, text }]) => [
    name,
    { subject: compile(subject, true), html: compile(html, false), text: compile(text, true) },
  ]);
  return {
    templates: Object.fromEntries(entries),
    ask: {
      html: compile(blocks["referral-block"], false),
      text: compile(partials["referral-block"], true),
    },
  };
}

/** `{{t "group.key" name=value}}`: the locale's words with their fields filled. The caller's escaping applies. */
function translate(key: string, { hash, data }: Handlebars.HelperOptions): string {
  const [group = "", word = ""] = key.split(".");
  const text: string | undefined = data.words[group]?.[word];
  if (text === undefined) throw new Error(`no words for ${key}`);
  const fields: Record<string, unknown> = { shop: data.shop, ...hash };
  // One pass: a `{field}` inside a filled value stays as it was typed.
  return text.replace(/\{(\w+)\}/g, (whole, name) =>
    Object.hasOwn(fields, name) ? `${fields[name]}` : whole,
  );
}

/** For a query value of an address. RFC 6068 asks for CRLF between lines. */
function encode(value: string): string {
  return encodeURIComponent(value.replace(/\r?\n/g, "\r\n"));
}

/** The locale itself, else its language, else English. Disclosures never come from here: they arrive written. */
function wordsFor(locale: string): { words: Words; lang: string; dir: "ltr" } {
  const tag = parseTag(locale);
  const names = Object.keys(locales) as LocaleName[];
  const name =
    names.find((known) => known.toLowerCase() === tag.baseName.toLowerCase()) ??
    names.find((known) => known === tag.language);
  // Every locale written so far runs left to right.
  return { words: locales[name ?? "en"], lang: name ? tag.baseName : "en", dir: "ltr" };
}

function parseTag(locale: string): Intl.Locale {
  try {
    return new Intl.Locale(locale);
  } catch (cause) {
    throw new GoodwordError("GW_MAIL_FIELD", "locale must be a BCP 47 tag like de-AT.", {
      cause,
      action: "fix-config",
    });
  }
}

function safe(path: string, value: unknown): unknown {
  if (typeof value === "string") return safeText(path, value);
  if (Array.isArray(value)) return value.map((item, index) => safe(`${path}[${index}]`, item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, safe(path ? `${path}.${key}` : key, item)]),
  );
}

function safeText(path: string, value: string): string {
  if (ONE_LINE.has(path)) return singleLine(path, value);
  if (WEB_ADDRESS.has(path)) return webAddress(path, value);
  if (SEVERAL_LINES.has(path)) return value.replace(/[^\P{Cc}\n]+/gu, "");
  return value.replace(/[\p{Cc}\u2028\u2029]+/gu, " ");
}

/** Strict templates throw on a field that is not there; Handlebars' own sentence names it. */
function fill(template: TemplateName | "referral-block", write: () => string): string {
  try {
    return write();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : "unknown";
    throw new GoodwordError("GW_MAIL_FIELD", `The mail ${template} could not be written: ${reason}`, {
      cause,
      action: "fix-config",
    });
  }
}
