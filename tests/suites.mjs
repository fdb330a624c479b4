/**
 * Every suite of `npm test`, in the order it runs. A suite is a command that answers in one of three ways:
 * `jest` suites write jest's JSON report; `node` suites are files for Node's own runner; `steps` suites print, as their last line, JSON with
 * `steps: [{name, ok}]`, each of which counts as a test.
 *
 * All get TEST_DATABASE_URL and DB_HOST, DB_PORT, DB_USERNAME, DB_PASSWORD of a fresh PostgreSQL, and
 * CHROME_PATH of a browser.
 *
 * @typedef {object} Suite
 * @property {string} name
 * @property {string} title
 * @property {string} cwd       relative to the root of the repository
 * @property {"jest" | "node" | "steps"} kind
 * @property {string[]} args    of jest, or of node; its files are named from the root
 * @property {Record<string, string>} [env]
 * @property {number} minutes   after which it is ended and counts as failed
 */

/** @type {Suite[]} */
export const suites = [
  { name: "check", title: "Static checks", cwd: ".", kind: "steps", args: ["tests/check.mjs"], minutes: 20 },
  {
    name: "unit",
    title: "Unit tests",
    cwd: ".",
    kind: "jest",
    args: ["--selectProjects", "unit"],
    minutes: 10,
  },
  {
    name: "supply-chain",
    title: "Dependencies, licences, layers and what docs/security.md names",
    cwd: ".",
    kind: "node",
    args: [
      "tests/supply-chain/lockfile.test.mjs",
      "tests/supply-chain/sbom.test.mjs",
      "tests/docs/security.test.mjs",
      "tests/layers/layers.test.mjs",
    ],
    minutes: 3,
  },
  {
    name: "coverage",
    title: "Branches of the core that tests reach",
    cwd: ".",
    kind: "steps",
    args: ["tests/coverage.mjs"],
    minutes: 10,
  },
  {
    name: "demo",
    title: "The demo's processes and database",
    cwd: ".",
    kind: "node",
    args: ["examples/demo/postgres.test.mjs", "examples/demo/processes-and-ports.test.mjs"],
    minutes: 3,
  },
  {
    name: "contract",
    title: "Store contract on memory, SQLite and PostgreSQL",
    cwd: ".",
    kind: "jest",
    args: ["--selectProjects", "contract"],
    minutes: 10,
  },
  {
    name: "medusa",
    title: "Medusa integration",
    cwd: "plugins/medusa",
    kind: "jest",
    args: [],
    env: { NODE_OPTIONS: "--experimental-vm-modules" },
    minutes: 30,
  },
  {
    name: "strapi",
    title: "Strapi integration",
    cwd: "plugins/strapi",
    kind: "jest",
    args: ["--runInBand"],
    minutes: 10,
  },
  {
    name: "browser",
    title: "The elements in a browser, with axe",
    cwd: ".",
    kind: "jest",
    args: ["--selectProjects", "browser"],
    minutes: 5,
  },
  {
    name: "faults",
    title: "Orders through killed workers, and caps raced for",
    cwd: ".",
    kind: "node",
    args: ["tests/faults/kill.test.mjs", "tests/faults/caps.test.mjs", "tests/faults/simulate.test.mjs"],
    minutes: 25,
  },
  {
    name: "smoke",
    title: "The whole story in a browser",
    cwd: ".",
    kind: "steps",
    args: ["tests/e2e/smoke.mjs"],
    minutes: 15,
  },
  {
    name: "staff",
    title: "What staff do in Medusa's admin, in a browser",
    cwd: ".",
    kind: "steps",
    args: ["tests/e2e/staff.mjs"],
    minutes: 15,
  },
];
