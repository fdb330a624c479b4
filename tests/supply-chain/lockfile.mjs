import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "@goodword/example-demo/repository";
import { lt, minVersion } from "semver";
import { parse } from "yaml";

/** Versions below have published vulnerabilities. Every version in the lockfile must reach them, also of tools. */
export const floors = { handlebars: "4.7.10", nodemailer: "9.0.1", "@strapi/strapi": "5.45.0" };

export const readLockfile = () => parse(readFileSync(join(root, "pnpm-lock.yaml"), "utf8"));
export const readSettings = () => parse(readFileSync(join(root, "pnpm-workspace.yaml"), "utf8"));

/** `name@version` split at the second `@` of a scoped name. */
function partsOf(key) {
  const at = key.indexOf("@", 1);
  return { name: key.slice(0, at), version: key.slice(at + 1) };
}

export function packagesOf(lockfile) {
  return Object.entries(lockfile.packages).map(([key, { resolution }]) => ({ ...partsOf(key), resolution }));
}

/** `name@version` of everything in the lockfile below its floor. */
export function belowFloors(lockfile) {
  return packagesOf(lockfile)
    .filter(({ name, version }) => name in floors && lt(version, floors[name]))
    .map(({ name, version }) => `${name}@${version}`);
}

/** `name range` of everything that a published package lets a shop install below its floor. */
export function rangesBelowFloors(manifest) {
  return Object.entries({ ...manifest.dependencies, ...manifest.peerDependencies })
    .filter(([name, range]) => name in floors && lt(minVersion(range), floors[name]))
    .map(([name, range]) => `${name} ${range}`);
}

/**
 * What does not come from the registry with a hash: a git repository, a tarball at an address, a folder outside the
 * workspace.
 */
export function unverifiable(lockfile) {
  const packages = packagesOf(lockfile)
    .filter(({ resolution }) => {
      const { integrity, ...other } = resolution ?? {};
      return !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? "") || Object.keys(other).length > 0;
    })
    .map(({ name, version }) => `${name}@${version}`);
  const direct = Object.entries(lockfile.importers).flatMap(([importer, fields]) =>
    ["dependencies", "devDependencies", "optionalDependencies"].flatMap((kind) =>
      Object.entries(fields[kind] ?? {})
        .filter(([, { specifier, version }]) => {
          const isOurs = specifier.startsWith("workspace:") && version.startsWith("link:");
          return !isOurs && /[:/]/.test(version.replace(/\(.*$/, "").replace(/^@[^/]+\//, ""));
        })
        .map(([name, { version }]) => `${importer}: ${name} ${version}`),
    ),
  );
  return [...packages, ...direct];
}
