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

  /** From the overview under "Referrals" to all of them. */
  async function openReferrals() {
    await page.getByRole("link", { name: "Referrals", exact: true }).first().click();
    await page.getByRole("link", { name: "All referrals" }).first().click();
  }

  /** The row of a referral by its share code; fails unless its reward is issued. */
  async function readReferrals(code) {
    await openReferrals();
    const row = page
      .getByRole("row")
      .filter({ hasText: code })
      .filter({ hasText: /issued/i })
      .first();
    await row.waitFor();
    return await seenText(row);
  }

  /** What the widget beside the friend's order says, reached from the referral's row. */
  async function readOrderWidget(code) {
    await page.goto(url);
    await openReferrals();
    const order = page.getByRole("link", { name: /^#\d+$/ });
    await page
      .getByRole("row")
      .filter({ hasText: code })
      .filter({ has: order })
      .first()
      .locator(order)
      .click();
    await page.waitForURL(/\/orders\/order_/);
    const heading = page.getByRole("heading", { name: "Referral", exact: true });
    const widget = heading.locator("xpath=ancestor::*[contains(@class, 'shadow')][1]");
    await widget.getByText("Referred by").waitFor();
    return seenText(widget);
  }

  /** Goodword's own routes for staff, with the log-in of the page. */
  async function staff(path, body) {
    const address = new URL(path, new URL("/admin/goodword/", url));
    const response = await page.request.fetch(address.href, {
      method: body === undefined ? "GET" : "POST",
      ...(body !== undefined && { data: body }),
    });
    if (!response.ok()) throw new Error(`${path}: ${response.status()} ${await response.text()}`);
    return response.json();
  }
  return { page, readReferrals, readOrderWidget, staff };
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

  /** Opens the English prompt and rewrites its thanks. */
  async function rewrite(words) {
    await page.goto(`${url}/content-manager`);
    await page.getByRole("link", { name: "Referral prompt" }).click();
    await page.getByRole("link", { name: "After the order" }).click();
    await page.getByLabel(/^thanks/i).fill(words);
    await page.frameLocator("iframe").getByText(words).waitFor();
  }

  async function publish() {
    const [response] = await Promise.all([
      page.waitForResponse((candidate) => candidate.url().includes("/actions/publish")),
      page.getByRole("button", { name: "Publish", exact: true }).click(),
    ]);
    return response;
  }

  /** Rewrites the thanks, takes the disclosure out and tries to publish; fails unless the field says why not. */
  async function publishWithoutDisclosure(words) {
    await rewrite(words);
    const disclosure = page.locator("[name=disclosure]");
    await disclosure.fill("");
    const response = await publish();
    if (response.status() !== 400) throw new Error(`Strapi answered ${response.status()} to publishing.`);
    // Beside the field, not only in the panel's list of what is missing.
    const refusal = page.locator("[data-strapi-field-error]").filter({ hasText: /^Disclosure: write it/ });
    await refusal.waitFor();
    return `"${await seenText(refusal)}"`;
  }

  /** Rewrites the thanks of the English prompt, sees it in the preview and publishes it. */
  async function rewordPrompt(words) {
    await rewrite(words);
    const response = await publish();
    if (!response.ok()) throw new Error(`Strapi refused to publish: ${await response.text()}`);
    await page.getByText(/Live in the shop since/).waitFor();
    return `the preview and the published entry say "${words}", live in the shop`;
  }
  return { page, publishWithoutDisclosure, rewordPrompt };
}
