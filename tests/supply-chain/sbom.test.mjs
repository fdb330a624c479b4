import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, it } from "node:test";
import { promisify } from "node:util";
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import { root, toolEnvironment } from "@goodword/example-demo/repository";
import { licencesIn } from "./licence-rules.mjs";
import { published } from "./published.mjs";
import { nameOf, sbomsOf } from "./sbom.mjs";

const run = promisify(execFile);
const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
const problemsOf = (bom) => validator.validate(JSON.stringify(bom));
const names = published.map(({ manifest }) => manifest.name);
let boms;
before(async () => {
  boms = await sbomsOf(names);
});

it("every published package has a bill of materials that the CycloneDX schema accepts", async () => {
  assert.deepEqual([...boms.keys()].sort(), [...names].sort());
  for (const { manifest } of published) {
    const bom = boms.get(manifest.name);
    assert.equal(await problemsOf(bom), null, manifest.name);
    assert.equal(bom.metadata.component.version, manifest.version);
  }
  const { components } = boms.get("@goodword/email");
  assert.notEqual(await problemsOf({ ...boms.get("@goodword/email"), components: [{}] }), null);
  assert.ok(components.some((component) => nameOf(component) === "handlebars"));
});

it("each names every production dependency, with a hash where it is not ours", () => {
  for (const { manifest } of published) {
    const { components } = boms.get(manifest.name);
    const listed = new Set(components.map(nameOf));
    for (const name of Object.keys(manifest.dependencies ?? {})) {
      assert.ok(listed.has(name), `${manifest.name} depends on ${name}`);
    }
    for (const component of components.filter((one) => !names.includes(nameOf(one)))) {
      const hashes = (component.externalReferences ?? []).flatMap((reference) => reference.hashes ?? []);
      assert.ok(
        hashes.some(({ alg }) => alg === "SHA-512"),
        nameOf(component),
      );
    }
  }
});

it("none ships a part of Medusa or Strapi: they are the shop's own", () => {
  const shipped = [...boms.values()].flatMap(({ components }) => components.map(nameOf));
  assert.deepEqual(
    shipped.filter((name) => /^@(medusajs|strapi)\//.test(name)),
    [],
  );
});

it("every production dependency has a licence on the list", () => {
  const refused = [...boms.values()].flatMap(licencesIn).filter((one) => one.refused);
  assert.deepEqual(refused, []);
});

it("refuses a copyleft, a source-available, a combined and a missing licence", () => {
  const components = [
    { name: "agpl", version: "1", licenses: [{ license: { id: "AGPL-3.0-only" } }] },
    { name: "sspl", version: "1", licenses: [{ license: { name: "SSPL-1.0" } }] },
    { name: "either", version: "1", licenses: [{ expression: "(MIT OR GPL-3.0-only)" }] },
    {
      name: "both",
      version: "1",
      licenses: [{ license: { id: "MIT" } }, { license: { id: "GPL-2.0-only" } }],
    },
    { name: "none", version: "1" },
    { name: "mit", version: "1", licenses: [{ license: { id: "MIT" } }] },
  ];
  const refused = licencesIn({ components }).filter((one) => one.refused);
  assert.deepEqual(
    refused.map(({ name }) => name),
    ["agpl", "sspl", "either", "both", "none"],
  );
});

it("every package writes its bill of materials when it is packed, and takes it along", async () => {
  for (const { folder, manifest } of published) {
    assert.ok(manifest.files.includes("sbom.cdx.json"), folder);
    assert.match(
      manifest.scripts?.prepack ?? "",
      /^node (\.\.\/){1,2}tests\/supply-chain\/write-sbom\.mjs$/,
      folder,
    );
    assert.equal(manifest.publishConfig?.provenance, true, folder);
  }
  const folder = await mkdtemp(join(tmpdir(), "goodword-pack-"));
  try {
    await run("pnpm", ["pack", "--pack-destination", folder], {
      cwd: join(root, "packages/email"),
      env: toolEnvironment(),
    });
    const [tarball] = await readdir(folder);
    const { stdout } = await run("tar", ["-xzOf", join(folder, tarball), "package/sbom.cdx.json"]);
    const bom = JSON.parse(stdout);
    assert.equal(await problemsOf(bom), null);
    assert.deepEqual(
      bom.components.map(nameOf).sort(),
      boms.get("@goodword/email").components.map(nameOf).sort(),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
