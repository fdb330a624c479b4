export default ({ env }) => ({
  auth: {
    secret: env("ADMIN_JWT_SECRET"),
    // Without TLS, as in the demo, a production admin would lose its session at the next reload.
    cookie: { secure: env("STRAPI_URL", "").startsWith("https:") },
  },
  apiToken: { salt: env("API_TOKEN_SALT") },
  transfer: { token: { salt: env("TRANSFER_TOKEN_SALT") } },
  secrets: { encryptionKey: env("ENCRYPTION_KEY") },
  // Referral prompts bring their own preview.
  preview: { enabled: false },
  flags: { nps: false, promoteEE: false },
});
