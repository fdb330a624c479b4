const swc = {
  "^.+\\.(t|j)sx?$": [
    "@swc/jest",
    { jsc: { target: "es2022", parser: { syntax: "typescript", tsx: true } } },
  ],
};

/** Sources of our packages are tested as they stand: no build is needed for `pnpm test:unit`. */
const sources = {
  "^@goodword/(core|store|api|email|testing)$": "<rootDir>/packages/$1/src/index.ts",
  "^@goodword/email-templates$": "<rootDir>/email-templates/from-source.cjs",
};

const project = (displayName, rest) => ({
  displayName,
  rootDir: __dirname,
  testEnvironment: "node",
  transform: swc,
  setupFilesAfterEnv: ["<rootDir>/tests/jest-patience.cjs"],
  moduleNameMapper: sources,
  modulePathIgnorePatterns: ["<rootDir>/.tmp/", "/dist/", "/.medusa/", "/.next/", "/.demo/"],
  ...rest,
});

module.exports = {
  // jest leaves one core free by default, and runs one test file at a time on two.
  maxWorkers: "100%",
  projects: [
    project("unit", {
      testMatch: [
        "<rootDir>/packages/*/src/**/*.test.ts",
        "<rootDir>/plugins/*/src/**/*.test.ts",
        "<rootDir>/plugins/strapi/server/src/**/*.test.ts",
      ],
      testPathIgnorePatterns: ["/node_modules/", "/packages/store/", "\\.browser\\.test\\.ts$"],
    }),
    project("contract", {
      testMatch: ["<rootDir>/packages/store/src/**/*.test.ts"],
      globalSetup: "<rootDir>/tests/postgres-setup.mjs",
      globalTeardown: "<rootDir>/tests/postgres-teardown.mjs",
    }),
    project("browser", { testMatch: ["<rootDir>/packages/*/src/**/*.browser.test.ts"] }),
  ],
};
