import { join } from "node:path";
import { root } from "./repository.mjs";

const example = (name) => join(root, "examples", name);
const bin = (room, name) => join(example(room), "node_modules", ".bin", name);
const medusaServer = join(example("medusa-store"), ".medusa", "server");

/** Where and how a Medusa command runs: on the built server, as a shop runs it in production. */
export const medusaCommand = { command: bin("medusa-store", "medusa"), cwd: medusaServer };

/**
 * The four programs of the demo, in the order they start.
 * @param {{ports: import("./environment.mjs").Ports, dataDir: string}} demo
 */
export function programs({ ports, dataDir }) {
  return {
    mail: {
      name: "The mailbox",
      command: bin("demo", "maildev"),
      args: [
        ...["--smtp", String(ports.smtp), "--ip", "127.0.0.1"],
        ...["--web", String(ports.mail), "--web-ip", "127.0.0.1"],
        ...["--mail-directory", join(dataDir, "mail")],
      ],
      cwd: dataDir,
      ready: `http://127.0.0.1:${ports.mail}/api/healthz`,
    },
    strapi: {
      name: "Strapi",
      command: bin("strapi-shop", "strapi"),
      args: ["start"],
      cwd: example("strapi-shop"),
      ready: `http://127.0.0.1:${ports.strapi}/_health`,
    },
    medusa: {
      name: "Medusa",
      ...medusaCommand,
      args: ["start"],
      ready: `http://127.0.0.1:${ports.medusa}/health`,
    },
    shop: {
      name: "The shop",
      command: bin("next-storefront", "next"),
      args: ["start", "--port", String(ports.shop), "--hostname", "127.0.0.1"],
      cwd: example("next-storefront"),
      ready: `http://127.0.0.1:${ports.shop}/`,
    },
  };
}
