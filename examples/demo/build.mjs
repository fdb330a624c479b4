import { join } from "node:path";
import { demoFolder, root, toolEnvironment } from "./repository.mjs";
import { runLogged } from "./run-logged.mjs";

/**
 * Builds with turbo, which skips what it has built before. NODE_ENV is production, or the admins would ship
 * React's development build.
 * @param {{filter?: string, task?: string, log?: string}} [options]  without a filter, every package is built
 * @returns {Promise<string>} what turbo did, in words
 */
export async function build({ filter, task = "build", log = join(demoFolder, "logs", "build.log") } = {}) {
  const output = await runLogged(
    "turbo",
    // Two at a time: an admin's bundler takes 2 GB.
    [
      "run",
      task,
      ...(filter ? [`--filter=${filter}`] : []),
      "--concurrency=2",
      "--output-logs=new-only",
      "--ui=stream",
    ],
    {
      cwd: root,
      env: toolEnvironment({ NODE_ENV: "production" }),
      log,
      failed: "The build failed: read the end of the log, mend what it names, then run the command again.",
      advice: buildAdvice,
    },
  );
  const [, cached, total] = /(\d+) cached, (\d+) total/.exec(output) ?? [];
  return total === undefined ? "done" : `${total} tasks, ${cached} of them cached`;
}

function buildAdvice(output) {
  const [, failed] = /Failed:\s+(\S+)#build/.exec(output) ?? [];
  if (/heap out of memory|SIGKILL|exited \(137\)/.test(output)) {
    return "The build ran out of memory: it needs 4 GB free; close other programs, then run the command again.";
  }
  return failed && `Building ${failed} failed: read the end of the log, mend it, then run the command again.`;
}
