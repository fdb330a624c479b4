import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { demoFolder, root } from "./repository.mjs";
import { runLogged } from "./run-logged.mjs";
import { StepError } from "./step-error.mjs";

const NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "microsoft-edge",
];
const MAC = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];
const FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Where Chromium is: at CHROME_PATH, on the PATH, or installed now (Debian's package as root, Playwright's
 * download elsewhere).
 * @returns {Promise<string>} the path of its executable
 * @throws {StepError} with the command to type when there is none and none could be installed
 */
export async function findBrowser() {
  if (process.env.CHROME_PATH) {
    if (isExecutable(process.env.CHROME_PATH)) return process.env.CHROME_PATH;
    throw new StepError(
      `CHROME_PATH is ${process.env.CHROME_PATH}, which cannot be run: name a Chromium there, or unset it.`,
    );
  }
  return onThisMachine() ?? (await installBrowser());
}

/** Opens Chromium. @param {import("playwright-core").LaunchOptions} [options] */
export async function openBrowser(options = {}) {
  const { chromium } = await import("playwright-core");
  const executablePath = await findBrowser();
  // Chromium's sandbox does not run as root.
  const args = process.getuid?.() === 0 ? [...FLAGS, "--no-sandbox"] : FLAGS;
  return chromium.launch({ executablePath, args, ...options });
}

function onThisMachine() {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
  return found ?? MAC.find((path) => process.platform === "darwin" && isExecutable(path)) ?? downloaded();
}

function downloaded() {
  const path = createRequire(import.meta.url)("playwright-core").chromium.executablePath();
  return existsSync(path) ? path : undefined;
}

async function installBrowser() {
  const require = createRequire(import.meta.url);
  const apt = process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).status === 0;
  const byHand = apt
    ? "apt-get update && apt-get install -y chromium"
    : `npx playwright-core@${require("playwright-core/package.json").version} install chromium`;
  const log = join(demoFolder, "logs", "browser.log");
  const failed = `There is no browser and none could be installed: type \`${byHand}\` (or set CHROME_PATH to a Chromium), then run the command again.`;
  const options = { cwd: root, log, failed };
  if (apt) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    await runLogged("sh", ["-c", byHand], { ...options, env });
  } else {
    const cli = join(dirname(require.resolve("playwright-core/package.json")), "cli.js");
    await runLogged(process.execPath, [cli, "install", "chromium"], options);
  }
  const path = onThisMachine();
  if (!path) throw new StepError(failed, { log });
  return path;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
