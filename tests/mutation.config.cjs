/** The unit tests of the core alone, as `pnpm mutate` runs them once for every change it makes to a source. */
const { projects } = require("../jest.config.cjs");
const { displayName: _, ...unit } = projects.find(({ displayName }) => displayName === "unit");

module.exports = { ...unit, testMatch: ["<rootDir>/packages/core/src/**/*.test.ts"] };
