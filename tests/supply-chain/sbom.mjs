import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { root, toolEnvironment } from "@goodword/example-demo/repository";

/**
 * The software bill of materials of published packages (CycloneDX 1.6), by name: their production dependencies as the
 * lockfile has them, with hashes and licences. Peers are the shop's own and are left out. Needs no network.
 * @param {readonly string[]} names
 * @returns {Promise<Map<string, object>>}
 */
export async function sbomsOf(names) {
  const folder = await mkdtemp(join(tmpdir(), "goodword-sbom-"));
  try {
    const options = ["--sbom-format", "cyclonedx", "--sbom-spec-version", "1.6", "--prod", "--exclude-peers"];
    const filters = names.flatMap((name) => ["--filter", name]);
    await promisify(execFile)(
      "pnpm",
      [...filters, "sbom", ...options, "--split", "--out", join(folder, "%s.json")],
      { cwd: root, env: toolEnvironment() },
    );
    const files = await readdir(folder);
    const boms = await Promise.all(
      files.map(async (file) => JSON.parse(await readFile(join(folder, file), "utf8"))),
    );
    return new Map(boms.map((bom) => [nameOf(bom.metadata.component), bom]));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The npm name of a component. */
export function nameOf({ group, name }) {
  return group ? `${group}/${name}` : name;
}
