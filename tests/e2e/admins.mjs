import { seenText } from "./seen-text.mjs";

const wide = { viewport: { width: 1440, height: 1000 }, locale: "en-GB" };

/**
 * Logs in to the Medusa admin as staff would.
 * @param {{browser: import("playwright-core").Browser, url: string, admin: {email: string, password: string}}} options
 */
export async function openMedusaAdmin({ browser, url, admin }) {
  const page = await (await browser.newContext(wide)).newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(`${url}/login`);
  await page.getByPlaceholder("Email").fill(admin.email);
  await page.getByPlaceholder("Password").fill(admin.password);
  await page.getByRole("button", { name: /continue|log in/i }).click();
  await page.waitForURL((address) => !address.pathname.endsWith("/login"));

  /** The row of a referral by its share code; fails unless its reward is issued. */
  async function readReferrals(code) {
    await page.getByRole("link", { name: "Referrals" }).first().click();
    const row = page
      .getByRole("row")
      .filter({ hasText: code })
      .filter({ hasText: /issued/i })
      .first();
    await row.waitFor();
    return await seenText(row);
  }

  /** What the widget on the newest order says. */
  async function readOrderWidget() {
    await page.goto(`${url}/orders`);
    await page.getByRole("row").nth(1).click();
    await page.waitForURL(/\/orders\/order_/);
    const heading = page.getByRole("heading", { name: /referral/i }).first();
    await heading.waitFor();
    const widget = heading.locator("xpath=ancestor::*[contains(@class,'shadow')][1]");
    return await seenText(widget);
  }
  return { page, readReferrals, readOrderWidget };
}

/** Logs in to the Strapi admin as an editor would. @param {Parameters<typeof openMedusaAdmin>[0]} options */
export async function openStrapiAdmin({ browser, url, admin }) {
  const page = await (await browser.newContext(wide)).newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(`${url}/auth/login`);
  await page.getByLabel("Email").fill(admin.email);
  await page.getByLabel("Password", { exact: false }).first().fill(admin.password);
  await page.getByRole("button", { name: "Login" }).click();
  await page.waitForURL((address) => !address.pathname.includes("/auth/"));

  /** Rewrites the thanks of the English prompt and publishes it; answers what the admin says. */
  async function rewordPrompt(words) {
    await page.goto(
      `${url}/content-manager/collection-types/plugin::goodword.prompt?plugins[i18n][locale]=en`,
    );
    await page.getByRole("row").nth(1).click();
    await page.getByLabel(/^thanks/i).fill(words);
    await page.getByRole("button", { name: "Publish" }).click();
    const notice = page.getByText(/published document|successfully published|published/i).first();
    await notice.waitFor();
    return `"${words}"; the admin says "${await seenText(notice)}"`;
  }
  return { page, rewordPrompt };
}
