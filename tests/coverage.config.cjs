/**
 * `pnpm coverage`: how much of the core its own tests and the contracts of the engine over the memory store
 * reach. It fails below the threshold, which only counts for all of the core.
 */
const { maxWorkers, projects } = require("../jest.config.cjs");
const unit = projects.find(({ displayName }) => displayName === "unit");

module.exports = {
  ...unit,
  maxWorkers,
  testMatch: ["<rootDir>/packages/core/src/**/*.test.ts", "<rootDir>/packages/testing/src/memory/*.test.ts"],
  collectCoverage: true,
  collectCoverageFrom: ["<rootDir>/packages/core/src/**/*.ts", "!<rootDir>/packages/core/src/**/*.test.ts"],
  coverageDirectory: "<rootDir>/coverage/core",
  coverageReporters: ["text", "json-summary", "json", "html"],
  coverageThreshold: { global: { branches: 95 } },
};
