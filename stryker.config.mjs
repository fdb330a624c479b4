/** `pnpm mutate`: does a test fail when a decision of the core is changed? See tests/mutate.mjs. */
export default {
  testRunner: "jest",
  plugins: ["@stryker-mutator/jest-runner"],
  jest: { configFile: "tests/mutation.config.cjs", enableFindRelatedTests: true },
  coverageAnalysis: "perTest",
  mutate: [
    "packages/core/src/{money,order,person,referral,reward,trust}/**/*.ts",
    "!packages/core/src/**/*.test.ts",
  ],
  // What is read once, when a module is loaded (tables, sentences, lists), is a third of the mutants and would
  // take five sixths of the time: each of them runs every related test in a fresh process. Tests compare these
  // tables word by word.
  ignoreStatic: true,
  ignorePatterns: [
    "**",
    "!package.json",
    "!jest.config.cjs",
    "!tsconfig.base.json",
    "!tests/*.cjs",
    "!packages/core/**",
    "packages/core/{dist,node_modules,.turbo}",
  ],
  concurrency: 2,
  timeoutMS: 20_000,
  thresholds: { high: 95, low: 85, break: 85 },
  incremental: true,
  incrementalFile: ".tmp/mutation/incremental.json",
  tempDirName: ".tmp/stryker",
  reporters: ["clear-text", "html", "json", "progress-append-only"],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: true },
  htmlReporter: { fileName: ".tmp/mutation/report.html" },
  jsonReporter: { fileName: ".tmp/mutation/report.json" },
};
