import { setTimeout as delay } from "node:timers/promises";
import { openMedusaAdmin, openStrapiAdmin } from "./admins.mjs";
import { expectAccessible } from "./axe.mjs";
import { camera } from "./camera.mjs";
import { mailbox } from "./mailbox.mjs";
import { shopper } from "./shopper.mjs";

const anna = { email: "anna@shopper.example", firstName: "Anna", lastName: "Berg" };
const carla = { email: "carla@friend.example", firstName: "Carla", lastName: "Lund" };
const ben = { email: "ben@friend.example", firstName: "Ben", lastName: "Holm" };

/**
 * The whole story of a referral: Anna buys and shares, Ben orders with her link, Anna is rewarded, staff see
 * it, an editor rewords the question and the shop follows.
 *
 * @param {object} options
 * @param {Awaited<ReturnType<typeof import("@goodword/example-demo/demo").startDemo>>} options.demo
 * @param {import("playwright-core").Browser} options.browser
 * @param {string} [options.screenshots]  a folder for a picture of each page
 * @param {(name: string, work: () => Promise<string>) => Promise<void>} options.told
 *   runs a step; `work` answers what was seen
 */
export async function tellStory({ demo, browser, screenshots, told }) {
  const { addresses, admin } = demo;
  const mails = mailbox(addresses.mail);
  const look = camera(screenshots);
  const shopOf = (person) => shopper({ browser, shopUrl: addresses.shop, person });
  const first = await shopOf(anna);
  const second = await shopOf(ben);
  let link;
  let code;
  let reward;
  let confirmation;

  await told("Anna buys a mug", async () => {
    await look(first.page, "shop");
    await first.addToCart(/mug/i);
    await look(first.page, "cart");
    const order = await first.checkOut();
    confirmation = first.page.url();
    return order;
  });
  await told("The confirmation page asks her, with the disclosure", async () => {
    const seen = await first.readPrompt();
    await look(first.page, "confirmation");
    return seen;
  });
  await told("The confirmation page is accessible", () => expectAccessible(first.page));
  await told("Anna copies her link", async () => {
    link = await first.copyLink();
    code = new URL(link).pathname.split("/").at(-1);
    await look(first.page, "copied");
    return link;
  });
  await told("Her order confirmation arrives with the link", async () => {
    const mail = await mails.wait(anna.email, (candidate) => candidate.html.includes(`/go/${code}`), {
      what: "The order confirmation with the share link",
    });
    if (!mail.text.includes(`/go/${code}`)) throw new Error("The mail's text part has no link.");
    await lookAtMail(mail, "mail-order-confirmation");
    return `"${mail.subject}"`;
  });
  await told("Ben opens the link and sees the offer with its disclosure", async () => {
    const seen = await second.openLink(link);
    await look(second.page, "landing");
    return seen;
  });
  await told("The landing page is accessible", () => expectAccessible(second.page));
  await told("Ben uses the offer and his cart shows the discount", async () => {
    await second.useOffer();
    await second.addToCart(/mug/i);
    const seen = await second.readDiscount();
    await look(second.page, "cart-with-discount");
    return seen;
  });
  await told("Ben orders", () => second.checkOut());
  await told("Anna's reward is issued and its mail arrives with a code", async () => {
    const mail = await mails.wait(anna.email, (candidate) => /with our thanks/i.test(candidate.subject), {
      within: 90_000,
      what: "The mail about her reward",
    });
    const found = /\b[A-Z0-9]+(?:-[A-Z0-9]+)+\b/.exec(mail.text)?.[0];
    if (!found) throw new Error(`The mail "${mail.subject}" names no code:\n${mail.text}`);
    reward = found;
    await lookAtMail(mail, "mail-reward-issued");
    return `"${mail.subject}" with ${reward}`;
  });

  const medusa = await openMedusaAdmin({ browser, url: addresses.medusaAdmin, admin });
  await told("The Medusa admin shows it under Referrals", async () => {
    const seen = await medusa.readReferrals(code);
    await look(medusa.page, "medusa-referrals");
    return seen;
  });
  await told("Anna uses her code, which works once", async () => {
    await first.addToCart(/notebook/i);
    const taken = await first.redeem(reward);
    await look(first.page, "cart-with-reward");
    const order = await first.checkOut();
    await first.addToCart(/tea/i);
    const again = await first.redeem(reward);
    if (!/comes off/.test(taken) || !/used before/.test(again))
      throw new Error(`The shop said "${taken}", then "${again}".`);
    return `"${taken}"; ${order}; "${again}"`;
  });
  await told("Carla types Anna's code at the checkout; with Anna's address it does not count", async () => {
    const third = await shopOf(carla);
    await third.addToCart(/mug/i);
    const taken = await third.typeReferrer(code);
    await look(third.page, "checkout-with-code");
    const refusal = await third.beRefused(anna.email);
    await look(third.page, "checkout-refused");
    const order = await third.checkOut();
    await third.page.context().close();
    if (!/comes off/.test(taken) || !/Nothing was ordered/.test(refusal))
      throw new Error(`The shop said "${taken}", then "${refusal}".`);
    return `"${taken}"; "${refusal}"; ${order}`;
  });
  await told("The Medusa admin shows it beside the order", async () => {
    const seen = await medusa.readOrderWidget(code);
    await look(medusa.page, "medusa-order");
    return seen;
  });

  const strapi = await openStrapiAdmin({ browser, url: addresses.strapiAdmin, admin });
  const words = "Thank you so much. Your order is on its way to us.";
  await told("Strapi refuses to publish without the disclosure, and the shop keeps its words", async () => {
    const seen = await strapi.publishWithoutDisclosure("These words must not be seen.");
    await look(strapi.page, "strapi-refusal");
    await first.page.goto(confirmation);
    const shown = await first.readPrompt();
    if (shown.includes("must not be seen")) throw new Error(`The confirmation page says "${shown}".`);
    return `${seen} beside the field`;
  });
  await told("An editor rewords the prompt in Strapi and publishes it", async () => {
    const seen = await strapi.rewordPrompt(words);
    await look(strapi.page, "strapi-prompt");
    return seen;
  });
  await told("The shop's confirmation page says the new words", async () => {
    const from = Date.now();
    for (;;) {
      await first.page.goto(confirmation);
      const seen = await first.readPrompt();
      if (seen.includes(words)) {
        await look(first.page, "confirmation-reworded");
        return `${seen} (after ${((Date.now() - from) / 1000).toFixed(1)} s)`;
      }
      if (Date.now() - from > 60_000) throw new Error(`After a minute the page still says "${seen}".`);
      await delay(500);
    }
  });

  async function lookAtMail(mail, name) {
    if (!screenshots) return;
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.setContent(mail.html);
    await look(page, name);
    await page.close();
  }
}
