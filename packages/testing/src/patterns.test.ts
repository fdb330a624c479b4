import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { checkPromptContent } from "@goodword/core";
import { checkSync } from "recheck";
import ts from "typescript";

const root = join(__dirname, "../../..");

interface Pattern {
  /** Where it stands, and how it is written there. */
  readonly name: string;
  readonly source: string;
  readonly flags: string;
}

/** Every regular expression of the packages and plugins: one that is added is in here. */
function patternsOf(file: string): Pattern[] {
  const tree = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const found: Pattern[] = [];
  const visit = (node: ts.Node): void => {
    const name = () =>
      `${relative(root, file)}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${node.getText()}`;
    if (ts.isRegularExpressionLiteral(node)) {
      const [, source = "", flags = ""] = /^\/(.*)\/([a-z]*)$/s.exec(node.text) ?? [];
      found.push({ name: name(), source, flags });
    }
    if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === "RegExp") {
      throw new Error(`${name()}: write it as a literal, so that this test can read it`);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

const sources = ["packages", "plugins"]
  .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(root, folder, name)))
  .flatMap((folder) => [join(folder, "src"), join(folder, "server/src"), join(folder, "admin/src")])
  .flatMap((folder) => filesOf(folder))
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|\.d\.ts$|\/testing\/src\//.test(file));

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)));
  } catch {
    return [];
  }
}

const patterns = sources.flatMap(patternsOf);

/**
 * recheck decides by automata for what has no back-reference, and finds cubic and quadratic patterns where
 * checkers that look at the star height alone (safe-regex) call them safe.
 */
function verdictOf({ name, source, flags }: Pattern): string | null {
  const found = checkSync(source, flags, { timeout: 30_000 });
  if (found.status === "safe") return null;
  return found.status === "vulnerable"
    ? `${name}: ${found.complexity.summary} ${found.attack.pattern}`
    : `${name}: ${found.status}`;
}

/** Texts that a pattern nearly matches: its own characters and pairs of them, again and again, and then the end. */
function nearMisses(source: string, length: number): string[] {
  const own = [...new Set([...source.replaceAll(/\\./g, ""), ..." a1@.,\t"])];
  const bits = [...own, ...own.slice(0, 12).flatMap((one) => own.slice(0, 12).map((other) => one + other))];
  return bits.map((bit) => `${bit.repeat(length).slice(0, length)}\u0001`);
}

/** The least of three, in milliseconds: what else the machine does only adds. */
function fastest(act: () => void): number {
  return Math.min(
    ...[1, 2, 3].map(() => {
      const began = performance.now();
      act();
      return performance.now() - began;
    }),
  );
}

/** A linear pattern reads 10 kB in a fraction of this, on any machine; a quadratic one takes ten times as long. */
const unmeasurableMs = 10;

/** How much longer four times the text takes: 4 where it is linear, 16 where it is quadratic. */
function growthOf({ source, flags }: Pattern): number {
  const pattern = new RegExp(source, flags.replace(/[gy]/g, ""));
  const short = nearMisses(source, 2_500);
  const growths = nearMisses(source, 10_000).map((long, n) => {
    const took = fastest(() => pattern.test(long));
    return took < unmeasurableMs
      ? 1
      : took /
          Math.max(
            0.01,
            fastest(() => pattern.test(short[n] ?? "")),
          );
  });
  return Math.max(...growths);
}

describe("the regular expressions of the sources", () => {
  it("are found", () => {
    expect(patterns.length).toBeGreaterThan(100);
    expect(patterns.map(({ name }) => name).join("\n")).toContain("check-content.ts");
  });

  it("can all be read in a time that grows with the text, and not with its square", () => {
    expect(patterns.map(verdictOf).filter((verdict) => verdict !== null)).toEqual([]);
  }, 300_000);

  it("take at 10 kB about four times as long as at 2.5 kB", () => {
    expect(patterns.filter((pattern) => growthOf(pattern) > 10).map(({ name }) => name)).toEqual([]);
  }, 120_000);

  it("are told apart by both from those that had to go", () => {
    const figure = { name: "figures", source: String.raw`\d[\d.,]*\s?(?:%|eur\b)`, flags: "i" };
    const address = { name: "addresses", source: String.raw`^\S+@\S+\.\S{2,}$`, flags: "" };
    expect(verdictOf(figure)).toContain("2nd degree");
    expect(verdictOf(address)).toContain("3rd degree");
    expect(growthOf(figure)).toBeGreaterThan(6);
  }, 60_000);
});

describe("the gate of prompts", () => {
  it("refuses 40,000 digits in a field no slower than 600", () => {
    const check = (length: number) => () => checkPromptContent({ thanks: "1".repeat(length) });
    expect(check(40_000)()).toContainEqual(
      expect.objectContaining({ field: "thanks", code: "GW_TEXT_TOO_LONG" }),
    );
    const many = (act: () => void) => () => {
      for (let n = 0; n < 200; n += 1) act();
    };
    expect(fastest(many(check(40_000)))).toBeLessThan(10 * fastest(many(check(600))) + unmeasurableMs);
  });
});
