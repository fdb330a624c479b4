/** A real Medusa on real PostgreSQL with the built plugin: `medusa plugin:build` comes first. */
module.exports = {
  rootDir: __dirname,
  testEnvironment: "node",
  testMatch: ["<rootDir>/integration-tests/**/*.test.ts"],
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }] },
  setupFiles: ["<rootDir>/integration-tests/setup.cjs"],
  testTimeout: 600_000,
  // Each boots a shop of its own on a database of its own.
  maxWorkers: 2,
  // Medusa leaves timers of its own behind.
  forceExit: true,
};
