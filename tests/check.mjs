// pnpm check: every static check; the failing one is named. `pnpm check biome knip` runs only those.
import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "../examples/demo/build.mjs";
import { createProgress } from "../examples/demo/progress.mjs";
import { root, toolEnvironment } from "../examples/demo/repository.mjs";
import { sentenceOf } from "../examples/demo/step-error.mjs";
import { published } from "./supply-chain/published.mjs";

// Each host's own tool looks at its plugin.
const libraries = published.map(({ folder }) => folder).filter((folder) => !folder.startsWith("plugins/"));

/** Exported files that are no modules to import from TypeScript, such as the script tag's bundle. */
function notTyped(folder) {
  const { exports } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
  const files = Object.keys(exports).filter((path) => /\.(min\.js|css)$/.test(path));
  return files.length > 0 ? ["--exclude-entrypoints", ...files] : [];
}

/** @type {{name: string, commands: {cwd: string, args: string[]}[]}[]} */
const checks = [
  { name: "biome", commands: [{ cwd: ".", args: ["biome", "check", "--error-on-warnings", "."] }] },
  {
    name: "dependency-cruiser",
    commands: [
      {
        cwd: ".",
        args: ["depcruise", "--config", ".dependency-cruiser.cjs", ...sources()],
      },
    ],
  },
  { name: "knip", commands: [{ cwd: ".", args: ["knip", "--no-progress"] }] },
  { name: "sherif", commands: [{ cwd: ".", args: ["sherif"] }] },
  {
    name: "typecheck",
    commands: [
      {
        cwd: ".",
        args: ["turbo", "run", "typecheck", "--concurrency=2", "--output-logs=errors-only", "--ui=stream"],
      },
    ],
  },
  {
    name: "publint",
    commands: libraries.map((cwd) => ({ cwd, args: ["publint", "--strict", "--pack", "npm"] })),
  },
  {
    name: "attw",
    commands: libraries.map((cwd) => ({ cwd, args: ["attw", "--pack", ".", ...notTyped(cwd)] })),
  },
  {
    name: "strapi-plugin verify",
    commands: [{ cwd: "plugins/strapi", args: [join("node_modules", ".bin", "strapi-plugin"), "verify"] }],
  },
];

/** The folders that hold sources. Patterns would make dependency-cruiser look through node_modules first. */
function sources() {
  const rooms = ["packages", "plugins", "examples"].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(folder, name)),
  );
  const folders = rooms.flatMap((room) =>
    ["src", "server/src", "admin/src", "tests"].map((name) => join(room, name)),
  );
  const scripts = ["examples/demo", "email-templates", "tests"].flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.[cm]js$/.test(entry.name))
      .map((entry) => join(folder, entry.name)),
  );
  return [...folders, "tests/bench", "tests/e2e", "tests/faults", ...scripts].filter((path) =>
    existsSync(join(root, path)),
  );
}

const wanted = process.argv.slice(2);
const chosen = wanted.length > 0 ? checks.filter((check) => wanted.includes(check.name)) : checks;
if (chosen.length < wanted.length) {
  console.error(`There is no such check: choose from ${checks.map((check) => check.name).join(", ")}.`);
  process.exit(2);
}

const progress = createProgress();
const steps = [];
await record("build", () => build());
for (const check of chosen) await record(check.name, () => runTwoAtATime(check.commands));

const failed = steps.filter((step) => !step.ok);
for (const step of failed) progress.say(`\n✗ ${step.name}\n${step.seen}`);
progress.say(
  failed.length > 0 ? `\nFailed: ${failed.map((step) => step.name).join(", ")}.` : "\nEvery check holds.",
);
progress.say(
  JSON.stringify({ ok: failed.length === 0, steps, seconds: Number(progress.seconds().toFixed(1)) }),
);
process.exitCode = failed.length > 0 ? 1 : 0;

async function record(name, work) {
  try {
    await progress.step(name, work);
    steps.push({ name, ok: true });
  } catch (error) {
    steps.push({ name, ok: false, seen: sentenceOf(error) });
  }
}

async function runTwoAtATime(commands) {
  const waiting = commands.values();
  const one = async () => {
    for (const command of waiting) await run(command);
  };
  await Promise.all([one(), one()]);
}

async function run({ cwd, args: [command, ...args] }) {
  try {
    await promisify(execFile)(command, args, {
      cwd: join(root, cwd),
      // Nothing is published from here: packing without its scripts leaves the bills of materials out.
      env: toolEnvironment({ NODE_ENV: "production", FORCE_COLOR: "0", npm_config_ignore_scripts: "true" }),
      maxBuffer: 64 * 1024 ** 2,
    });
  } catch ({ stdout = "", stderr = "", message }) {
    throw new Error(`${cwd}: ${`${stdout}${stderr}`.trim() || message}`);
  }
}
