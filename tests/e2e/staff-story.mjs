import { readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { shopperAt } from "../load/shop-processes.mjs";
import { openMedusaAdmin } from "./admins.mjs";
import { camera } from "./camera.mjs";
import { tellOnePersonStory } from "./one-person-story.mjs";
import { seenText } from "./seen-text.mjs";
import { waitFor } from "./wait-for.mjs";

/** Enough friends of one advocate for the fraud check to ask a person about the last of them. */
const friends = ["ben", "carl", "dora", "emil", "finn", "gina", "hugo"];

/**
 * A shop without a CMS, from its first empty page to money that was paid.
 * @param {Parameters<Parameters<typeof import("./run-story.mjs").runStory>[0]["tell"]>[0]} means
 */
export async function tellStaffStory({ demo, browser, screenshots, told }) {
  const { addresses, admin, publishableKey } = demo;
  const shopper = shopperAt([addresses.medusa], publishableKey);
  const { page, staff } = await openMedusaAdmin({ browser, url: addresses.medusaAdmin, admin });
  const look = camera(screenshots, [390, 1280]);
  const open = async (path) => {
    await page.goto(`${addresses.medusaAdmin}/${path}`);
    await page.waitForLoadState("networkidle");
  };
  /** After so many seconds, for pages whose requests are never answered. */
  const lookAt = async (paths, kind, seconds) => {
    if (!screenshots) return;
    for (const [name, path] of paths) {
      if (seconds === undefined) await open(path);
      else await page.goto(`${addresses.medusaAdmin}/${path}`);
      await delay((seconds ?? 0) * 1_000);
      await look(page, `${name}-${kind}`);
    }
  };
  const pages = [
    ["overview", "referrals"],
    ["referrals", "referrals/list"],
    ["advocates", "referrals/advocates"],
    ["programs", "referrals/programs"],
    ["prompts", "referrals/prompts"],
    ["rewards", "referrals/rewards"],
    ["reviews", "referrals/reviews"],
    ["health", "settings/goodword"],
  ];
  const stateIs = (state) => page.getByText(state, { exact: true }).first().waitFor();
  const button = (name) => page.getByRole("button", { name, exact: true });

  await told("A shop without orders says what comes next", async () => {
    await lookAt(pages, "empty");
    await open("referrals/rewards");
    return seenText(page.getByText("No rewards yet"));
  });

  let order;
  let code;
  const askOf = async () => (await shopper.call(`/store/goodword/orders/${order}/prompt?locale=en`)).prompt;
  await told("Anna orders, and seven friends order with her link", async () => {
    order = await buy("anna@shopper.example");
    code = await shopper.codeOf(order);
    for (const friend of friends) {
      const id = await buy(`${friend}@friend.example`, await shopper.claimFor(code));
      // One after the other, so that the fraud check has seen those before.
      await waitFor(async () => (await staff(`orders/${id}`)).rewards.length > 0, `the reward for ${friend}`);
    }
    return code;
  });

  const words = "Who else would smile at this?";
  await told("A prompt without its disclosure is refused beside the field", async () => {
    const before = await askOf();
    await open("referrals/prompts");
    await page.locator("[name=ask]").fill(words);
    await page.frameLocator("iframe").getByText(words).waitFor();
    await page.locator("[name=disclosure]").fill("Just share it.");
    const problem = page.getByText("Say what is given with {advocate_reward}.").first();
    await problem.waitFor();
    await look(page, "prompts-refused");
    await button("Publish").click();
    await page.waitForLoadState("networkidle");
    expectEqual(await askOf(), before, "what shoppers are asked");
    const focused = await page.evaluate(() => document.activeElement?.getAttribute("name"));
    expectEqual(focused, "disclosure", "the field with the focus");
    return `"${await seenText(problem)}"`;
  });
  await told(
    "What was typed outlives the tab, and is published once however often it is clicked",
    async () => {
      await page.reload();
      expectEqual(await page.locator("[name=ask]").inputValue(), words, "the draft");
      await page
        .locator("[name=disclosure]")
        .fill("If a friend orders with your link, you get {advocate_reward} and they get {friend_reward}.");
      await page.getByText(/forbids? publishing/).waitFor({ state: "detached" });
      let sent = 0;
      page.on("request", (request) => {
        if (request.method() === "POST" && request.url().endsWith("/goodword/prompts")) sent += 1;
      });
      await button("Publish").dblclick();
      await page.getByText("Shoppers see it from now on.").first().waitFor();
      await look(page, "prompts-published");
      expectEqual(sent, 1, "publications");
      const asked = (await askOf()).ask;
      expectEqual(asked, words, "what shoppers are asked");
      return `"${asked}"`;
    },
  );

  await told(
    "A program with wrong figures is refused beside its field, and nothing typed is lost",
    async () => {
      await open("referrals/programs");
      await button("New program").click();
      await page.getByLabel("Id", { exact: true }).fill("winter");
      await page.getByLabel("Days a reward waits").fill("999");
      await look(page, "program-form");
      await button("Save").click();
      const field = page.getByLabel("Days a reward waits");
      await page.locator("input[aria-invalid=true]").first().waitFor();
      const hint = await field.getAttribute("aria-describedby");
      const problem = await seenText(page.locator(`[id="${hint}"]`));
      if (!/from 0 to 365/.test(problem)) throw new Error(`Beside the field stands "${problem}".`);
      await look(page, "program-form-refused");
      expectEqual(await page.getByLabel("Id", { exact: true }).inputValue(), "winter", "the id");
      return `"${problem}"`;
    },
  );
  await told("Mended it is saved as a draft, started and paused", async () => {
    await page.getByLabel("Days a reward waits").fill("14");
    await page.getByLabel("Advocates get, for each friend's first order").click();
    await page.getByRole("option", { name: "Points" }).click();
    await page.getByLabel("Points", { exact: true }).fill("120");
    await page
      .getByRole("dialog")
      .getByText(/You get 120 points/)
      .waitFor();
    await look(page, "program-form-points");
    await button("Save").dblclick();
    await page.getByRole("link", { name: "winter" }).waitFor();
    await look(page, "programs-draft");
    await page.getByRole("link", { name: "winter" }).click();
    await stateIs("Draft");
    await look(page, "program-draft");
    for (const [act, state] of [
      ["Start", "Live"],
      ["Pause", "Paused"],
    ]) {
      await button("What can be done with it").click();
      await page.getByRole("menuitem", { name: act }).click();
      await page.getByRole("alertdialog").getByRole("button", { name: act }).click();
      await page.getByRole("alertdialog").waitFor({ state: "detached" });
      await stateIs(state);
    }
    await look(page, "program");
    const { program } = await staff("programs/winter");
    expectEqual([program.state, program.program.version], ["paused", 1], "what is stored");
    return `${program.state}, version ${program.program.version}`;
  });

  await told("The review queue says why, and a decision is made once", async () => {
    await waitFor(async () => (await staff("reviews")).count > 0, "a reward that waits for a person");
    await open("referrals/reviews");
    await look(page, "reviews");
    const before = (await staff("reviews")).count;
    await button("Approve").first().click();
    await page.getByLabel("Reason").fill("Anna runs a club; we called her.");
    await look(page, "review-decision");
    await button("Approve").last().dblclick();
    await waitFor(async () => (await staff("reviews")).count === before - 1, "one review less");
    return `${before} before, one less after`;
  });

  await tellOnePersonStory({ demo, browser, page, staff, shopper, look, told });

  await told("Money that staff pay is exported once as CSV and marked as paid", async () => {
    const { programs } = await staff("programs");
    const { version: _, ...friendsProgram } = programs.find(
      ({ program }) => program.id === "friends",
    ).program;
    const [rule] = friendsProgram.rewards;
    await staff("programs", { definition: { ...friendsProgram, rewards: [{ ...rule, kind: "payout" }] } });
    // Another instance would hear of it within two seconds; so does this one.
    await delay(2_500);
    const olga = await shopper.codeOf(await buy("olga@shopper.example"));
    await buy("ida@friend.example", await shopper.claimFor(olga));
    await waitFor(async () => (await staff("payouts")).count > 0, "a payout");
    await open("referrals/rewards");
    await look(page, "rewards");
    const [download] = await Promise.all([page.waitForEvent("download"), button("Export CSV").click()]);
    const csv = await readFile(await download.path(), "utf8");
    if (!/10\.00/.test(csv) || !csv.includes("eur")) throw new Error(`The file says:\n${csv}`);
    await page.getByLabel("Payouts shown").click();
    await page.getByRole("option", { name: "Exported" }).click();
    await page.getByRole("checkbox").first().click();
    await page.getByRole("button", { name: "Mark as paid" }).click();
    await page.getByLabel("Reference").fill("SEPA 2026-11");
    await look(page, "payout-paid");
    await button("Mark as paid").last().dblclick();
    await waitFor(async () => (await staff("payouts?state=paid")).count === 1, "one payout that is paid");
    await page.getByLabel("Payouts shown").click();
    await page.getByRole("option", { name: "Paid" }).click();
    await page.getByText(`marked as paid by ${admin.email}`).waitFor();
    await look(page, "payout-done");
    return csv.split("\n").length > 1 ? csv.split("\n")[1].slice(0, 80) : csv;
  });

  await told("A customer's page has their link as a QR code", async () => {
    await open("referrals/advocates");
    await page.getByRole("row").filter({ hasText: code }).first().click();
    await page.waitForURL(/advocates\/.+/);
    await page.waitForLoadState("networkidle");
    await page.getByText(`Approved by ${admin.email}`).waitFor();
    await look(page, "advocate");
    const [customer] = (await staff("../customers?q=anna@shopper.example")).customers;
    await open(`customers/${customer.id}`);
    const image = page.getByRole("img", { name: /QR/ });
    await image.waitFor();
    await image.scrollIntoViewIfNeeded();
    await look(page, "customer");
    await open(`orders/${order}`);
    await look(page, "order");
    return seenText(page.getByRole("heading", { name: /Referral/ }).first());
  });

  if (screenshots) {
    await told("The pages are photographed in dark and in German", async () => {
      await page.evaluate(() => localStorage.setItem("medusa_admin_theme", "dark"));
      await lookAt(pages, "dark");
      await page.evaluate(() => localStorage.setItem("medusa_admin_theme", "light"));
      await page.evaluate(() => localStorage.setItem("lng", "de"));
      await page.context().addCookies([{ name: "lng", value: "de", url: addresses.medusa }]);
      await lookAt(pages, "german");
      const ours = "**/admin/goodword/**";
      await page.route(ours, () => {});
      await lookAt(pages, "loading", 2);
      await page.unroute(ours);
      await page.route(ours, (route) => route.abort());
      // The dashboard asks three times more before it says that something is wrong.
      await lookAt(pages, "error", 11);
      return "taken";
    });
  }

  async function buy(email, claim) {
    return shopper.complete(await shopper.fillCart(email, claim));
  }
}

function expectEqual(found, wanted, what) {
  const [left, right] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (left !== right) throw new Error(`${what}: expected ${right}, got ${left}`);
}
