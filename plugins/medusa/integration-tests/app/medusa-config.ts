import { join } from "node:path";
import { defineConfig } from "@medusajs/framework/utils";

import { contentSecret } from "./content-secret";

module.exports = defineConfig({
  projectConfig: {
    http: { jwtSecret: "jwt-secret-of-the-tests", cookieSecret: "cookie-secret-of-the-tests" },
  },
  admin: { disable: true },
  plugins: [
    {
      resolve: join(__dirname, "..", ".."),
      options: {
        secret: "a-secret-of-the-tests-with-enough-characters",
        program: {
          id: "friends",
          shopName: "Morning Goods",
          landingUrl: "https://shop.example/welcome",
          shareUrl: "https://shop.example/go",
          codeWord: "FRIEND",
          friend: { type: "percentage", percent: 15 },
          advocate: { type: "fixed", amounts: { eur: "10.00" } },
          // Capture is the subject of some tests only.
          conditions: { newCustomer: true, minimumOrder: { eur: "15.00" }, payment: "placed" },
          attributionWindowDays: 30,
          holdDays: 0,
        },
        mails: { orderConfirmation: true },
        smtp: { host: "127.0.0.1", port: Number(process.env.GOODWORD_TEST_SMTP_PORT) },
        from: { name: "Morning Goods", address: "shop@shop.example" },
        publicUrl: "https://api.shop.example",
        content: { url: "http://127.0.0.1:9/snapshot", secret: contentSecret },
      },
    },
  ],
});
