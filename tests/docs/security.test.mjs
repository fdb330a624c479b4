import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";
import { root } from "@goodword/example-demo/repository";

const page = readFileSync(join(root, "docs/security.md"), "utf8");
const test = /(?:\.test\.(?:ts|mjs)|\/contract\/[\w-]+\.ts)$/;

/**
 * Links to tests with the sentence they name, null for a whole file. A row may carry `<!-- check: … -->` while a test
 * that it names is still to come; the last test here fails as long as one does.
 */
export function testsNamedIn(text) {
  return text
    .split(/\n(?=\||\n)/)
    .filter((row) => !row.includes("<!-- check:"))
    .flatMap((row) => [...row.matchAll(/\[([^\]]+)\]\(\.\.\/([^)]+)\)/g)])
    .filter(([, , path]) => test.test(path))
    .map(([, label, path]) => {
      const sentence = /"(.+)"/s.exec(label)?.[1]?.replace(/\s+/g, " ");
      return { path, sentence: sentence ?? null };
    });
}

/** What of it there is not. */
function missing({ path, sentence }) {
  if (!existsSync(join(root, path))) return `${path} is not there`;
  const source = readFileSync(join(root, path), "utf8");
  // A sentence stands in a test's name, in any of the three quotes, whole or after a part that is filled in.
  const isThere =
    sentence === null ||
    source
      .split("\n")
      .some((line) => /["'`]/.test(line) && line.includes(sentence) && !/^\s*(\/\/|\*)/.test(line));
  return isThere ? null : `${path} has no test "${sentence}"`;
}

it("every test that the threat model names is there", () => {
  const named = testsNamedIn(page);
  assert.ok(named.length > 40, `${named.length} tests are named`);
  assert.deepEqual(named.map(missing).filter(Boolean), []);
});

it("notices a file and a sentence that are not there", () => {
  const file = "tests/docs/security.test.mjs";
  const text = `| a | [x: "no such\nsentence"](../${file}), [y](../tests/none.test.mjs), [z: "notices a file"](../${file}) |`;
  assert.deepEqual(testsNamedIn(text).map(missing), [
    `${file} has no test "no such ${"sentence"}"`,
    "tests/none.test.mjs is not there",
    null,
  ]);
});

it("every row of the threat model says what stops it and which test tries it, or where that stands", () => {
  const rows = page.split("\n").filter((line) => /^\| (?!-|wants )/.test(line));
  assert.ok(rows.length > 40, `${rows.length} rows`);
  for (const row of rows) {
    const [, wants, stops, tests, accepted, end] = row.split("|").map((cell) => cell.trim());
    assert.ok(wants && stops && accepted !== undefined && end === "", row);
    assert.ok(stops.startsWith("See ") || /\]\(\.\.\//.test(tests), row);
  }
});

it("no row of the threat model waits to be checked", () => {
  assert.deepEqual(
    [...page.matchAll(/<!-- check: (.+?) -->/g)].map(([, what]) => what),
    [],
  );
});
