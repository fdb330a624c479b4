import type { Browser, BrowserContext, Page } from "playwright-core";
import { launchBrowser, startShop } from "../testing/shop";
import { offers } from "../testing/views";

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
  Object.assign(shop.behaviour, { delay: 0, down: false, none: false, claimFails: false });
  context = await browser.newContext({ viewport: { width: 320, height: 568 } });
  page = await context.newPage();
});
afterEach(() => context.close());

const button = (name: string) => page.getByRole("button", { name, exact: true });
const open = async (lang: "en" | "de" = "en") => {
  await page.goto(`${shop.address}/?show=offer&lang=${lang}`);
  await button(offers[lang].accept).waitFor();
};

it("shows the disclosure above the fold at 320 × 568, before the button", async () => {
  for (const lang of ["en", "de"] as const) {
    await open(lang);
    const disclosure = await page.getByText(offers[lang].disclosure).boundingBox();
    const accept = await button(offers[lang].accept).boundingBox();
    const bottom = (disclosure?.y ?? 999) + (disclosure?.height ?? 0);
    expect(bottom).toBeLessThanOrEqual(568);
    expect(bottom).toBeLessThanOrEqual(accept?.y ?? 0);
  }
});

it("stores nothing and claims nothing before Use this offer", async () => {
  await open();
  expect(shop.seen.map(({ method }) => method)).toEqual(["GET"]);
  expect(await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length])).toEqual([
    "",
    0,
    0,
  ]);
});

it("claims once however often the button is pressed, and says what happens next", async () => {
  await page.addInitScript(() => {
    document.addEventListener("goodword-claimed", () => {
      document.documentElement.dataset.claimed = "yes";
    });
  });
  await open();
  shop.behaviour.delay = 150;
  await button("Use this offer").click();
  await button("Use this offer")
    .click({ timeout: 100 })
    .catch(() => {});
  await page.getByText("It’s yours.").first().waitFor();
  expect(shop.seen.filter(({ method }) => method === "POST").map(({ path }) => path)).toEqual([
    "/goodword/offers/FRIEND-7KQ2MXWP/claim",
  ]);
  expect(await page.evaluate(() => document.documentElement.dataset.claimed)).toBe("yes");
  expect(await page.getByRole("status").textContent()).toContain("It’s yours.");
});

it("takes No thanks for an answer without telling the server", async () => {
  await open();
  await button("No thanks").click();
  await page.getByRole("heading", { name: "No problem." }).waitFor();
  expect(shop.seen.length).toBe(1);
});

it("says that there is no offer only where the shop says so", async () => {
  shop.behaviour.none = true;
  await page.goto(`${shop.address}/?show=offer`);
  await page.getByText("This offer isn’t available.").waitFor();
  // As one answers, too, who was asked too often from an address that many share.
  Object.assign(shop.behaviour, { none: false, down: true });
  await page.goto(`${shop.address}/?show=offer`);
  await page.getByText("please open your friend’s link again").waitFor();
  expect(await page.getByText("isn’t available").count()).toBe(0);
});

it("lets the friend try again when claiming fails", async () => {
  await open();
  shop.behaviour.claimFails = true;
  await button("Use this offer").click();
  await page.getByText("Please try again.").first().waitFor();
  shop.behaviour.claimFails = false;
  await page.keyboard.press("Enter");
  await page.getByText("It’s yours.").first().waitFor();
});
