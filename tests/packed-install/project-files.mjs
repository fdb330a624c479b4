/** What stands in the fresh shop that the plugin is installed into. */
export const config = `import { defineConfig } from "@medusajs/framework/utils";

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
        ...(isThere("@rsc-labs/medusa-products-bought-together-v2")
          ? [{ resolve: "@rsc-labs/medusa-products-bought-together-v2", options: {} }]
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
              conditions: { newCustomer: true, payment: "placed" },
              attributionWindowDays: 30,
              holdDays: 0,
            },
          },
        },
      ],
});
`;

export const stock = `import { writeFileSync } from "node:fs";
import { stockShop } from "./stock-shop";

export default async function stock({ container }) {
  writeFileSync(process.env.SHOP_FILE as string, JSON.stringify(await stockShop(container)));
}
`;

export const ownSubscriber = `import { appendFileSync } from "node:fs";
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

export const ownHook = `import { appendFileSync } from "node:fs";
import { announceRewardWorkflow } from "medusa-plugin-goodword/workflows";

announceRewardWorkflow.hooks.rewardAnnounced(async ({ name }) => {
  appendFileSync(process.env.HEARD_FILE as string, JSON.stringify({ by: "hook", name }) + "\\n");
});
`;

export const tsconfig = {
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
