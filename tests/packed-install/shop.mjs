import { execFile, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { freePorts } from "@goodword/example-demo/ports";
import pg from "pg";

const run = promisify(execFile);
export const admin = { email: "owner@shop.example", password: "a long enough password" };

/** The fresh shop: its commands, its server, and who buys in it. */
export function aShop({ folder, project, databaseUrl, mailbox }) {
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
    if (!response.ok) {
      const said = (await readFile(log, "utf8")).split("\n").filter((line) => /error/i.test(line));
      throw new Error(`${path}: ${response.status} ${text.slice(0, 500)}\n${said.slice(-8).join("\n")}`);
    }
    return JSON.parse(text);
  };
  const buy = async (email, code, more = []) => {
    const { publishableKey, regionId, variantId } = JSON.parse(await readFile(file, "utf8"));
    const store = (path, body) => call(`/store/${path}`, body, { "x-publishable-api-key": publishableKey });
    const { cart } = await store("carts", {
      region_id: regionId,
      items: [variantId, ...more].map((variant_id) => ({ variant_id, quantity: 1 })),
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
    async expectBoughtTogether() {
      const ask = await staff();
      const [{ sales_channels: channels, shipping_profile: profile }] = (
        await ask("products?limit=1&fields=id,sales_channels.id,shipping_profile.id")
      ).products;
      const { product } = await ask("products", {
        title: "Saucer",
        status: "published",
        options: [{ title: "Size", values: ["One"] }],
        variants: [
          {
            title: "One",
            options: { Size: "One" },
            manage_inventory: false,
            prices: [{ currency_code: "eur", amount: 5 }],
          },
        ],
        sales_channels: channels.map(({ id }) => ({ id })),
        ...(profile && { shipping_profile_id: profile.id }),
      });
      await buy("dora@shop.example", undefined, [product.variants[0].id]);
      for (const until = Date.now() + 30_000; Date.now() < until; await sleep(300)) {
        const pairs = await query("select frequency from products_bought_together");
        if (pairs.length === 1) return "one pair of products bought together";
      }
      throw new Error("An order of two products was not noticed.");
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
