import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import mjml2html from "mjml";

const root = fileURLToPath(new URL(".", import.meta.url));

/**
 * Compiles every source to Handlebars: `{ templates, blocks, partials, locales, samples }`.
 * Throws on an MJML error and on words a locale lacks.
 */
export async function compileTemplates() {
  const names = (await readdir(root)).filter((name) => existsSync(join(root, name, "body.mjml"))).sort();
  const templates = {};
  const samples = {};
  for (const name of names) {
    const file = (part) => read(name, part);
    templates[name] = {
      subject: (await file("subject.hbs")).trim(),
      html: await compileMjml(join(root, name, "body.mjml")),
      text: await file("text.hbs"),
    };
    samples[name] = JSON.parse(await file("sample.json"));
  }
  const partials = await readAll("partials", ".hbs", String);
  const blocks = { "referral-block": await compileBlock("referral-block") };
  const locales = await readAll("locales", ".json", JSON.parse);
  checkWords({ templates, partials, locales });
  return { templates, blocks, partials, locales, samples };
}

const compileMjml = async (filePath) => compile(await readFile(filePath, "utf8"), filePath);

/** A part by itself, for a mail that somebody else writes: the rows of a table and no page around them. */
async function compileBlock(name) {
  const include = (part) => `<mj-include path="./${part}.mjml" />`;
  const source = `<mjml><mj-head>${include("head")}</mj-head><mj-body>${include(name)}</mj-body></mjml>`;
  const html = await compile(source, join(root, "partials", `${name}.mjml`));
  const body = html.slice(html.indexOf(">", html.indexOf("<body")) + 1, html.indexOf("</body>")).trim();
  // Of the page's own frame only the language is meant for a part.
  return body.replace(/^<div[^>]*>/, '<div lang="{{lang}}" dir="{{dir}}">');
}

async function compile(source, filePath) {
  const { html, errors } = await mjml2html(source, {
    filePath,
    ignoreIncludes: false,
    includePath: root,
    minify: false,
    // Otherwise a mail with Roboto in its stack would load it from Google when opened.
    fonts: {},
    // Strict would refuse a colour that is a Handlebars field.
    validationLevel: "soft",
  });
  const real = errors.filter(({ message }) => !message.includes("{{"));
  if (real.length > 0) throw new Error(real.map((error) => error.formattedMessage).join("\n"));
  // A refused or missing include is not in `errors`: MJML leaves a comment in its place.
  const include = /<!-- (mj-include .*?) -->/.exec(html);
  if (include) throw new Error(`${filePath}: ${include[1]}`);
  return html;
}

/** Every word a source asks for stands in every locale, and no locale has words of its own. */
function checkWords({ templates, partials, locales }) {
  const sources = [...Object.values(templates).flatMap(Object.values), ...Object.values(partials)].join("\n");
  const asked = new Set([...sources.matchAll(/\{\{t\s+(?:"|')([^"']+)/g)].map(([, key]) => key));
  for (const [locale, groups] of Object.entries(locales)) {
    const present = new Set(
      Object.entries(groups).flatMap(([group, words]) =>
        Object.keys(words).map((word) => `${group}.${word}`),
      ),
    );
    const missing = [...asked].filter((key) => !present.has(key));
    if (missing.length > 0) throw new Error(`locales/${locale}.json lacks ${missing.join(", ")}`);
    const unused = [...present].filter((key) => !asked.has(key));
    if (unused.length > 0) throw new Error(`locales/${locale}.json has unused words: ${unused.join(", ")}`);
  }
}

function read(...path) {
  return readFile(join(root, ...path), "utf8");
}

async function readAll(folder, extension, parse) {
  const names = (await readdir(join(root, folder))).filter((name) => name.endsWith(extension)).sort();
  const entries = names.map(async (name) => [
    name.slice(0, -extension.length),
    parse(await read(folder, name)),
  ]);
  return Object.fromEntries(await Promise.all(entries));
}

function typesOf({ templates, blocks, partials, locales }) {
  const union = (names) => names.map((name) => JSON.stringify(name)).join(" | ");
  return `export type TemplateName = ${union(Object.keys(templates))};
export type PartialName = ${union(Object.keys(partials))};
export type LocaleName = ${union(Object.keys(locales))};
/** Handlebars sources. The HTML is compiled from MJML; subject and text are to be compiled without escaping. */
export declare const templates: Record<TemplateName, { subject: string; html: string; text: string }>;
/** Parts for a mail that somebody else writes: HTML that stands by itself, compiled from MJML. */
export declare const blocks: Record<${union(Object.keys(blocks))}, string>;
/** Parts the text sources share. */
export declare const partials: Record<PartialName, string>;
/** The mails' words, by group and key; \`{name}\` marks a field. */
export declare const locales: Record<LocaleName, Record<string, Record<string, string>>>;
/** What each template may be shown with, by locale. */
export declare const samples: Record<TemplateName, Record<LocaleName, Record<string, unknown>>>;
`;
}

async function writeDist() {
  const compiled = await compileTemplates();
  const dist = join(root, "dist");
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist);
  const entries = Object.entries(compiled);
  const types = typesOf(compiled);
  await Promise.all([
    writeFile(
      join(dist, "index.js"),
      entries.map(([name, value]) => `exports.${name} = ${json(value)};\n`).join(""),
    ),
    writeFile(
      join(dist, "index.mjs"),
      entries.map(([name, value]) => `export const ${name} = ${json(value)};\n`).join(""),
    ),
    writeFile(join(dist, "index.d.ts"), types),
    writeFile(join(dist, "index.d.mts"), types),
  ]);
}

function json(value) {
  return JSON.stringify(value, null, 2);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes("--stdout")) process.stdout.write(JSON.stringify(await compileTemplates()));
  else await writeDist();
}
