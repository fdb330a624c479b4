import { brotliCompressSync } from "node:zlib";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { builtBundle, launchBrowser, startShop } from "../testing/shop";
import { prompts } from "../testing/views";

jest.setTimeout(30_000);

let browser: Browser;
let shop: Awaited<ReturnType<typeof startShop>>;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  [browser, shop] = await Promise.all([launchBrowser(), startShop()]);
});
afterAll(async () => {
  await browser?.close();
  await shop?.stop();
});
beforeEach(async () => {
  shop.seen.length = 0;
  Object.assign(shop.behaviour, { delay: 0, down: false, none: false });
  context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: shop.address });
  page = await context.newPage();
});
afterEach(() => context.close());

const button = (name: string) => page.getByRole("button", { name, exact: true });
const posted = () =>
  shop.seen.filter(({ method }) => method === "POST").map(({ path, body }) => `${path} ${body}`);
const open = async (query = "") => {
  await page.goto(`${shop.address}/?show=prompt${query}`);
  await button(query.includes("lang=de") ? "Link kopieren" : "Copy link").waitFor();
};
/** Notes the element's events and what it opens in other windows, before the page's own script runs. */
const listen = () =>
  page.addInitScript(() => {
    const notes: string[] = [];
    Object.assign(window, {
      notes,
      open: (address: string) => {
        notes.push(address);
        return null;
      },
    });
    for (const name of ["shown", "shared", "dismissed"]) {
      document.addEventListener(`goodword-${name}`, (event) =>
        notes.push(`${name} ${(event as CustomEvent<{ channel?: string }>).detail.channel ?? ""}`.trim()),
      );
    }
  });
const notes = () => page.evaluate(() => (window as unknown as { notes: string[] }).notes);

it("weighs at most 6 kB with brotli", () => {
  expect(brotliCompressSync(builtBundle()).length).toBeLessThanOrEqual(6000);
});

it("shows thanks, ask, reason and conditions, then the disclosure before every control", async () => {
  await listen();
  await open();
  const text = await page
    .locator("goodword-prompt")
    .evaluate((element) => element.shadowRoot?.textContent ?? "");
  const { thanks, ask, reason, conditions, disclosure, path, decline } = prompts.en;
  const places = [thanks, ask, reason, conditions, disclosure, path, "WhatsApp", "Telegram", decline].map(
    (part) => text.indexOf(part),
  );
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places[0]).toBeGreaterThanOrEqual(0);
  expect(await notes()).toEqual(["shown"]);
});

it("gives No thanks the same element, size and row as the primary control, wide and narrow", async () => {
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 900 });
    await open();
    const accept = await button("Copy link").boundingBox();
    const decline = await button("No thanks").boundingBox();
    expect(decline?.y).toBe(accept?.y);
    expect(decline?.height).toBe(accept?.height);
    expect(decline?.width).toBeCloseTo(accept?.width ?? 0, 0);
    expect(decline?.height).toBeGreaterThanOrEqual(44);
  }
});

it("copies the link with its channel, says so, and counts it once", async () => {
  await listen();
  await open();
  await button("Copy link").dblclick();
  await button("Copied").waitFor();
  await button("Copied").click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${prompts.en.link}?s1=copy`);
  expect(await page.getByRole("status").textContent()).toBe("Copied");
  expect(posted()).toEqual([`/goodword/orders/order_01/shares {"channel":"copy"}`]);
  expect(await notes()).toEqual(["shown", "shared copy"]);
  await button("Copy link").waitFor({ timeout: 5000 });
});

it("selects the link where the browser refuses the clipboard", async () => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "clipboard", { value: undefined });
  });
  await open();
  await button("Copy link").click();
  await page.getByText("Your link is selected.").waitFor({ state: "attached" });
  expect(await page.evaluate(() => String(getSelection()))).toBe(prompts.en.link);
  expect(posted()).toEqual([]);
});

it("sends what the shopper wrote, behind the disclosure and with the link", async () => {
  await listen();
  await open();
  await page.getByText("Read or change the message").click();
  await page.getByLabel("Your message").fill("You need this mug!");
  await button("WhatsApp").click();
  await page.getByText("Thank you for passing it on.").first().waitFor();
  expect(await notes()).toEqual([
    "shown",
    `https://wa.me/?text=${encodeURIComponent(`Paid referral: I get €10 off if you buy with my link; you get 10% off.\nYou need this mug! ${prompts.en.link}?s1=whatsapp`)}`,
    "shared whatsapp",
  ]);
  await button("Telegram").click();
  const opened = (await notes()).at(-2) ?? "";
  expect(new URL(opened).searchParams.get("url")).toMatch(
    /^Paid referral: .*\nYou need this mug! .*\?s1=telegram$/,
  );
  expect(await page.getByLabel("Your message").inputValue()).toBe("You need this mug!");
});

