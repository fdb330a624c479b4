import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "@goodword/example-demo/repository";

/** The packages that are published: each with its folder and its package.json. */
export const published = ["packages", "plugins", "."]
  .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(folder, name)))
  .filter((folder) => existsSync(join(root, folder, "package.json")))
  .map((folder) => ({
    folder,
    manifest: JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")),
  }))
  .filter(({ manifest }) => !manifest.private);
