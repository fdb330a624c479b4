import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { startPostgres } from "@goodword/example-demo/postgres";
import { root } from "@goodword/example-demo/repository";
import { openMailbox } from "../load/fleet-mailbox.mjs";
import { config, ownHook, ownSubscriber, stock, tsconfig } from "./project-files.mjs";
import { admin, aShop } from "./shop.mjs";

const run = promisify(execFile);
const require = createRequire(join(root, "plugins/medusa/package.json"));
const versionOf = (name) => require(`${name}/package.json`).version;
const packages = [
  "packages/core",
  "packages/store",
  "packages/email",
  "packages/api",
  "packages/storefront",
  "email-templates",
  "plugins/medusa",
];
/** Medusa's own plugin that takes four workflow hooks, and one of the community that hears of placed orders too. */
const neighbours = {
  "@medusajs/loyalty-plugin": versionOf("@medusajs/loyalty-plugin"),
  "@rsc-labs/medusa-products-bought-together-v2": "0.0.3",
};

/**
 * @param {"npm" | "pnpm"} manager
 * @param {(name: string, work: () => Promise<string | void>) => Promise<void>} step  stops doing anything after a failure
 */
export async function installIntoMedusa(manager, step) {
  // Outside this repository, so that nothing of it is found by accident.
  const folder = await mkdtemp(join(tmpdir(), "goodword-packed-"));
  const project = join(folder, "shop");
  const database = await startPostgres({ dataDir: join(folder, "data") });
  const mailbox = await openMailbox();
  const databaseUrl = await database.createDatabase("shop");
  const shop = aShop({ folder, project, databaseUrl, mailbox });
  try {
    await step("pack", () => pack(folder));
    await step("install", () => install(manager, folder, project));
    await step("one copy of each of our packages and of the framework", () => oneCopyOfEach(project));
    await step("migrate", () => shop.medusa("db:migrate"));
    await step("tables are there", async () => `${(await shop.tables()).length} of goodword`);
    await step("stock the shop", () => shop.medusa("exec", "./src/scripts/stock.ts"));
    await step("make a log-in", () => shop.medusa("user", "-e", admin.email, "-p", admin.password));
    await step("its types are known to a shop's own code", () =>
      run(join(project, "node_modules/.bin/tsc"), ["--noEmit"], { cwd: project })
        .then(() => "tsc")
        .catch((error) => {
          throw new Error(error.stdout);
        }),
    );
    await step("build with the admin", async () => {
      await shop.medusa("build");
      const files = await readdir(join(project, ".medusa/server/public/admin/assets"));
      const texts = await Promise.all(
        files
          .filter((name) => name.endsWith(".js"))
          .map((name) => readFile(join(project, ".medusa/server/public/admin/assets", name), "utf8")),
      );
      if (!texts.some((text) => text.includes("/admin/goodword/overview")))
        throw new Error("The built admin has no page of Goodword.");
    });
    let orders = [];
    await step("boot, and send a friend's order through", async () => {
      await shop.start();
      orders = await shop.referral();
      return `reward ${orders.reward}`;
    });
    await step("the shop's own subscriber and hook hear of it, and have the ask for its mail", () =>
      shop.expectHeard(orders.reward),
    );
    await step("stop", () => shop.stop());
    await step("install two other plugins beside it", () => installBeside(manager, project, ormOf(project)));
    await step("migrate theirs", () => shop.medusa("db:migrate"));
    await step("boot beside them, and send another friend's order through", async () => {
      await shop.start();
      const more = await shop.referral("of-the-second-boot");
      orders.ids.push(...more.ids);
      return `reward ${more.reward}`;
    });
    await step("its mail goes through the shop's own e-mail provider", () => shop.expectMail());
    await step("their subscriber hears of orders too", () => shop.expectBoughtTogether());
    await step("stop again", () => shop.stop());
    await step("roll the tables back", async () => {
      // Medusa takes one migration back a time.
      let times = 0;
      while ((await shop.tables()).length > 0 && times < 12) {
        await shop.medusa("db:rollback", "goodword");
        times += 1;
      }
      const left = await shop.tables();
      if (left.length > 0) throw new Error(`These tables are still there: ${left.join(", ")}`);
      return `in ${times} times`;
    });
    await step("boot without the plugin: orders are whole, and another goes through", async () => {
      await shop.start({ without: true });
      await shop.expectOrders(orders.ids);
      await shop.stop();
    });
  } finally {
    await shop.stop();
    await database.stop();
    await mailbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function pack(folder) {
  for (const name of packages) {
    await run("npx", ["pnpm", "pack", "--pack-destination", folder], { cwd: join(root, name) });
  }
  return (await readdir(folder)).filter((name) => name.endsWith(".tgz")).join(", ");
}

async function install(manager, folder, project) {
  await mkdir(join(project, "src/scripts"), { recursive: true });
  const tarballs = (await readdir(folder)).filter((name) => name.endsWith(".tgz"));
  const nameOf = (file) => file.replace(/-\d+\.\d+\.\d+\.tgz$/, "").replace(/^goodword-/, "@goodword/");
  // Not published yet, so each stands for the version that the others ask a registry for.
  const ours = Object.fromEntries(tarballs.map((file) => [nameOf(file), `file:${join(folder, file)}`]));
  const medusa = versionOf("@medusajs/medusa");
  const manifest = {
    name: "fresh-shop",
    version: "0.0.1",
    private: true,
    dependencies: {
      "@medusajs/admin-sdk": medusa,
      "@medusajs/cli": medusa,
      "@medusajs/draft-order": medusa,
      "@medusajs/framework": medusa,
      "@medusajs/medusa": medusa,
      ...(manager === "npm" ? ours : { "medusa-plugin-goodword": ours["medusa-plugin-goodword"] }),
    },
    devDependencies: {
      "@swc/core": versionOf("@swc/core"),
      "@types/node": versionOf("@types/node"),
      react: versionOf("react"),
      "react-dom": versionOf("react-dom"),
      "ts-node": "10.9.2",
      typescript: versionOf("typescript"),
    },
  };
  await writeFile(join(project, "package.json"), JSON.stringify(manifest, null, 2));
  if (manager === "pnpm") {
    const quoted = (record) =>
      Object.entries(record)
        .map(([name, value]) => `  "${name}": "${value}"\n`)
        .join("");
    const hoisted = ["@medusajs/*", "@tanstack/react-query", "react-i18next", "react-router-dom"];
    await writeFile(
      join(project, "pnpm-workspace.yaml"),
      `overrides:\n${quoted(ours)}publicHoistPattern:\n${hoisted.map((one) => `  - "${one}"\n`).join("")}dangerouslyAllowAllBuilds: true\n`,
    );
  }
  await writeFile(join(project, "medusa-config.ts"), config);
  await writeFile(join(project, "tsconfig.json"), JSON.stringify(tsconfig));
  await cp(
    join(root, "plugins/medusa/integration-tests/stock-shop.ts"),
    join(project, "src/scripts/stock-shop.ts"),
  );
  await writeFile(join(project, "src/scripts/stock.ts"), stock);
  await mkdir(join(project, "src/subscribers"), { recursive: true });
  await writeFile(join(project, "src/subscribers/reward-issued.ts"), ownSubscriber);
  await mkdir(join(project, "src/workflows/hooks"), { recursive: true });
  await writeFile(join(project, "src/workflows/hooks/reward-announced.ts"), ownHook);
  await runInstall(manager, project);
}

async function installBeside(manager, project, orm) {
  const file = join(project, "package.json");
  const manifest = JSON.parse(await readFile(file, "utf8"));
  const dependencies = { ...manifest.dependencies, ...neighbours };
  await writeFile(file, JSON.stringify({ ...manifest, dependencies }, null, 2));
  // Both ask for one version of something alone, of Medusa or of what it brings, and a second one would not work.
  if (manager === "pnpm") {
    const settings = join(project, "pnpm-workspace.yaml");
    const one = Object.keys(orm).map((name) => `  "${name}": "${orm[name]}"\n`);
    await writeFile(
      settings,
      (await readFile(settings, "utf8")).replace("overrides:\n", `$&${one.join("")}`),
    );
  }
  await runInstall(manager, project, ["--legacy-peer-deps"]);
  await oneCopyOfEach(project);
  return Object.entries(neighbours)
    .map(([name, version]) => `${name} ${version}`)
    .join(", ");
}

/** The database library that Medusa brings. */
function ormOf(project) {
  const medusa = createRequire(createRequire(join(project, "package.json")).resolve("@medusajs/framework"));
  const { version } = medusa("@mikro-orm/core/package.json");
  const parts = ["cli", "core", "knex", "migrations", "postgresql"];
  return Object.fromEntries(parts.map((part) => [`@mikro-orm/${part}`, version]));
}

async function runInstall(manager, project, forNpm = []) {
  const [command, args] =
    manager === "npm"
      ? ["npm", ["install", "--no-audit", "--no-fund", ...forNpm]]
      : ["npx", ["pnpm", "--dir", project, "install", "--no-frozen-lockfile"]];
  await run(command, args, { cwd: manager === "npm" ? project : root, maxBuffer: 64 * 2 ** 20 });
}

/** Two copies of the framework do not boot; two of ours would not know each other's errors. */
async function oneCopyOfEach(project) {
  const from = createRequire(join(project, "package.json"));
  const plugin = createRequire(from.resolve("medusa-plugin-goodword/package.json"));
  if (plugin.resolve("@medusajs/framework/utils") !== from.resolve("@medusajs/framework/utils"))
    throw new Error("The plugin has a framework of its own.");
  const core = plugin.resolve("@goodword/core");
  for (const name of ["@goodword/store", "@goodword/api", "@goodword/email"]) {
    const theirs = createRequire(plugin.resolve(name)).resolve("@goodword/core");
    if (theirs !== core) throw new Error(`${name} has a core of its own: ${theirs}`);
  }
}
