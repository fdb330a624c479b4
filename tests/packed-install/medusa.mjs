import { execFile, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { freePorts } from "@goodword/example-demo/ports";
import { startPostgres } from "@goodword/example-demo/postgres";
import { root } from "@goodword/example-demo/repository";
import pg from "pg";
import { openMailbox } from "../load/fleet-mailbox.mjs";

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
/** Medusa's own plugin that takes four workflow hooks, and one of the community with nineteen subscribers. */
const neighbours = {
  "@medusajs/loyalty-plugin": versionOf("@medusajs/medusa"),
  "@rokmohar/medusa-plugin-meilisearch": "2.2.0",
};
const admin = { email: "owner@shop.example", password: "a long enough password" };

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
  const search = await openSearch();
  const databaseUrl = await database.createDatabase("shop");
  const shop = aShop({ folder, project, databaseUrl, mailbox, search });
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
    await step("install two other plugins beside it", () => installBeside(manager, project));
    await step("migrate theirs", () => shop.medusa("db:migrate"));
    await step("boot beside them, and send another friend's order through", async () => {
      await shop.start();
      const more = await shop.referral("of-the-second-boot");
      orders.ids.push(...more.ids);
      return `reward ${more.reward}`;
    });
    await step("its mail goes through the shop's own e-mail provider", () => shop.expectMail());
    await step("their subscribers run too", () => shop.expectIndexed());
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
    await search.close();
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

async function installBeside(manager, project) {
  const file = join(project, "package.json");
  const manifest = JSON.parse(await readFile(file, "utf8"));
  const dependencies = { ...manifest.dependencies, ...neighbours };
  await writeFile(file, JSON.stringify({ ...manifest, dependencies }, null, 2));
  await runInstall(manager, project);
  await oneCopyOfEach(project);
  return Object.entries(neighbours)
    .map(([name, version]) => `${name} ${version}`)
    .join(", ");
}

async function runInstall(manager, project) {
  const [command, args] =
    manager === "npm"
      ? ["npm", ["install", "--no-audit", "--no-fund"]]
      : ["npx", ["pnpm", "--dir", project, "install", "--no-frozen-lockfile"]];
  await run(command, args, { cwd: manager === "npm" ? project : root, maxBuffer: 64 * 2 ** 20 });
}

/** The outside of a search server: takes documents, and says that it will index them. */
async function openSearch() {
  const documents = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    if (/\/documents$/.test(new URL(request.url, "http://search").pathname) && body)
      documents.push(...[JSON.parse(body)].flat());
    response.writeHead(202, { "content-type": "application/json" });
    response.end(
      JSON.stringify({
        taskUid: 1,
        uid: "products",
        primaryKey: "id",
        indexUid: "products",
        status: "enqueued",
        type: "documentAdditionOrUpdate",
        enqueuedAt: new Date().toISOString(),
      }),
    );
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    documents,
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((closed) => server.close(closed)),
  };
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

function aShop({ folder, project, databaseUrl, mailbox, search }) {
  const file = join(folder, "shop.json");
  const heard = join(folder, "heard.jsonl");
  const log = join(folder, "medusa.log");
  const env = {
    ...process.env,
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    DATABASE_URL: databaseUrl,
    SHOP_FILE: file,
    HEARD_FILE: heard,
    SMTP_PORT: String(mailbox.port),
    SEARCH_URL: search.url,
    NODE_OPTIONS: "",
  };
  let child = null;
  let url = "";

  const medusa = async (...args) => {
    try {
      await run(join(project, "node_modules/.bin/medusa"), args, {
        cwd: project,
        env,
        maxBuffer: 64 * 2 ** 20,
      });
    } catch (error) {
      throw new Error(
        `medusa ${args.join(" ")}:\n${error.stdout?.slice(-2000)}\n${error.stderr?.slice(-2000)}`,
      );
    }
  };
  const query = async (sql) => {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  };
  const call = async (path, body, headers = {}) => {
    const response = await fetch(url + path, {
      method: body === undefined ? "GET" : "POST",
      headers: { "content-type": "application/json", ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text.slice(0, 500)}`);
    return JSON.parse(text);
  };
  const buy = async (email, code) => {
    const { publishableKey, regionId, variantId } = JSON.parse(await readFile(file, "utf8"));
    const store = (path, body) => call(`/store/${path}`, body, { "x-publishable-api-key": publishableKey });
    const { cart } = await store("carts", {
      region_id: regionId,
      items: [{ variant_id: variantId, quantity: 1 }],
    });
    if (code) await store(`goodword/carts/${cart.id}/referrer`, { code });
    const address = { first_name: "A", last_name: "B", address_1: `Weg ${email}`, city: "Berlin" };
    await store(`carts/${cart.id}`, {
      email,
      shipping_address: { ...address, postal_code: "10115", country_code: "de" },
    });
    const { shipping_options: ways } = await store(`shipping-options?cart_id=${cart.id}`);
    await store(`carts/${cart.id}/shipping-methods`, { option_id: ways[0].id });
    const { payment_collection: payment } = await store("payment-collections", { cart_id: cart.id });
    await store(`payment-collections/${payment.id}/payment-sessions`, { provider_id: "pp_system_default" });
    const { order } = await store(`carts/${cart.id}/complete`, {});
    if (!order) throw new Error("A cart was not completed.");
    const prompt = async () => (await store(`goodword/orders/${order.id}/prompt`)).prompt;
    return { id: order.id, total: order.total, prompt };
  };
  const staff = async () => {
    const { token } = await call("/auth/user/emailpass", admin);
    return (path, body) => call(`/admin/${path}`, body, { authorization: `Bearer ${token}` });
  };

  return {
    medusa,
    async tables() {
      return (await query("select tablename from pg_tables where tablename like 'goodword%'")).map(
        ({ tablename }) => tablename,
      );
    },
    async start({ without = false } = {}) {
      const [port] = await freePorts(1);
      url = `http://127.0.0.1:${port}`;
      const output = openSync(log, "a");
      child = spawn(join(project, "node_modules/.bin/medusa"), ["start"], {
        cwd: join(project, ".medusa/server"),
        env: { ...env, PORT: String(port), ...(without && { WITHOUT_GOODWORD: "yes" }) },
        stdio: ["ignore", output, output],
        detached: true,
      });
      closeSync(output);
      for (
        const until = Date.now() + 120_000;
        Date.now() < until && child.exitCode === null;
        await sleep(300)
      ) {
        if ((await fetch(`${url}/health`).catch(() => null))?.ok) return;
      }
      throw new Error(`The shop did not start:\n${(await readFile(log, "utf8")).slice(-3000)}`);
    },
    async stop() {
      if (child === null || child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise((done) => child.once("exit", done));
      process.kill(-child.pid, "SIGTERM");
      await gone;
    },
    async referral(name = "of-the-first-boot") {
      const anna = await buy(`anna-${name}@shop.example`);
      const code = (await anna.prompt()).link.split("/").at(-1);
      const ben = await buy(`ben-${name}@shop.example`, code);
      const ask = await staff();
      for (const until = Date.now() + 60_000; Date.now() < until; await sleep(500)) {
        const { rewards } = await ask(`goodword/orders/${ben.id}`);
        if (rewards[0]?.state === "issued") return { ids: [anna, ben], reward: rewards[0].code };
      }
      throw new Error("The friend's order earned nothing within a minute.");
    },
    async expectHeard(code) {
      const lines = async () =>
        (await readFile(heard, "utf8").catch(() => "")).trim().split("\n").filter(Boolean);
      for (const until = Date.now() + 30_000; Date.now() < until; await sleep(300)) {
        const told = (await lines()).map((line) => JSON.parse(line));
        const event = told.find(({ by }) => by === "subscriber");
        if (!event || !told.some(({ by, name }) => by === "hook" && name === "reward.issued")) continue;
        if (event.code !== code || !event.hasLink) throw new Error(`They heard ${JSON.stringify(event)}.`);
        return `${event.amount} ${event.currency}`;
      }
      throw new Error(`They heard ${(await lines()).join(" ") || "nothing"}.`);
    },
    async expectMail() {
      for (const until = Date.now() + 30_000; Date.now() < until; await sleep(300)) {
        const mail = mailbox.mails.find(({ to }) => to === "anna-of-the-second-boot@shop.example");
        if (mail) return `"${mail.subject}"`;
      }
      throw new Error("No mail arrived.");
    },
    async expectIndexed() {
      const ask = await staff();
      const { products } = await ask("products?limit=1");
      const title = `${products[0].title}, renamed`;
      await ask(`products/${products[0].id}`, { title });
      for (const until = Date.now() + 30_000; Date.now() < until; await sleep(300)) {
        if (search.documents.some((document) => document.title === title)) return `"${title}" was indexed`;
      }
      throw new Error("A renamed product did not reach the search server.");
    },
    async expectOrders(known) {
      const ask = await staff();
      for (const { id, total } of known) {
        const { order } = await ask(`orders/${id}`);
        if (order.total !== total) throw new Error(`order ${id}: ${order.total} in place of ${total}`);
      }
      await buy("carl@shop.example");
    },
  };
}

const config = `import { defineConfig } from "@medusajs/framework/utils";

function isThere(plugin: string): boolean {
  try {
    return Boolean(require.resolve(\`\${plugin}/package.json\`));
  } catch {
    return false;
  }
}

module.exports = defineConfig({
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    databaseDriverOptions: { ssl: false, sslmode: "disable" },
    http: {
      storeCors: "http://localhost:8000",
      adminCors: "http://localhost:9000",
      authCors: "http://localhost:9000",
      jwtSecret: "jwt-secret-of-a-fresh-shop",
      cookieSecret: "cookie-secret-of-a-fresh-shop",
    },
  },
  modules: process.env.WITHOUT_GOODWORD
    ? []
    : [
        {
          resolve: "@medusajs/medusa/notification",
          options: {
            providers: [
              {
                resolve: "medusa-plugin-goodword/providers/notification-smtp",
                id: "smtp",
                options: {
                  channels: ["email"],
                  smtp: { host: "127.0.0.1", port: Number(process.env.SMTP_PORT) },
                  from: { name: "Fresh", address: "shop@shop.example" },
                },
              },
            ],
          },
        },
      ],
  plugins: process.env.WITHOUT_GOODWORD
    ? []
    : [
        ...(isThere("@medusajs/loyalty-plugin")
          ? [{ resolve: "@medusajs/loyalty-plugin", options: {} }]
          : []),
        ...(isThere("@rokmohar/medusa-plugin-meilisearch")
          ? [
              {
                resolve: "@rokmohar/medusa-plugin-meilisearch",
                options: {
                  config: { host: process.env.SEARCH_URL, apiKey: "a-key" },
                  settings: {
                    products: {
                      type: "products",
                      enabled: true,
                      fields: ["id", "title"],
                      indexSettings: { searchableAttributes: ["title"], displayedAttributes: ["id", "title"] },
                      primaryKey: "id",
                    },
                  },
                },
              },
            ]
          : []),
        {
          resolve: "medusa-plugin-goodword",
          options: {
            secret: "a-secret-of-a-fresh-shop-with-enough-characters",
            program: {
              id: "friends",
              shopName: "Fresh",
              landingUrl: "https://shop.example/friend",
              shareUrl: "https://shop.example/go",
              codeWord: "FRIEND",
              friend: { type: "percentage", percent: 15 },
              advocate: { type: "fixed", amounts: { eur: "10.00" } },
              conditions: { newCustomer: true },
              attributionWindowDays: 30,
              holdDays: 0,
            },
          },
        },
      ],
});
`;

const stock = `import { writeFileSync } from "node:fs";
import { stockShop } from "./stock-shop";

export default async function stock({ container }) {
  writeFileSync(process.env.SHOP_FILE as string, JSON.stringify(await stockShop(container)));
}
`;

const ownSubscriber = `import { appendFileSync } from "node:fs";
import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { GoodwordEvent, type GoodwordEvents } from "medusa-plugin-goodword/events";
import { getReferralBlock } from "medusa-plugin-goodword/referral-block";

export default async function rewardIssued({
  event,
  container,
}: SubscriberArgs<GoodwordEvents["reward.issued"]>) {
  const { reward_id, order_id, amount, currency } = event.data;
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "goodword_reward",
    fields: ["code", "promotion.code"],
    filters: { id: reward_id },
  });
  const block = await getReferralBlock(container, order_id);
  const code = data[0]?.promotion?.code;
  const hasLink = block?.text.includes("/go/");
  appendFileSync(
    process.env.HEARD_FILE as string,
    JSON.stringify({ by: "subscriber", code, hasLink, amount, currency }) + "\\n",
  );
}

export const config: SubscriberConfig = { event: GoodwordEvent.REWARD_ISSUED };
`;

const ownHook = `import { appendFileSync } from "node:fs";
import { announceRewardWorkflow } from "medusa-plugin-goodword/workflows";

announceRewardWorkflow.hooks.rewardAnnounced(async ({ name }) => {
  appendFileSync(process.env.HEARD_FILE as string, JSON.stringify({ by: "hook", name }) + "\\n");
});
`;

const tsconfig = {
  compilerOptions: {
    target: "ES2021",
    module: "Node16",
    moduleResolution: "Node16",
    esModuleInterop: true,
    skipLibCheck: true,
    emitDecoratorMetadata: true,
    experimentalDecorators: true,
    jsx: "react-jsx",
    outDir: "./.medusa/server",
    rootDir: "./",
  },
  include: ["**/*"],
  exclude: ["node_modules", ".medusa"],
};
