import { defineConfig } from "@medusajs/framework/utils";

/** Every value comes from the environment when the shop starts; `examples/demo/README.md` lists them. */
function need(name: string): string {
  const value = process.env[name];
  // `medusa build` loads this file too, without the environment of a running shop.
  if (!value && !process.argv.includes("build")) {
    throw new Error(`[medusa-store] ${name}: not set; examples/demo/README.md says what it holds`);
  }
  return value ?? "";
}

const shopUrl = process.env.SHOP_URL ?? "http://localhost:8000";

module.exports = defineConfig({
  projectConfig: {
    databaseUrl: need("DATABASE_URL"),
    databaseDriverOptions: { ssl: false, sslmode: "disable" },
    http: {
      storeCors: process.env.STORE_CORS ?? shopUrl,
      adminCors: process.env.ADMIN_CORS ?? "http://localhost:9000",
      authCors: process.env.AUTH_CORS ?? `${shopUrl},http://localhost:9000`,
      jwtSecret: need("JWT_SECRET"),
      cookieSecret: need("COOKIE_SECRET"),
    },
    // Over plain http a production admin loses its session otherwise. Leave this out behind https.
    cookieOptions: { secure: false, sameSite: "lax" },
  },
  admin: { backendUrl: "/" },
  plugins: [
    {
      resolve: "medusa-plugin-goodword",
      options: {
        secret: need("GOODWORD_SECRET"),
        program: {
          id: "friends",
          shopName: "Morning Goods",
          landingUrl: `${shopUrl}/friend`,
          shareUrl: `${shopUrl}/go`,
          codeWord: "FRIEND",
          friend: { type: "percentage", percent: 15 },
          advocate: { type: "fixed", amounts: { eur: "10.00", usd: "10.00" } },
          // The demo's orders are paid by Medusa's test provider, which captures nothing by itself. A real shop leaves
          // `payment` out: then an order counts once it is paid.
          conditions: { newCustomer: true, minimumOrder: { eur: "15.00", usd: "15.00" }, payment: "placed" },
          attributionWindowDays: 30,
          // So that the demo shows a reward at once. A shop waits out its returns: 30.
          holdDays: 0,
        },
        // Medusa sends no order confirmation of its own, and this shop has none.
        mails: { orderConfirmation: true },
        from: { name: "Morning Goods", address: process.env.SMTP_FROM ?? "shop@morning-goods.example" },
        smtp: { host: process.env.SMTP_HOST ?? "127.0.0.1", port: Number(process.env.SMTP_PORT ?? 1025) },
        publicUrl: process.env.MEDUSA_BACKEND_URL ?? "http://localhost:9000",
        ...(process.env.GOODWORD_CONTENT_URL
          ? { content: { url: process.env.GOODWORD_CONTENT_URL, secret: need("GOODWORD_CONTENT_SECRET") } }
          : {}),
        // No proxy stands before the demo, so its storefront passes no address on. Another shop counts its proxies.
        trustProxy: 0,
      },
    },
  ],
});
