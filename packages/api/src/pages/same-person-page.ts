import type { ProofView } from "@goodword/core";
import { Page, type Refusal } from "../operation";
import { type SamePersonWords, samePersonWords } from "./same-person-words";

/** The page behind the link of a proof by mail. `accepted` is the browser's `Accept-Language`. */
export function samePersonPage(view: ProofView, accepted: string): Page {
  // A page without a request looks alike for everybody, and so is not in a person's locale.
  const { lang, words } = samePersonWords(view.state === "gone" ? accepted : view.locale);
  const shop = view.shopName;
  if (view.state === "done") return page({ lang, shop, ...words.done, text: words.done.text(shop) });
  if (view.state === "gone") {
    return page({ lang, shop, ...words.gone, text: words.gone.text(shop) }, 404);
  }
  const triesLeft = view.state === "wrong" ? view.triesLeft : null;
  return page({
    lang,
    shop,
    heading: words.heading,
    text: words.why,
    titlePrefix: triesLeft === null ? "" : `${words.error}: `,
    more: form(words, triesLeft),
  });
}

/** What a person sees in place of an answer. Nothing was looked up, so it is alike whether the link exists or not. */
export function samePersonRefused({ status, retryAfter }: Refusal, accepted: string): Page {
  const { lang, words } = samePersonWords(accepted);
  return page({ lang, shop: "", ...refusalWords(words, status, retryAfter) }, status);
}

function refusalWords(words: SamePersonWords, status: number, retryAfter: number | null) {
  if (status === 400) return words.unreadable;
  if (status !== 429) return words.unavailable;
  const minutes = Math.max(1, Math.ceil((retryAfter ?? 60) / 60));
  return { heading: words.tooMany.heading, text: words.tooMany.text(minutes) };
}

interface Content {
  readonly lang: string;
  readonly shop: string;
  readonly heading: string;
  readonly text: string;
  readonly titlePrefix?: string;
  /** HTML. */
  readonly more?: string;
}

function page({ lang, shop, heading, text, titlePrefix = "", more = "" }: Content, status = 200) {
  const title = [heading, shop].filter(Boolean).join(" · ");
  return new Page(
    `<!doctype html>
<html lang="${lang}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<title>${escaped(titlePrefix + title)}</title>
<style>${styles}</style>
</head>
<body>
${shop === "" ? "" : `<header>${escaped(shop)}</header>\n`}<main>
<h1>${escaped(heading)}</h1>
<p>${escaped(text)}</p>
${more}</main>
</body>
</html>
`,
    status,
  );
}

function form(words: SamePersonWords, triesLeft: number | null): string {
  const isWrong = triesLeft !== null;
  const error = isWrong ? `<p class="error" id="error">${escaped(words.wrong(triesLeft))}</p>\n` : "";
  const state = isWrong ? ' aria-invalid="true" autofocus' : "";
  return `<form method="post" autocomplete="off">
<label for="number">${escaped(words.label)}</label>
<p class="muted" id="hint">${escaped(words.hint)}</p>
${error}<input id="number" name="number" type="text" inputmode="numeric" autocomplete="one-time-code" maxlength="40" required aria-describedby="hint${isWrong ? " error" : ""}"${state}>
<button type="submit">${escaped(words.submit)}</button>
</form>
<p class="muted">${escaped(words.otherwise)}</p>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const styles = `
:root { color-scheme: light dark; --page: #f4f3f0; --card: #fff; --ink: #1d1c1a; --muted: #65625c; --line: #85817a; --error: #b3261e; --onInk: #fff; }
@media (prefers-color-scheme: dark) { :root { --page: #131211; --card: #1e1d1b; --ink: #f4f2ee; --muted: #aeaaa2; --line: #8f8b84; --error: #ffb4ab; --onInk: #131211; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 1.5rem 1rem 3rem; background: var(--page); color: var(--ink); font: 1rem/1.5 -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; overflow-wrap: anywhere; }
header, main { max-width: 34rem; margin: 0 auto; }
header { padding: 0 0 1.25rem; font-size: 1.125rem; font-weight: 600; }
main { padding: 1.5rem; border-radius: 1rem; background: var(--card); }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.2; letter-spacing: -0.02em; text-wrap: balance; }
p { margin: 0.75rem 0 0; }
form { margin: 1.75rem 0 0; }
label { display: block; font-weight: 600; }
form p { margin: 0.125rem 0 0; }
.muted { color: var(--muted); }
form + .muted { margin-top: 1.5rem; }
.error { margin-top: 0.5rem; color: var(--error); font-weight: 600; }
input { display: block; width: 100%; max-width: 16rem; margin: 0.5rem 0 0; padding: 0.6rem 0.75rem; border: 1px solid var(--line); border-radius: 0.5rem; background: var(--card); color: var(--ink); font: 600 1.375rem/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; letter-spacing: 0.08em; }
input[aria-invalid] { border: 2px solid var(--error); }
button { display: block; margin: 1.25rem 0 0; padding: 0.8rem 1.5rem; border: 0; border-radius: 0.625rem; background: var(--ink); color: var(--onInk); font: inherit; font-weight: 600; cursor: pointer; }
:focus-visible { outline: 3px solid var(--ink); outline-offset: 3px; }
@media (min-width: 40rem) { body { padding-top: 4rem; } main { padding: 2.5rem; } }
`;
