const test = "\\.test\\.tsx?$";
const sources = "^(packages|plugins|examples)/[^/]+/(src|server/src|admin/src)/";

/** A package may import, of ours, only what `allowed` names; its tests also @goodword/testing. */
const room = (name, comment, allowed, from = `^packages/${name}/`) => [
  {
    name: `room-${name}`,
    comment,
    severity: "error",
    from: { path: from, pathNot: test },
    to: { path: ours, pathNot: [from, ...allowed] },
  },
  {
    name: `room-${name}-tests`,
    comment: `${comment} Its tests may also import @goodword/testing and the demo's PostgreSQL and browser.`,
    severity: "error",
    from: { path: `${from}.*${test}` },
    to: { path: ours, pathNot: [from, ...allowed, "^packages/(testing|core)/", "^examples/demo/"] },
  },
];
const ours = "^(packages|plugins|examples|email-templates|tests)/";
const core = "^packages/core/";

/** The layers of core, from the bottom up: each imports only from its own and from those below, types too. */
const layers = [
  ["errors.ts", "secret.ts", "locale.ts", "ids.ts", "page.ts"],
  ["money", "order", "person", "click"],
  ["trust"],
  ["program"],
  ["reward"],
  ["referral"],
  ["terms"],
  ["prompt", "compliance", "insight"],
  ["ports"],
  ["use-cases"],
  ["goodword.ts", "index.ts"],
];
const inCore = (names) =>
  `^packages/core/src/(${names.map((name) => name.replace(".", "\\.")).join("|")})(/|$)`;
const layerRules = layers.slice(0, -1).map((names, place) => ({
  name: `layer-${names[0].replace(".ts", "")}`,
  comment: `The layer ${names.join(", ")} of packages/core imports nothing from above: ${layers
    .slice(place + 1)
    .flat()
    .join(", ")}. Move what both need down, or the decision up.`,
  severity: "error",
  from: { path: inCore(names), pathNot: test },
  to: { path: inCore(layers.slice(place + 1).flat()) },
}));

/** Who may import whom: the rooms of docs/how-it-works.md. */
module.exports = {
  forbidden: [
    ...room("core", "The room packages/core imports nothing of ours: it decides, others act.", []),
    ...room("testing", "The room packages/testing imports only core.", [core]),
    ...room("store", "The room packages/store imports only core.", [core]),
    ...room("api", "The room packages/api imports only core.", [core]),
    ...room("email", "The room packages/email imports only core and the templates.", [
      core,
      "^email-templates/",
    ]),
    ...room("email-templates", "The room email-templates imports nothing of ours.", [], "^email-templates/"),
    ...room("storefront", "The room packages/storefront imports only types of api.", ["^packages/api/"]),
    {
      name: "room-storefront-types",
      comment: "The room packages/storefront imports only types of api: write `import type`.",
      severity: "error",
      from: { path: "^packages/storefront/", pathNot: test },
      to: { path: "^packages/api/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "room-plugins",
      comment: "The rooms plugins/* import packages, never each other, an example or a test.",
      severity: "error",
      from: { path: "^plugins/([^/]+)/", pathNot: test },
      to: { path: ours, pathNot: ["^plugins/$1/", "^packages/(core|store|api|email|storefront|admin)/"] },
    },
    {
      name: "only-examples-import-plugins",
      comment: "Nothing imports a plugin but an example.",
      severity: "error",
      from: { path: "^(packages|tests|email-templates)/" },
      to: { path: "^plugins/" },
    },
    {
      name: "published-exports-only",
      comment:
        "Another room is imported by its package name, as it is published, never by a path into its sources.",
      severity: "error",
      from: { path: "^((?:packages|plugins|examples)/[^/]+|tests|email-templates)/" },
      to: { path: sources, pathNot: "^$1/" },
    },
    {
      name: "core-without-io",
      comment: "The room packages/core touches no file, network or process of Node: those are ports.",
      severity: "error",
      from: { path: "^packages/core/", pathNot: test },
      to: { dependencyTypes: ["core"], pathNot: "^(node:)?(crypto|url|util|assert|buffer)$" },
    },
    {
      name: "no-circle",
      comment: "Two files that import each other are one idea in two places.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    ...layerRules,
    {
      name: "layer-unknown",
      comment:
        "A folder of packages/core/src has its place in the list of layers, in .dependency-cruiser.cjs.",
      severity: "error",
      from: {},
      to: { path: "^packages/core/src/", pathNot: [test, inCore(layers.flat())] },
    },
    {
      name: "no-circle-in-core",
      comment:
        "Two files of packages/core that import each other, if only types, cannot be read one after the other.",
      severity: "error",
      from: { path: "^packages/core/src/" },
      to: { circular: true },
    },
    {
      name: "resolvable",
      comment: "What is imported exists: it is built, and package.json names it.",
      severity: "error",
      from: {},
      // Next answers `server-only` itself.
      to: { couldNotResolve: true, pathNot: "^server-only$" },
    },
  ],
  options: {
    doNotFollow: { path: ["node_modules", "/dist/", "/\\.medusa/"] },
    exclude: { path: "/node_modules/(?!@goodword|medusa-plugin-goodword|strapi-plugin-goodword)" },
    tsPreCompilationDeps: "specify",
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      mainFields: ["module", "main", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".cjs", ".json"],
    },
  },
};
