import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { root } from "@goodword/example-demo/repository";

let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "goodword-layers-"));
});
after(() => rm(folder, { recursive: true, force: true }));

/** What the rules of this repository say of a few files, by path; empty where they hold. */
async function judged(files) {
  await rm(join(folder, "packages"), { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, "packages/core/src", path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  const tool = join(root, "node_modules/.bin/depcruise");
  return new Promise((done) => {
    const config = ["--config", join(root, ".dependency-cruiser.cjs")];
    execFile(tool, [...config, "packages"], { cwd: folder }, (failed, output) => {
      done(failed ? output : "");
    });
  });
}

const fact = "export const fact = 1;\nexport type Fact = typeof fact;\n";

test("a file may use what lies below it, and its own layer", async () => {
  const files = {
    "money/amount.ts": fact,
    "order/order.ts": 'export { fact } from "../money/amount";\n',
    "use-cases/orders/record.ts": 'export type { Fact } from "../../money/amount";\n',
  };
  assert.equal(await judged(files), "");
});

for (const [what, line] of [
  ["a value", 'export { fact } from "../use-cases/orders/record";\n'],
  ["a type", 'import type { Fact } from "../use-cases/orders/record";\nexport type Amount = Fact;\n'],
]) {
  test(`${what} from above is refused, and the layer named`, async () => {
    const told = await judged({ "use-cases/orders/record.ts": fact, "money/amount.ts": line });
    assert.match(told, /error layer-money: packages\/core\/src\/money\/amount\.ts →/);
  });
}

test("a circle is refused, of types too", async () => {
  const told = await judged({
    "trust/one.ts": 'import type { Two } from "./two";\nexport interface One { two: Two }\n',
    "trust/two.ts": 'import type { One } from "./one";\nexport interface Two { one: One }\n',
  });
  assert.match(told, /error no-circle-in-core:/);
});

test("a folder without a place among the layers is refused", async () => {
  assert.match(
    await judged({ "helpers/fact.ts": fact, "money/a.ts": 'export { fact } from "../helpers/fact";\n' }),
    /error layer-unknown:/,
  );
});
