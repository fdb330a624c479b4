// npm start: from a fresh clone to a running shop. Needs nothing but Node and npm until packages are installed.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "./build.mjs";
import { portsFromEnvironment } from "./environment.mjs";
import { checkMachine, install } from "./install.mjs";
import { createProgress } from "./progress.mjs";
import { demoFolder, root } from "./repository.mjs";
import { claim } from "./run-record.mjs";
import { sentenceOf } from "./step-error.mjs";

const USAGE = `Usage: npm start [-- options]
  --reset              throw the demo's data away first
  --until-ready        stop as soon as everything answers
  --smoke              walk the whole story once in a browser, then stop
  --screenshots <dir>  with --smoke: keep a picture of each page`;

const options = readOptions();
if (options.help) {
  console.log(USAGE);
  process.exit(0);
}
const progress = createProgress();
let demo;
let stopping = false;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    if (stopping) process.exit(130);
    stopping = true;
    progress.say("\nStopping …");
    if (demo) demo.stop().then(() => process.exit(0), fail);
    // Nothing runs yet but a step: its process group ends with us, and the next run tidies the rest.
    else process.exit(130);
  });
}

try {
  if (options.smoke) await prepare(join(demoFolder, `start-${process.pid}`));
  else await prepare(join(demoFolder, "data"));
  if (options.smoke) {
    process.exitCode = await smoke();
  } else {
    const { startDemo } = await import("./demo.mjs");
    demo = await startDemo({ ports: portsFromEnvironment(), reset: options.reset, progress });
    progress.say(ready(demo, progress.seconds()));
    if (options["until-ready"]) await demo.stop();
    else fail(await demo.failed);
  }
} catch (error) {
  fail(error);
}

/** What both need: a fit machine, the packages, the builds. */
async function prepare(dataDir) {
  progress.say("Goodword\n");
  await claim(dataDir);
  await progress.step("Checking this machine", async (say) => say(await checkMachine()));
  await progress.step("Installing packages", async (say) => say(await install()));
  await progress.step("Building", async (say) => say(await build({ filter: "@goodword/example-demo..." })));
}

function smoke() {
  const script = join(root, "tests", "e2e", "smoke.mjs");
  const args = options.screenshots ? ["--screenshots", options.screenshots] : [];
  const child = spawn(process.execPath, [script, "--already", String(progress.seconds()), ...args], {
    stdio: "inherit",
  });
  return new Promise((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
}

async function fail(error) {
  stopping = true;
  await demo?.stop();
  progress.say(`\n${sentenceOf(error)}`);
  if (options.smoke) {
    const seconds = Number(progress.seconds().toFixed(1));
    progress.say(
      JSON.stringify({ ok: false, failed: "start", reason: sentenceOf(error), steps: [], seconds }),
    );
  }
  process.exit(1);
}

function ready({ addresses, admin }, seconds) {
  return `
Ready after ${seconds.toFixed(1)} s.

  The shop        ${addresses.shop}
  Medusa admin    ${addresses.medusaAdmin}
  Strapi admin    ${addresses.strapiAdmin}
  The mailbox     ${addresses.mail}

  Log in to both admins as ${admin.email} with ${admin.password}

Three things to try
  1. Buy a mug in the shop. The confirmation page asks you to tell a friend: copy the link.
  2. Open the link in a private window, use the offer and order as the friend. The mailbox then holds the
     reward, and the Medusa admin the whole story under Referrals and beside the order.
  3. In the Strapi admin, open Referral prompt, reword it and publish. Reload the confirmation page.

Ctrl-C stops everything; your data stays for the next time.`;
}

function readOptions() {
  try {
    return parseArgs({
      options: {
        reset: { type: "boolean", default: false },
        smoke: { type: "boolean", default: false },
        "until-ready": { type: "boolean", default: false },
        screenshots: { type: "string" },
        help: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    console.error(`${error.message}\n\n${USAGE}`);
    process.exit(2);
  }
}
