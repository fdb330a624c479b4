/** A real Strapi on the built plugin: `strapi-plugin build` comes first. */
module.exports = {
  rootDir: __dirname,
  testEnvironment: "node",
  testMatch: ["<rootDir>/tests/**/*.test.ts"],
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }] },
  transformIgnorePatterns: ["/node_modules/", "/dist/"],
  testTimeout: 60_000,
  maxWorkers: 1,
};