it("offers the browser's own sharing only where there is one, and forgives a change of mind", async () => {
  await open();
  expect(await button("Share").count()).toBe(0);
  await page.addInitScript(() => {
    let asked = 0;
    Object.assign(navigator, {
      share: () => (asked++ === 0 ? Promise.reject(new Error("AbortError")) : Promise.resolve()),
    });
  });
  await open();
  await button("Share").click();
  expect(posted()).toEqual([]);
  await button("Share").click();
  await page.getByText("Thank you for passing it on.").first().waitFor();
  expect(posted()).toEqual([`/goodword/orders/order_01/shares {"channel":"native"}`]);
});

it("is gone after No thanks, at once on the server, and comes back with Undo", async () => {
  await listen();
  await open();
  await button("No thanks").dblclick();
  await button("Undo").waitFor();
  await page.waitForTimeout(100);
  expect(posted()).toEqual([`/goodword/orders/order_01/answer {"answer":"dismissed"}`]);
  await button("Undo").click();
  await button("Copy link").waitFor();
  await page.waitForTimeout(5200);
  expect(await button("Copy link").isVisible()).toBe(true);
  expect(posted()[1]).toBe(`/goodword/orders/order_01/answer {"answer":"undone"}`);

  await button("No thanks").click();
  await button("Undo").waitFor();
  await page.waitForTimeout(5200);
  expect(await page.locator("goodword-prompt").isVisible()).toBe(false);
  expect(await notes()).toEqual(["shown", "dismissed", "dismissed"]);
});

it("can be walked through by keyboard, and waits for someone who stands on Undo", async () => {
  await open();
  const focused = () =>
    page.evaluate(() =>
      document.querySelector("goodword-prompt")?.shadowRoot?.activeElement?.textContent?.trim(),
    );
  const walked: (string | undefined)[] = [];
  for (let step = 0; step < 5; step++) {
    await page.keyboard.press("Tab");
    walked.push(await focused());
  }
  expect(walked).toEqual([
    "Copy linkCopied",
    "WhatsApp",
    "Telegram",
    "No thanks",
    "Read or change the message",
  ]);
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await button("Undo").waitFor();
  expect(await focused()).toBe("Undo");
  await page.waitForTimeout(5200);
  await page.keyboard.press("Space");
  await button("Copy link").waitFor();
  expect(await focused()).toBe("No thanks");
});

it.each([
  [1280, "en"],
  [1280, "de"],
  [600, "en"],
  [390, "en"],
  [320, "en"],
  [320, "de"],
])("stands from the start where it will stand, %i px wide in %s", async (width, lang) => {
  await page.setViewportSize({ width, height: 1200 });
  shop.behaviour.delay = 400;
  await page.goto(`${shop.address}/?show=prompt&lang=${lang}`);
  const below = async () => (await page.locator("#after").boundingBox())?.y ?? 0;
  const loading = await below();
  await page.locator("section.gw").waitFor();
  expect(Math.abs((await below()) - loading)).toBeLessThanOrEqual(8);
});

it("disappears quietly when the server is unreachable, and when it has nothing to ask", async () => {
  for (const state of [{ down: true }, { none: true }]) {
    Object.assign(shop.behaviour, { down: false, none: false }, state);
    await page.goto(`${shop.address}/?show=prompt`);
    await page.locator("goodword-prompt").waitFor({ state: "hidden" });
    expect(await page.locator("#after").isVisible()).toBe(true);
  }
});

it("obeys a policy without inline style or script, and stores nothing in the browser", async () => {
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await open();
  await button("Copy link").click();
  await button("No thanks").click();
  await button("Undo").click();
  expect(complaints).toEqual([]);
  expect(await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length])).toEqual([
    "",
    0,
    0,
  ]);
});

it("has no property named like an attribute, which React would set instead of it", async () => {
  await open();
  const taken = await page.evaluate(() =>
    ["goodword-prompt", "goodword-offer"].flatMap((name) => {
      const element = document.createElement(name);
      return ["order-id", "endpoint", "locale", "shop-name", "code", "currency"].filter(
        (attribute) => attribute in element,
      );
    }),
  );
  expect(taken).toEqual([]);
});

it("leaves a plain link to those without script", async () => {
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const quiet = await plain.newPage();
  await quiet.goto(`${shop.address}/?show=prompt`);
  expect(await quiet.getByRole("link", { name: "Tell a friend" }).isVisible()).toBe(true);
  await plain.close();
});
