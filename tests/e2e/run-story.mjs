import { join } from "node:path";
import { parseArgs } from "node:util";
import { openBrowser } from "@goodword/example-demo/browser";
import { startDemo } from "@goodword/example-demo/demo";
import { defaultPorts } from "@goodword/example-demo/environment";
import { freePorts } from "@goodword/example-demo/ports";
import { createProgress } from "@goodword/example-demo/progress";
import { demoFolder } from "@goodword/example-demo/repository";
import { sentenceOf } from "@goodword/example-demo/step-error";

/**
 * Tells a story once, over real HTTP and SMTP and a real browser, on data and ports of its own, and ends the
 * process. Takes `--screenshots <folder>`. The last line is JSON: {"ok", "steps": [{name, ok, seen, seconds}], "seconds"}.
 *
 * @param {object} story
 * @param {string} story.name
 * @param {Parameters<typeof startDemo>[0]["only"]} [story.only]  which programs of the demo it needs; all of them
 * @param {(means: {demo: Awaited<ReturnType<typeof startDemo>>, browser: import("playwright-core").Browser,
 *   screenshots: string | undefined, told: (name: string, work: () => Promise<string>) => Promise<void>}) => Promise<void>} story.tell
 */
export async function runStory({ name: storyName, only, tell }) {
  const { values } = parseArgs({
    options: {
      screenshots: { type: "string" },
      // Seconds that installing and building took before this script was started.
      already: { type: "string", default: "0" },
    },
  });

  const progress = createProgress();
  const logDir = join(demoFolder, "logs", storyName);
  const steps = [];
  let demo;
  let browser;

  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(130));

  try {
    await told("start", async () => {
      demo = await startDemo({
        dataDir: join(demoFolder, `${storyName}-${process.pid}`),
        logDir,
        ports: await chooseFreePorts(),
        ...(only && { only }),
        throwaway: true,
        progress,
      });
      return `${(only ?? ["all four"]).join(" and ")} answer; Medusa is ${demo.addresses.medusa}`;
    });
    browser = await progress.step("Opening a browser", () => openBrowser());
    progress.say("\nThe story");
    const failed = demo.failed.then((error) => {
      throw error;
    });
    await Promise.race([failed, tell({ demo, browser, screenshots: values.screenshots, told })]);
  } catch (error) {
    if (steps.every((step) => step.ok))
      steps.push({ name: "run", ok: false, seen: sentenceOf(error), seconds: 0 });
    await photographFailure();
  } finally {
    await browser?.close().catch(() => {});
    await demo?.stop();
  }

  const failed = steps.find((step) => !step.ok);
  if (failed) progress.say(`\nFailed at "${failed.name}": ${failed.seen}`);
  const seconds = Number((progress.seconds() + Number(values.already)).toFixed(1));
  progress.say(JSON.stringify({ ok: !failed, ...(failed && { failed: failed.name }), steps, seconds }));
  process.exit(failed ? 1 : 0);

  /** Runs a step of the story, prints what was seen and keeps it for the last line. */
  async function told(name, work) {
    const from = Date.now();
    const seconds = () => Number(((Date.now() - from) / 1000).toFixed(1));
    try {
      const seen =
        name === "start" ? await work() : await progress.step(name, async (say) => show(say, await work()));
      steps.push({ name, ok: true, seen, seconds: seconds() });
    } catch (error) {
      steps.push({ name, ok: false, seen: sentenceOf(error), seconds: seconds() });
      throw error;
    }
  }

  /** What every open page shows when a step failed, beside the logs. */
  async function photographFailure() {
    const pages = browser?.contexts().flatMap((context) => context.pages()) ?? [];
    for (const [index, page] of pages.entries()) {
      const path = join(logDir, `failed-page-${index + 1}.png`);
      await page.screenshot({ path, fullPage: true }).catch(() => {});
      progress.say(`  ${page.url()} looked like ${path}`);
    }
  }
}

function show(say, seen) {
  say(seen);
  return seen;
}

async function chooseFreePorts() {
  const names = Object.keys(defaultPorts);
  const ports = await freePorts(names.length);
  return Object.fromEntries(names.map((name, index) => [name, ports[index]]));
}
