import { readFileSync } from "node:fs";
import { join } from "node:path";
import { funnelSteps } from "./funnel";
import { measureNames, measures } from "./measures";

const page = readFileSync(join(__dirname, "../../../../docs/measures.md"), "utf8");
const rows = page.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
const said = (name: string) => rows.find(([, first]) => first === `\`${name}\``)?.[2];

it.each(measureNames)("docs/measures.md defines %s in the measure's own words", (name) => {
  expect(said(name)).toBe(measures[name].definition);
});

it.each(funnelSteps)("docs/measures.md says what the step %s counts", (step) => {
  expect(said(step)).toMatch(/\w/);
});
