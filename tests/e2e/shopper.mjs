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
    await page.getByRole("button", { name: "Add to cart" }).click();
    await page.waitForURL(/\/cart/);
  }

  /** Types the code of who told them at the checkout; answers what the shop says. */
  async function typeReferrer(code) {
    await page.goto(`${shopUrl}/checkout`);
    await page.getByText("Were you referred by a friend?").click();
    await page.getByLabel("Your friend’s code").fill(code);
    await page.getByRole("button", { name: "Use", exact: true }).click();
    const answer = page.getByRole("status").filter({ hasText: /\w/ });
    await answer.waitFor();
    return seenText(answer);
  }

  /** Tries to order with an address; answers what the shop says in place of an order. */
  async function beRefused(email) {
    await fillCheckout(email);
    await page.getByRole("button", { name: "Place order" }).click();
    const problem = page.getByRole("alert").filter({ hasText: /\w/ });
    await problem.waitFor();
    return seenText(problem);
  }

  /** From the cart to the confirmation page; answers the order as the page names it. */
  async function checkOut() {
    await fillCheckout(person.email);
    await page.getByRole("button", { name: "Place order" }).click();
    await page.waitForURL(/\/confirmed$/, { timeout: 60_000 });
    const total = page.getByText("Total", { exact: true }).locator("xpath=..");
    return `order confirmed at ${new URL(page.url()).pathname}; ${await seenText(total)}`;
  }

  async function fillCheckout(email) {
    await page.goto(`${shopUrl}/checkout`);
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("First name").fill(person.firstName);
    await page.getByLabel("Last name").fill(person.lastName);
    await page.getByLabel("Address").fill(address.address);
    await page.getByLabel("City").fill(address.city);
    await page.getByLabel("Postal code").fill(address.postalCode);
  }

  /** Reads the prompt; fails when one of its elements or the disclosure is missing. Answers what it says. */
  async function readPrompt() {
    const prompt = page.locator("goodword-prompt");
    for (const name of ["Copy link", "No thanks"]) await prompt.getByRole("button", { name }).waitFor();
    const part = (name) => seenText(prompt.locator(`[part~="${name}"]`).first());
    const [thanks, ask, reason, disclosure] = await Promise.all(
      ["thanks", "ask", "reason", "disclosure"].map(part),
    );
    if (!/Your message will say so/.test(disclosure)) throw new Error(`The disclosure says "${disclosure}".`);
    if (!thanks || !ask || !/\d/.test(reason))
      throw new Error(`The prompt says "${thanks} ${ask} ${reason}".`);
    return `"${thanks} ${ask} ${reason}" with "${disclosure}"`;
  }

  /** Copies the link and answers it from the clipboard. */
  async function copyLink() {
    const prompt = page.locator("goodword-prompt");
    await prompt.getByRole("button", { name: "Copy link" }).click();
    await prompt.getByRole("button", { name: "Copied" }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    const link = /https?:\/\/\S+\/go\/\S+/.exec(copied)?.[0];
    if (!link) throw new Error(`The clipboard holds no share link but "${copied}".`);
    return link;
  }

  /** Opens a share link and reads the friend's offer; fails without its disclosure. */
  async function openLink(link) {
    await page.goto(link);
    const offer = page.locator("goodword-offer");
    const disclosure = offer.getByText(/The person who sent you here/);
    await disclosure.waitFor();
    const heading = await seenText(offer.getByRole("heading").first());
    const cookies = await page.context().cookies();
    const early = cookies.find(({ name, value }) => /goodword|friend/i.test(`${name} ${value}`));
    if (early) throw new Error(`The cookie ${early.name} was stored before the offer was used.`);
    return `"${heading}" with "${await seenText(disclosure)}"`;
  }

  /** Types a discount code into the cart, and the address where it is asked for; answers what the shop says of it. */
  async function redeem(code) {
    await page.goto(`${shopUrl}/cart`);
    await page.getByLabel("Discount code").fill(code);
    await page.getByRole("button", { name: "Use", exact: true }).click();
    const answer = page.getByRole("status").filter({ hasText: code });
    await answer.waitFor();
    const address = page.getByLabel("E-mail address of your code");
    if (!(await address.isVisible())) return seenText(answer);
    await address.fill(person.email);
    await page.getByRole("button", { name: "Use", exact: true }).click();
    const settled = answer.filter({ hasNotText: /^Was / });
    await settled.waitFor();
    return seenText(settled);
  }

  async function useOffer() {
    const offer = page.locator("goodword-offer");
    await offer.getByRole("button", { name: "Use this offer" }).click();
    await offer.getByRole("status").filter({ hasText: "comes off in your cart" }).waitFor();
  }

  /** What the cart takes off; fails when it takes nothing. */
  async function readDiscount() {
    const line = page.getByText("Discount", { exact: true }).locator("xpath=..");
    const text = await seenText(line);
    if (!/[-−–].*[1-9]/.test(text)) throw new Error(`The cart shows no discount but "${text}".`);
    return text;
  }

  return {
    page,
    addToCart,
    typeReferrer,
    beRefused,
    checkOut,
    readPrompt,
    copyLink,
    openLink,
    redeem,
    useOffer,
    readDiscount,
  };
}
