/** A shop to be measured and killed: with the plugin or without, alone or one of several. See shop-processes.mjs. */
const { join } = require("node:path");
const { defineConfig } = require("@medusajs/framework/utils");

const { DATABASE_URL, GOODWORD, REDIS_URL, SHOP_ROLE, SMTP_PORT } = process.env;

const redis = REDIS_URL && { redisUrl: REDIS_URL };

module.exports = defineConfig({
  projectConfig: {
    databaseUrl: DATABASE_URL,
    databaseDriverOptions: { ssl: false, sslmode: "disable" },
    ...redis,
    workerMode: SHOP_ROLE,
    http: {
      jwtSecret: "jwt-secret-of-the-measured-shop",
      cookieSecret: "cookie-secret-of-the-measured-shop",
      storeCors: "http://localhost",
      adminCors: "http://localhost",
      authCors: "http://localhost",
    },
  },
  admin: { disable: true },
  modules: redis
    ? [
        { resolve: "@medusajs/medusa/event-bus-redis", options: redis },
        { resolve: "@medusajs/medusa/workflow-engine-redis", options: { redis } },
        {
          resolve: "@medusajs/medusa/locking",
          options: {
            providers: [
              {
                resolve: "@medusajs/medusa/locking-redis",
                id: "locking-redis",
                is_default: true,
                options: redis,
              },
            ],
          },
        },
        {
          resolve: "@medusajs/medusa/caching",
          options: {
            providers: [
              {
                resolve: "@medusajs/medusa/caching-redis",
                id: "caching-redis",
                is_default: true,
                options: redis,
              },
            ],
          },
        },
      ]
    : [],
  plugins:
    GOODWORD === "yes"
      ? [
          {
            resolve: join(__dirname, "..", "..", "..", "plugins", "medusa"),
            options: {
              secret: "a-secret-of-the-measured-shop-with-enough-characters",
              program: {
                id: "friends",
                shopName: "Morning Goods",
                landingUrl: "https://shop.example/friend",
                shareUrl: "https://shop.example/go",
                codeWord: "FRIEND",
                friend: { type: "percentage", percent: 15 },
                advocate: { type: "fixed", amounts: { eur: "10.00" } },
                conditions: { newCustomer: true, payment: "placed" },
                attributionWindowDays: 30,
                holdDays: 0,
              },
              mails: { orderConfirmation: true },
              smtp: { host: "127.0.0.1", port: Number(SMTP_PORT ?? 1025) },
              from: { name: "Morning Goods", address: "shop@shop.example" },
              trustProxy: 1,
            },
          },
        ]
      : [],
});
