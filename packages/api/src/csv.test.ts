import fc from "fast-check";
import { csv } from "./csv";

describe("CSV", () => {
  it.each([
    ["=1+1", `"'=1+1"`],
    ["+49 30", `"'+49 30"`],
    ["-5", `"'-5"`],
    ["@sum", `"'@sum"`],
    ["\t=1", `"'\t=1"`],
    ["\r=1", `"'\r=1"`],
    [`=HYPERLINK("x")`, `"'=HYPERLINK(""x"")"`],
    ["Anna", "Anna"],
    ["a=b", "a=b"],
    ["Berg, Anna", `"Berg, Anna"`],
    [`Anna "A" Berg`, `"Anna ""A"" Berg"`],
    ["two\nlines", `"two\nlines"`],
    ["", ""],
  ])("writes %j so that no spreadsheet computes it", (text, written) => {
    expect(csv([[text, "10.00"]])).toBe(`${written},10.00\r\n`);
  });

  it("writes a line for each row, and never a cell that begins a formula", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const line = csv([[text]]);
        expect(line.endsWith("\r\n")).toBe(true);
        expect(line.replace(/^"/, "")).not.toMatch(/^[=+\-@\t]|^\r(?!\n$)/);
      }),
      { numRuns: Number(process.env.GOODWORD_RUNS ?? 1000) },
    );
    expect(csv([["a"], ["b"]])).toBe("a\r\nb\r\n");
  });
});
