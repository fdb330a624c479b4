/** A real Medusa to be measured or killed: its database, its processes, and shoppers over its own HTTP. */
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePorts } from "@goodword/example-demo/ports";
import { medusaCommand } from "@goodword/example-demo/programs";
import { root, toolEnvironment } from "@goodword/example-demo/repository";
import { runLogged } from "@goodword/example-demo/run-logged";
import pg from "pg";

const shopFolder = fileURLToPath(new URL("shop", import.meta.url));
const medusaBin = join(root, "examples", "medusa-store", "node_modules", ".bin", "medusa");

/**
 * Migrates and seeds a database with the demo's goods, and enough of them.
 * @returns {Promise<string>} the publishable key of its sales channel
 */
export async function stockDatabase(databaseUrl, folder) {
  const keyFile = join(folder, "publishable-key");
  const env = toolEnvironment({
    NODE_ENV: "production",
    DATABASE_URL: databaseUrl,
    JWT_SECRET: "jwt-secret-of-the-measured-shop",
    COOKIE_SECRET: "cookie-secret-of-the-measured-shop",
    GOODWORD_SECRET: "a-secret-of-the-measured-shop-with-enough-characters",
    GOODWORD_DEMO_KEY_FILE: keyFile,
  });
  for (const [name, args] of [
    ["migrate", ["db:migrate"]],
    ["seed", ["exec", "./src/scripts/seed.js"]],
  ]) {
    const failed = `The measured shop could not ${name}: read the end of the log.`;
    await runLogged(medusaCommand.command, args, {
      cwd: medusaCommand.cwd,
      env,
      log: join(folder, `${name}.log`),
      failed,
    });
  }
  await query(
    databaseUrl,
    'update inventory_level set stocked_quantity = 1000000, raw_stocked_quantity = \'{"value":"1000000"}\'',
  );
  return (await readFile(keyFile, "utf8")).trim();
}

export async function query(databaseUrl, sql, values = []) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/**
 * Starts one Medusa of the measured shop; `ready` settles when it answers.
 * @param {{databaseUrl: string, log: string, goodword: boolean, role?: "shared" | "server" | "worker", redisUrl?: string, smtpPort?: number, port?: number}} options
 */
export async function startShop({ databaseUrl, log, goodword, role = "shared", redisUrl, smtpPort, port }) {
  const chosen = port ?? (await freePorts(1))[0];
  mkdirSync(join(log, ".."), { recursive: true });
  const output = openSync(log, "a");
  const child = spawn(medusaBin, ["start"], {
    cwd: shopFolder,
    env: toolEnvironment({
      NODE_ENV: "production",
      HOST: "127.0.0.1",
      PORT: String(chosen),
      DATABASE_URL: databaseUrl,
      GOODWORD: goodword ? "yes" : "no",
      SHOP_ROLE: role,
      ...(redisUrl && { REDIS_URL: redisUrl }),
      ...(smtpPort && { SMTP_PORT: String(smtpPort) }),
    }),
    stdio: ["ignore", output, output],
    detached: true,
  });
  closeSync(output);
  let isOver = false;
  const ended = new Promise((done) => child.once("exit", done).once("error", done)).then(() => {
    isOver = true;
  });
  const url = `http://127.0.0.1:${chosen}`;
  const ready = (async () => {
    const until = Date.now() + 120_000;
    while (!isOver && Date.now() < until) {
      const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
      if (answer?.ok) return true;
      await sleep(200);
    }
    return false;
  })();
  const kill = async (signal = "SIGKILL") => {
    // The whole group: Medusa's command starts another process.
    if (!isOver) process.kill(-child.pid, signal);
    await ended;
  };
  return { url, port: chosen, role, ready, kill, isOver: () => isOver };
}

/**
 * A shopper's requests. `addresses` are asked one after the other until one answers, as a balancer does that stands
 * before several instances; one that is killed meanwhile is asked again elsewhere.
 */
export function shopperAt(addresses, key, { patience = 60_000 } = {}) {
  let turn = 0;
  const call = async (path, body) => {
    const until = Date.now() + patience;
    for (;;) {
      const address = addresses[turn++ % addresses.length];
      try {
        const response = await fetch(`${address}${path}`, {
          method: body === undefined ? "GET" : "POST",
          headers: {
            "content-type": "application/json",
            "x-publishable-api-key": key,
            "x-forwarded-for": "203.0.113.7",
            "user-agent": "Mozilla/5.0",
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
          signal: AbortSignal.timeout(20_000),
        });
        const answer = await response.json();
        if (response.ok) return answer;
        if (response.status < 500 && response.status !== 409) {
          throw Object.assign(new Error(`${path}: ${response.status} ${answer.message}`), { isFinal: true });
        }
      } catch (error) {
        if (error.isFinal) throw error;
      }
      if (Date.now() > until) throw new Error(`${path}: nobody answered within ${patience / 1000} s`);
      await sleep(100);
    }
  };

  let catalogue;
  const goods = async () => {
    catalogue ??= (async () => {
      const { regions } = await call("/store/regions");
      const region = regions.find(({ currency_code }) => currency_code === "eur");
      const fields = "fields=*variants.calculated_price";
      const { products } = await call(`/store/products?region_id=${region.id}&${fields}`);
      // The dearest, whatever order they come in: a program may ask for a least order value.
      const [variant] = products
        .flatMap(({ variants }) => variants)
        .sort((a, b) => b.calculated_price.calculated_amount - a.calculated_price.calculated_amount);
      return { regionId: region.id, variantId: variant.id };
    })();
    return catalogue;
  };

  /** A cart that only wants to be completed. @returns {Promise<string>} its id */
  const fillCart = async (email, claim) => {
    const { regionId, variantId } = await goods();
    const { cart } = await call("/store/carts", {
      region_id: regionId,
      items: [{ variant_id: variantId, quantity: 1 }],
      email,
      shipping_address: {
        first_name: "Anna",
        last_name: "Berg",
        address_1: `Weg ${randomUUID().slice(0, 8)}`,
        city: "Berlin",
        postal_code: "10115",
        country_code: "de",
      },
    });
    const { shipping_options: options } = await call(`/store/shipping-options?cart_id=${cart.id}`);
    await call(`/store/carts/${cart.id}/shipping-methods`, { option_id: options[0].id });
    if (claim) await call(`/store/goodword/carts/${cart.id}/claim`, { claim });
    const { payment_collection: payment } = await call("/store/payment-collections", { cart_id: cart.id });
    await call(`/store/payment-collections/${payment.id}/payment-sessions`, {
      provider_id: "pp_system_default",
    });
    return cart.id;
  };

  /** Idempotent, as Medusa is: asked again it answers the same order. @returns {Promise<string>} the order's id */
  const complete = async (cartId) => {
    for (;;) {
      const answer = await call(`/store/carts/${cartId}/complete`, {});
      if (answer.type === "order") return answer.order.id;
      await sleep(200);
    }
  };

  const codeOf = async (orderId) => {
    const { prompt } = await call(`/store/goodword/orders/${orderId}/prompt`);
    return prompt.link.split("/").at(-1);
  };
  const claimFor = async (code) => (await call(`/store/goodword/offers/${code}/claim`, {})).claim.token;

  return { call, fillCart, complete, codeOf, claimFor };
}
