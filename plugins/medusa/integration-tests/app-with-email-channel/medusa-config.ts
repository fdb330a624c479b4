import { join } from "node:path";

const shop = require("../app/medusa-config");

/** The same shop with an e-mail provider of its own, which is Goodword's, and no `smtp` of Goodword's. */
module.exports = {
  ...shop,
  modules: {
    ...shop.modules,
    notification: {
      resolve: "@medusajs/medusa/notification",
      options: {
        providers: [
          {
            resolve: join(
              __dirname,
              "..",
              "..",
              ".medusa",
              "server",
              "src",
              "providers",
              "notification-smtp",
            ),
            id: "smtp",
            options: {
              channels: ["email"],
              smtp: { host: "127.0.0.1", port: Number(process.env.GOODWORD_TEST_SMTP_PORT) },
              from: { name: "Morning Goods", address: "provider@shop.example" },
            },
          },
        ],
      },
    },
  },
  plugins: shop.plugins.map((plugin: { options?: Record<string, unknown> }) => {
    const { smtp: _, from: __, ...options } = plugin.options ?? {};
    return { ...plugin, options };
  }),
};
