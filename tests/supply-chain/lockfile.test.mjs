import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { promisify } from "node:util";
import { installArguments } from "@goodword/example-demo/install";
import { root, toolEnvironment } from "@goodword/example-demo/repository";
import {
  belowFloors,
  floors,
  packagesOf,
  rangesBelowFloors,
  readLockfile,
  readSettings,
  unverifiable,
} from "./lockfile.mjs";
import { published } from "./published.mjs";

const lockfile = readLockfile();
const settings = readSettings();
const hash = `sha512-${"a".repeat(86)}==`;
const with_ = (packages) => ({ packages, importers: {} });

it("no version in the lockfile is below its floor, tools' included", () => {
  const names = new Set(packagesOf(lockfile).map(({ name }) => name));
  for (const name of Object.keys(floors)) assert.ok(names.has(name), `${name} is not in the lockfile`);
  assert.deepEqual(belowFloors(lockfile), []);
});

it("notices one version below its floor among others that are not", () => {
  const lowered = with_({
    "handlebars@4.7.10": {},
    "handlebars@4.7.9": {},
    "nodemailer@9.0.0": {},
    "@strapi/strapi@5.44.9": {},
    "@strapi/strapi@5.45.0": {},
  });
  assert.deepEqual(belowFloors(lowered), ["handlebars@4.7.9", "nodemailer@9.0.0", "@strapi/strapi@5.44.9"]);
});

it("no published package lets a shop install a version below its floor", () => {
  assert.deepEqual(
    published.flatMap(({ manifest }) => rangesBelowFloors(manifest)),
    [],
  );
  assert.deepEqual(rangesBelowFloors({ peerDependencies: { "@strapi/strapi": "^5.0.0" } }), [
    "@strapi/strapi ^5.0.0",
  ]);
});

it("everything in the lockfile comes from the registry, with a hash", () => {
  assert.deepEqual(unverifiable(lockfile), []);
});

it("notices what comes from git, from an address or without a hash", () => {
  const resolutions = {
    "git@1.0.0": { type: "git", repo: "https://git.example/a.git", commit: "abc" },
    "address@1.0.0": { integrity: hash, tarball: "https://elsewhere.example/a.tgz" },
    "weak@1.0.0": { integrity: "sha1-abc" },
    "none@1.0.0": undefined,
  };
  const packages = Object.fromEntries(
    Object.entries({ ...resolutions, "good@1.0.0": { integrity: hash } }).map(([key, resolution]) => [
      key,
      { resolution },
    ]),
  );
  assert.deepEqual(unverifiable(with_(packages)), Object.keys(resolutions));
  const dependencies = {
    far: { specifier: "github:a/b", version: "https://codeload.example/a" },
    near: { specifier: "workspace:*", version: "link:../core" },
    "@scoped/alias": { specifier: "npm:@other/name@1.0.0", version: "@other/name@1.0.0(peer@1.0.0)" },
  };
  assert.deepEqual(unverifiable({ packages: {}, importers: { "packages/a": { dependencies } } }), [
    "packages/a: far https://codeload.example/a",
  ]);
});

it("only the install scripts of packages on the list run, and each on the list is installed", async () => {
  const names = new Set(packagesOf(lockfile).map(({ name }) => name));
  assert.deepEqual(
    Object.keys(settings.allowBuilds).filter((name) => !names.has(name)),
    [],
  );
  // Each of these would let a script run that nobody looked at.
  for (const setting of ["dangerouslyAllowAllBuilds", "onlyBuiltDependencies", "onlyBuiltDependenciesFile"])
    assert.ok(!(setting in settings), setting);
  assert.notEqual(settings.strictDepBuilds, false);
  assert.doesNotMatch(await readFile(join(root, ".npmrc"), "utf8"), /build|script/i);
});

it("npm test and npm start install what the lockfile says, and refuse where it does not fit", async () => {
  const folder = await mkdtemp(join(tmpdir(), "goodword-frozen-"));
  try {
    const manifest = { name: "a", private: true, dependencies: { ms: "2.1.3" } };
    await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
    await writeFile(join(folder, "pnpm-workspace.yaml"), "pmOnFail: ignore\n");
    const text =
      "lockfileVersion: '9.0'\n\nsettings:\n  autoInstallPeers: true\n  excludeLinksFromLockfile: false\n\nimporters:\n\n  .: {}\n";
    await writeFile(join(folder, "pnpm-lock.yaml"), text);
    const refused = await promisify(execFile)("pnpm", installArguments, {
      cwd: folder,
      env: toolEnvironment({ CI: "1" }),
    }).then(
      () => "installed",
      ({ stdout, stderr }) => stdout + stderr,
    );
    assert.match(refused, /OUTDATED_LOCKFILE/);
    assert.equal(await readFile(join(folder, "pnpm-lock.yaml"), "utf8"), text);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
