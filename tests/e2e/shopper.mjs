import { seenText } from "./seen-text.mjs";

const address = { address: "Lindenweg 4", city: "Berlin", postalCode: "10115" };

/**
 * A person in the shop, with a browser context of their own: other cookies, another visitor.
 * @param {{browser: import("playwright-core").Browser, shopUrl: string, person: {email: string, firstName: string, lastName: string}}} options
 */
export async function shopper({ browser, shopUrl, person }) {
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 900 } });
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: shopUrl });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(shopUrl);

  /** From the shop's first page to the cart with one product in it. @param {RegExp} product */
  async function addToCart(product) {
    await page.goto(shopUrl);
    await page.getByRole("link", { name: product }).first().click();
    await page.getByRole("button", { name: /add to (cart|basket|bag)/i }).click();
    await page.waitForURL(/\/cart/);
  }

  /** From the cart to the confirmation page; answers the order as the page names it. */
  async function checkOut() {
    await page.goto(`${shopUrl}/checkout`);
    await page.getByLabel(/e-?mail/i).fill(person.email);
    await page.getByLabel(/first name/i).fill(person.firstName);
    await page.getByLabel(/last name/i).fill(person.lastName);
    await page.getByLabel(/^(street|address)/i).fill(address.address);
    await page.getByLabel(/city|town/i).fill(address.city);
    await page.getByLabel(/postal code|postcode|zip/i).fill(address.postalCode);
    await page.getByRole("button", { name: /place (the )?order|order now|pay/i }).click();
    await page.waitForURL(/confirmed|confirmation/, { timeout: 60_000 });
    const total = page
      .getByText(/^total/i)
      .first()
      .locator("xpath=..");
    return `order confirmed at ${new URL(page.url()).pathname}; ${await seenText(total)}`;
  }

  /** Reads the prompt's four elements; fails when one is missing. Answers what it says. */
  async function readPrompt() {
    const prompt = page.locator("goodword-prompt");
    for (const name of [/copy link/i, /no thanks/i]) await prompt.getByRole("button", { name }).waitFor();
    const disclosure = prompt.getByText(/your message will say so/i);
    await disclosure.waitFor();
    const heading = await seenText(prompt.getByRole("heading").first());
    return `"${heading}" with "${await seenText(disclosure)}"`;
  }

  /** Copies the link and answers it from the clipboard. */
  async function copyLink() {
    const prompt = page.locator("goodword-prompt");
    await prompt.getByRole("button", { name: /copy link/i }).click();
    await prompt
      .getByText(/copied/i)
      .first()
      .waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    const link = /https?:\/\/\S+\/go\/\S+/.exec(copied)?.[0];
    if (!link) throw new Error(`The clipboard holds no share link but "${copied}".`);
    return link;
  }

  /** Opens a share link and reads the friend's offer; fails without its disclosure. */
  async function openLink(link) {
    await page.goto(link);
    const offer = page.locator("goodword-offer");
    const disclosure = offer.getByText(/the person who sent you here/i);
    await disclosure.waitFor();
    const heading = await seenText(offer.getByRole("heading").first());
    return `"${heading}" with "${await seenText(disclosure)}"`;
  }

  async function useOffer() {
    const offer = page.locator("goodword-offer");
    await Promise.all([
      page.waitForResponse((response) => response.request().method() === "POST" && response.status() < 400),
      offer.getByRole("button", { name: /use this offer/i }).click(),
    ]);
  }

  /** What the cart takes off; fails when it takes nothing. */
  async function readDiscount() {
    const line = page
      .getByText(/discount|friend.?s offer/i)
      .first()
      .locator("xpath=..");
    const text = await seenText(line);
    if (!/[-−–].*[1-9]/.test(text)) throw new Error(`The cart shows no discount but "${text}".`);
    return text;
  }

  return { page, addToCart, checkOut, readPrompt, copyLink, openLink, useOffer, readDiscount };
}
