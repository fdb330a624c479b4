import { spawn, spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultPorts, portVariable } from "@goodword/example-demo/environment";
import { freePorts } from "@goodword/example-demo/ports";
import { root } from "@goodword/example-demo/repository";

const GOALS = { secondsCold: 300, secondsWarm: 60 };

/**
 * Clones what is committed into a temporary folder and times `npm start` until the addresses stand there:
 * once with an empty pnpm store, empty caches and an empty home, once more as it is then.
 * @returns {Promise<import("./run.mjs").Measured>}
 */
export async function measure() {
  const folder = await mkdtemp(join(tmpdir(), "goodword-bench-"));
  process.once("exit", () => spawnSync("rm", ["-rf", folder]));
  const clone = join(folder, "goodword");
  const cloned = spawnSync("git", ["clone", "--quiet", root, clone], { stdio: "inherit" });
  if (cloned.status !== 0) throw new Error("git could not clone the repository.");
  const env = await emptyHome(join(folder, "home"));

  const figures = {};
  for (const name of Object.keys(GOALS)) {
    console.log(`${name}: npm start in ${clone}`);
    figures[name] = await secondsToReady(clone, env);
    console.log(`${name}: ${figures[name]} s (goal: at most ${GOALS[name]})\n`);
    if (figures[name] === null) break;
  }
  const held = Object.entries(GOALS).every(([name, goal]) => figures[name] != null && figures[name] <= goal);
  // A program that was just stopped may still write into its home.
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 500 });
  return { figures, held };
}

/** An environment in which no store, cache or setting of this machine's user is found, but its npm registry. */
async function emptyHome(home) {
  await mkdir(home, { recursive: true });
  const ports = await freePorts(Object.keys(defaultPorts).length);
  const moved = Object.keys(defaultPorts).map((name, index) => [portVariable(name), String(ports[index])]);
  const registry = spawnSync("npm", ["config", "get", "registry"], { encoding: "utf8" }).stdout.trim();
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|pnpm_|PNPM_|XDG_|TURBO_)/.test(name),
  );
  return {
    ...Object.fromEntries([...inherited, ...moved]),
    HOME: home,
    npm_config_registry: registry,
    npm_config_cache: join(home, ".npm"),
  };
}

async function secondsToReady(cwd, env) {
  const from = Date.now();
  const child = spawn("npm", ["start", "--", "--until-ready"], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let ready = null;
  let output = "";
  child.stdout.on("data", (chunk) => {
    process.stdout.write(chunk);
    output += chunk;
    if (ready === null && /^Ready after /m.test(output))
      ready = Number(((Date.now() - from) / 1000).toFixed(1));
  });
  const code = await new Promise((resolve) => child.once("close", resolve));
  return code === 0 ? ready : null;
}
