/**
 * The text of an element as a person sees it, on one line.
 * @param {import("playwright-core").Locator} locator
 */
export async function seenText(locator) {
  // biome-ignore lint/performance/useDomNodeTextContent: hidden text must not count, and cells stay apart
  const text = await locator.innerText();
  return text.replace(/\s+/g, " ").trim();
}
