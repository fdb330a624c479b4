import fc from "fast-check";
import { csv } from "./csv";

const written = (text: string) => csv([[text]]).slice(1, -2);

describe("CSV", () => {
  it.each([
    ["=1+1", `"'=1+1"`],
    ["+49 30", `"'+49 30"`],
    ["-5", `"'-5"`],
    ["@sum", `"'@sum"`],
    ["＝1+1", `"'＝1+1"`],
    ["  =1", `"  '=1"`],
    ["\uFEFF=1", `"\uFEFF'=1"`],
    ["\u200B\u00A0@x", `"\u200B\u00A0'@x"`],
    ["\t=1", `"'\t'=1"`],
    ["\r=1", `"'\r'=1"`],
    ["\tAnna", `"'\tAnna"`],
    ["Anna\n=1+1", `"Anna\n'=1+1"`],
    ["Anna;=1+1", `"Anna;'=1+1"`],
    ["Anna, -1", `"Anna, '-1"`],
    ["Anna|\t＋1", `"Anna|\t'＋1"`],
    [`=HYPERLINK("x")`, `"'=HYPERLINK(""x"")"`],
    [`Anna"=1`, `"Anna""'=1"`],
    ["Anna", "Anna"],
    ["a=b", "a=b"],
    ["Anne-Marie", "Anne-Marie"],
    ["2026-12-01T09:00:00.000Z", "2026-12-01T09:00:00.000Z"],
    ["Berg, Anna", `"Berg, Anna"`],
    ["Berg;Anna", `"Berg;Anna"`],
    [`Anna "A" Berg`, `"Anna ""A"" Berg"`],
    ["two\nlines", `"two\nlines"`],
    ["", ""],
  ])("writes %j so that no spreadsheet computes it", (text, cell) => {
    expect(csv([[text, "10.00"]])).toBe(`\uFEFF${cell},10.00\r\n`);
  });

  it("begins with one byte-order mark and writes a line for each row", () => {
    expect(csv([["a"], ["b"]])).toBe("\uFEFFa\r\nb\r\n");
  });

  // Of what makes and hides formulas, so that a run meets them together.
  const hostile = fc
    .array(fc.constantFrom(..."=+-@＝＋－＠,;|\"' \t\r\n\u00A0\u200B\uFEFF\u202Ea1".split("")))
    .map((letters) => letters.join(""));
  const text = fc.oneof(hostile, fc.string(), fc.string({ unit: "binary" }));
  const runs = { numRuns: Number(process.env.GOODWORD_RUNS ?? 1000) };

  it("never begins a formula, whichever separator the file is read with", () => {
    fc.assert(
      fc.property(text, (given) => {
        for (const separator of [",", ";", "|", "\t"]) {
          const parts = csv([[given, given]])
            .slice(1)
            .split(separator);
          for (const part of parts.flatMap((one) => one.split(/[\r\n"]/))) {
            expect(part.replace(/^[\s\p{Cc}\p{Cf}]+/u, "")).not.toMatch(/^[=+\-@＝＋－＠]/);
          }
        }
      }),
      runs,
    );
  });

  it("loses nothing: read back it is the text, but for the apostrophes", () => {
    fc.assert(
      fc.property(text, (given) => {
        const cell = written(given);
        const read = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
        expect(read.replaceAll("'", "")).toBe(given.replaceAll("'", ""));
        expect(/[,;|\t\r\n"]/.test(given) && !cell.startsWith('"')).toBe(false);
      }),
      runs,
    );
  });
});
