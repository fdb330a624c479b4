import { createRequire } from "node:module";

const source = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/**
 * Fails when axe finds a violation of WCAG 2.2 AA on a page.
 * @param {import("playwright-core").Page} page
 * @returns {Promise<string>} how much it looked at
 */
export async function expectAccessible(page) {
  await page.addScriptTag({ path: source });
  const { violations, passes } = await page.evaluate(() =>
    window.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
  );
  if (violations.length > 0) {
    const found = violations.map((rule) => `${rule.id} (${rule.help}): ${rule.nodes[0].html}`);
    throw new Error(`axe found ${violations.length} on ${page.url()}:\n${found.join("\n")}`);
  }
  return `axe: ${passes.length} rules hold`;
}
