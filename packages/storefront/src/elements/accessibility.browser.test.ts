import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { launchBrowser, startShop } from "../testing/shop";

jest.setTimeout(60_000);

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

let browser: Browser;
let shop: Awaited<ReturnType<typeof startShop>>;

beforeAll(async () => {
  [browser, shop] = await Promise.all([launchBrowser(), startShop()]);
});
afterAll(async () => {
  await browser?.close();
  await shop?.stop();
});
beforeEach(() => {
  Object.assign(shop.behaviour, { delay: 0, down: false, none: false });
});

const press = (page: Page, part: string) => page.locator(part).first().click();
const states: Record<string, { show: string; none?: boolean; reach?(page: Page): Promise<void> }> = {
  shown: { show: "prompt" },
  copied: { show: "prompt", reach: (page) => press(page, "[data-share=copy]") },
  editing: { show: "prompt", reach: (page) => press(page, "summary") },
  shared: { show: "prompt", reach: (page) => press(page, "[data-share=whatsapp]") },
  dismissed: { show: "prompt", reach: (page) => press(page, "[data-answer=dismissed]") },
  offered: { show: "offer" },
  claimed: { show: "offer", reach: (page) => press(page, "[data-answer=claimed]") },
  declined: { show: "offer", reach: (page) => press(page, "[data-answer=declined]") },
  unavailable: { show: "offer", none: true },
};

async function open(state: string, query: string, width = 1280): Promise<Page> {
  const { show, none = false, reach } = states[state] ?? { show: "" };
  shop.behaviour.none = none;
  const page = await browser.newPage({ viewport: { width, height: 900 }, permissions: ["clipboard-write"] });
  await page.addInitScript(() => {
    window.open = () => null;
  });
  await page.goto(`${shop.address}/?show=${show}&${query}`);
  await page.locator("section.gw").waitFor();
  await reach?.(page);
  await page.waitForTimeout(200);
  return page;
}

describe.each(["en", "de"])("in %s", (lang) => {
  describe.each(["light", "dark"])("on a %s page", (theme) => {
    it.each(Object.keys(states))("axe finds nothing wrong with %s", async (state) => {
      const page = await open(state, `lang=${lang}&theme=${theme}`);
      await page.evaluate(axe);
      const found = await page.evaluate(async () => {
        const run = (
          window as unknown as {
            axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
          }
        ).axe.run;
        return (await run()).violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`,
        );
      });
      await page.close();
      expect(found).toEqual([]);
    });
  });
});

it.each(Object.keys(states))("%s fits 320 px, also with text at 200 %%", async (state) => {
  for (const size of [100, 200]) {
    const page = await open(state, "lang=de", 320);
    await page.addStyleTag({ url: "/shop.css" });
    await page.evaluate((percent) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`html{font-size:${percent}%}body{font-size:1rem}`);
      document.adoptedStyleSheets = [sheet];
    }, size);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    const cut = await page
      .locator("section.gw")
      .evaluate(
        (card) =>
          [...card.querySelectorAll("button")].filter((button) => button.scrollWidth > button.clientWidth + 1)
            .length,
      );
    await page.close();
    expect([state, size, wide, cut]).toEqual([state, size, 320, 0]);
  }
});

it.each(["shown", "offered"])(
  "every control of %s can be hit with a finger, and shows its focus",
  async (state) => {
    const page = await open(state, "lang=en", 320);
    const controls = await page.locator("section.gw").locator("button, summary").all();
    for (const control of controls) {
      const box = await control.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
      await page.keyboard.press("Tab");
    }
    const ring = await page.evaluate(() => {
      const host = document.querySelector("goodword-prompt, goodword-offer");
      const focused = host?.shadowRoot?.activeElement;
      return focused ? getComputedStyle(focused).outlineWidth : "none";
    });
    await page.close();
    expect(ring).toBe("3px");
  },
);
