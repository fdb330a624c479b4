import { readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the checkout, wherever the command was typed. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

/** What the demo and the tests write; git ignores it. */
export const demoFolder = join(root, ".demo");

/** pnpm's version as package.json pins it. */
export function pinnedPnpm() {
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return packageManager.replace(/^pnpm@/, "").replace(/\+.*$/, "");
}

/** The environment for the tools of this checkout: they are found on the PATH and send nothing home. */
export function toolEnvironment(extra = {}) {
  return {
    ...process.env,
    PATH: [join(root, "node_modules", ".bin"), process.env.PATH].join(delimiter),
    TURBO_TELEMETRY_DISABLED: "1",
    NEXT_TELEMETRY_DISABLED: "1",
    STRAPI_TELEMETRY_DISABLED: "true",
    MEDUSA_DISABLE_TELEMETRY: "true",
    ...extra,
  };
}
