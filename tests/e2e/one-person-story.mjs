import { expectAccessible } from "./axe.mjs";
import { mailbox } from "./mailbox.mjs";
import { seenText } from "./seen-text.mjs";
import { waitFor } from "./wait-for.mjs";

/**
 * Records that may be one person: staff join two and take it back, and a person proves it by mail.
 * @param {object} means of the staff story, with its page of the admin
 */
export async function tellOnePersonStory({ demo, browser, page, staff, shopper, look, told }) {
  const { addresses, admin } = demo;
  const button = (name) => page.getByRole("button", { name, exact: true });
  const openReviews = async () => {
    await page.goto(`${addresses.medusaAdmin}/referrals/reviews`);
    await page.waitForLoadState("networkidle");
  };
  const pairs = async () => (await staff("proposals")).rows;

  /** Somebody who has ordered types the address of another's account into a cart, and orders with their own. */
  async function mistake(older, younger) {
    await register(older);
    const orders = [];
    for (const email of [older, younger]) orders.push(await shopper.complete(await shopper.fillCart(email)));
    await waitFor(async () => (await staff(`orders/${orders[1]}`)).order !== null, `the order of ${younger}`);
    const cart = await shopper.fillCart(older);
    await shopper.call(`/store/carts/${cart}`, { email: younger });
    await shopper.complete(cart);
    await waitFor(async () => (await pairs()).length > 0, `the proposal of ${older} and ${younger}`);
    return orders;
  }
  async function register(email) {
    const post = async (path, body, token) => {
      const response = await fetch(`${addresses.medusa}${path}`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "x-publishable-api-key": demo.publishableKey,
          ...(token && { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify(body),
      });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return response.json();
    };
    const credentials = { email, password: "a long enough password" };
    const { token } = await post("/auth/customer/emailpass/register", credentials);
    await post("/store/customers", { email, first_name: "Anna", last_name: "Berg" }, token);
  }
  /**
   * What the two mails of a proof hold. The link goes to whoever was enrolled first, which is either of the two where
   * a slow machine takes up both orders in one batch, and so at the same millisecond.
   */
  async function proofOf(pair) {
    const inbox = mailbox(addresses.mail);
    const isAbout = ({ subject }) => subject.startsWith("Are two addresses");
    const mails = await Promise.all(pair.map((to) => inbox.wait(to, isAbout)));
    const onlyIn = (pattern, what) => {
      const found = mails.flatMap(({ text }) => pattern.exec(text)?.[0] ?? []);
      if (found.length === 1) return found[0];
      throw new Error(
        `${found.length} of these mails hold ${what}:\n${mails.map(({ text }) => text).join("\n---\n")}`,
      );
    };
    return {
      link: onlyIn(/https?:\S+\/goodword\/same-person\/[\w-]+/, "a link"),
      number: onlyIn(/\b\d{4} \d{4}\b/, "a number"),
    };
  }
  const ownerOf = async (order) => (await staff(`orders/${order}`)).order.participantId;

  await told("Two records that look like one person wait, and staff join them once", async () => {
    const orders = await mistake("nora@shopper.example", "nils@shopper.example");
    await page.goto(`${addresses.medusaAdmin}/referrals`);
    await page.getByText("Two records may be one person.").waitFor();
    await look(page, "overview-one-person");
    await openReviews();
    await page.getByText("nils@shopper.example").first().waitFor();
    await look(page, "one-person");
    await button("They are one person").click();
    await page.getByLabel("Reason").fill("Nora called: nils@ is her old address.");
    await look(page, "one-person-decision");
    await button("They are one person").last().dblclick();
    await waitFor(async () => (await pairs()).length === 0, "no pair any more");
    await page.getByText("No two records look like one person").waitFor();
    const [first, second] = await Promise.all(orders.map(ownerOf));
    if (first !== second) throw new Error("The two records are still apart.");
    return `both orders belong to ${first}`;
  });

  await told("Staff take the merge back on the advocate's page", async () => {
    const [customer] = (await staff("../customers?q=nora@shopper.example")).customers;
    const { advocate } = await staff(`customers/${customer.id}`);
    await page.goto(`${addresses.medusaAdmin}/referrals/advocates/${advocate.participantId}`);
    await page.getByText("Joined records").waitFor();
    await page.getByText(`by ${admin.email}`).first().waitFor();
    await look(page, "advocate-joined");
    await button("Undo").click();
    await page.getByLabel("Reason").fill("It was her sister.");
    await look(page, "advocate-undo");
    await button("Undo").last().dblclick();
    const undone = page.getByText(/^Undone by/).first();
    await undone.waitFor();
    await look(page, "advocate-undone");
    return seenText(undone);
  });

  await told("A person proves with link and number that two addresses are theirs", async () => {
    const [older, younger] = ["olive@shopper.example", "otto@shopper.example"];
    const orders = await mistake(older, younger);
    await openReviews();
    await button("Ask the person").click();
    await page.getByRole("alertdialog").waitFor();
    await look(page, "one-person-ask");
    await page.getByRole("alertdialog").getByRole("button", { name: "Ask the person" }).click();
    await page.getByText(/^Asked by/).waitFor();
    await look(page, "one-person-asked");
    const { link, number } = await proofOf([older, younger]);
    const mine = await openPage(browser, link);
    await look(mine, "same-person");
    await mine.getByLabel("Number from the other mail").fill("0");
    await mine.getByRole("button").click();
    const error = await seenText(mine.locator("#error"));
    await look(mine, "same-person-wrong");
    await mine.getByLabel("Number from the other mail").fill(number);
    await mine.keyboard.press("Enter");
    await mine.getByRole("heading", { name: "Thank you" }).waitFor();
    await look(mine, "same-person-done");
    await mine.reload();
    await mine.getByRole("heading", { name: "Thank you" }).waitFor();
    await mine.context().close();
    const [first, second] = await Promise.all(orders.map(ownerOf));
    if (first !== second) throw new Error("The two records are still apart.");
    await page.goto(`${addresses.medusaAdmin}/referrals/advocates/${first}`);
    await page.getByText(/^The person proved it by mail/).waitFor();
    await look(page, "advocate-proved");
    return `"${error}", then thanked`;
  });

  await told("The page in the mail can be used by everybody", async () => {
    const orders = await mistake("paula@shopper.example", "pete@shopper.example");
    const [{ id }] = await pairs();
    await staff(`proposals/${id}/ask`, {});
    const { link } = await proofOf(["paula@shopper.example", "pete@shopper.example"]);
    const seen = [];
    for (const colorScheme of ["light", "dark"]) {
      // axe is a script, which the page itself forbids.
      const mine = await openPage(browser, link, { bypassCSP: true, colorScheme });
      seen.push(await expectAccessible(mine));
      await mine.getByRole("textbox").fill("1");
      await mine.getByRole("button").click();
      await mine.locator("#error").waitFor();
      const focused = await mine.evaluate(() => document.activeElement?.id);
      if (focused !== "number")
        throw new Error(`The focus is on "${focused}", not on the field with the error.`);
      seen.push(await expectAccessible(mine));
      const isTooWide = await mine.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      if (isTooWide) throw new Error("The page scrolls sideways at 320 px.");
      await look(mine, `same-person-wrong-${colorScheme}`);
      await mine.goto(link.replace(/[\w-]+$/, "unknown"));
      seen.push(await expectAccessible(mine));
      await mine.context().close();
    }
    if ((await ownerOf(orders[0])) === (await ownerOf(orders[1])))
      throw new Error("Looking joined the records.");
    return [...new Set(seen)].join(", ");
  });
}

async function openPage(browser, link, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 320, height: 640 },
    locale: "en-GB",
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(link);
  return page;
}
