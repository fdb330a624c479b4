import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The ports of a demo, each movable by GOODWORD_PORT_<NAME>. */
export const defaultPorts = {
  shop: 8000,
  medusa: 9000,
  strapi: 1337,
  mail: 1080,
  smtp: 1025,
  postgres: 5433,
};

/** @typedef {typeof defaultPorts} Ports */

/** The environment variable that moves a port. @param {string} name */
export const portVariable = (name) => `GOODWORD_PORT_${name.toUpperCase()}`;

/** @returns {Ports} @throws {Error} naming the variable that holds no port */
export function portsFromEnvironment(env = process.env) {
  const ports = Object.entries(defaultPorts).map(([name, standard]) => {
    const given = env[portVariable(name)];
    const port = given === undefined ? standard : Number(given);
    if (!Number.isInteger(port) || port < 1 || port > 65535) {
      throw new Error(`${portVariable(name)} is "${given}": set it to a port between 1 and 65535.`);
    }
    return [name, port];
  });
  return Object.fromEntries(ports);
}

const secret = (bytes = 24) => randomBytes(bytes).toString("base64url");

/** The secrets of a data folder, made when it is new. */
function secretsOf(dataDir) {
  const file = join(dataDir, "secrets.json");
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error.code !== "ENOENT") throw new Error(`${file} is not readable: delete it, then start again.`);
  }
  const secrets = {
    jwt: secret(),
    cookie: secret(),
    goodword: secret(),
    content: secret(),
    // Strapi asks for capitals, small letters and digits.
    adminPassword: `Gw1-${secret(9)}`,
    strapi: {
      appKeys: `${secret()},${secret()}`,
      token: secret(),
      admin: secret(),
      transfer: secret(),
      encryption: secret(),
      jwt: secret(),
    },
  };
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, JSON.stringify(secrets, null, 2));
  chmodSync(file, 0o600);
  return secrets;
}

/** Who may log in to both admins. */
const adminEmail = "admin@goodword.example";

/**
 * Where everything is and what each program is handed: the table in README.md.
 * @param {{dataDir: string, ports: Ports, databaseUrl: string}} demo
 */
export function environmentOf({ dataDir, ports, databaseUrl }) {
  const secrets = secretsOf(dataDir);
  const local = (port) => `http://localhost:${port}`;
  const addresses = {
    shop: local(ports.shop),
    medusa: local(ports.medusa),
    medusaAdmin: `${local(ports.medusa)}/app`,
    strapiAdmin: `${local(ports.strapi)}/admin`,
    strapi: local(ports.strapi),
    mail: local(ports.mail),
  };
  const common = { NODE_ENV: "production", HOST: "127.0.0.1", MEDUSA_BACKEND_URL: addresses.medusa };
  const mail = { SMTP_HOST: "127.0.0.1", SMTP_PORT: String(ports.smtp), SMTP_FROM: "hello@shop.example" };
  const keyFile = join(dataDir, "publishable-key");
  return {
    addresses,
    keyFile,
    admin: { email: adminEmail, password: secrets.adminPassword },
    medusa: {
      ...common,
      ...mail,
      PORT: String(ports.medusa),
      STRAPI_URL: addresses.strapi,
      SHOP_URL: addresses.shop,
      DATABASE_URL: databaseUrl,
      JWT_SECRET: secrets.jwt,
      COOKIE_SECRET: secrets.cookie,
      STORE_CORS: addresses.shop,
      ADMIN_CORS: addresses.medusa,
      AUTH_CORS: `${addresses.medusa},${addresses.shop}`,
      GOODWORD_SECRET: secrets.goodword,
      GOODWORD_CONTENT_URL: `${addresses.strapi}/api/goodword/snapshot`,
      GOODWORD_CONTENT_SECRET: secrets.content,
      GOODWORD_DEMO_KEY_FILE: keyFile,
    },
    strapi: {
      ...common,
      ...mail,
      PORT: String(ports.strapi),
      STRAPI_URL: addresses.strapi,
      DATABASE_CLIENT: "sqlite",
      DATABASE_FILENAME: join(dataDir, "strapi", "data.db"),
      GOODWORD_CONTENT_SECRET: secrets.content,
      APP_KEYS: secrets.strapi.appKeys,
      API_TOKEN_SALT: secrets.strapi.token,
      ADMIN_JWT_SECRET: secrets.strapi.admin,
      TRANSFER_TOKEN_SALT: secrets.strapi.transfer,
      ENCRYPTION_KEY: secrets.strapi.encryption,
      JWT_SECRET: secrets.strapi.jwt,
    },
    shop: {
      ...common,
      PORT: String(ports.shop),
      SHOP_URL: addresses.shop,
      GOODWORD_SECRET: secrets.goodword,
    },
  };
}
