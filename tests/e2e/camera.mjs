import { mkdirSync } from "node:fs";
import { join } from "node:path";

/**
 * Takes a picture of a page at each width, or does nothing without a folder.
 * @param {string | undefined} folder
 * @param {readonly number[]} [widths]
 * @returns {(page: import("playwright-core").Page, name: string) => Promise<void>}
 */
export function camera(folder, widths = [320, 768, 1280]) {
  if (!folder) return async () => {};
  mkdirSync(folder, { recursive: true });
  let number = 0;
  return async (page, name) => {
    number += 1;
    const before = page.viewportSize();
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      await page.waitForTimeout(250);
      const file = `${String(number).padStart(2, "0")}-${name}-${width}.png`;
      await page.screenshot({ path: join(folder, file), fullPage: true });
    }
    if (before) await page.setViewportSize(before);
  };
}
