import fc from "fast-check";
import { chartScale } from "./chart-scale";

it.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [2, [0, 1, 2]],
  [7, [0, 5, 10]],
  [30, [0, 10, 20, 30]],
  [31, [0, 20, 40]],
  [100, [0, 50, 100]],
])("draws for at most %i the lines %j", (largest, lines) => {
  expect(chartScale(largest).lines).toEqual(lines);
});

it("has room for the largest, few lines, and whole numbers only", () => {
  fc.assert(
    fc.property(fc.nat({ max: 10_000_000 }), (largest) => {
      const { top, lines } = chartScale(largest);
      expect(top).toBeGreaterThanOrEqual(largest);
      expect(top).toBe(lines.at(-1));
      expect(lines.length).toBeLessThanOrEqual(4);
      expect(lines.every(Number.isInteger)).toBe(true);
      expect(top).toBeLessThanOrEqual(Math.max(1, 3 * largest));
    }),
  );
});
