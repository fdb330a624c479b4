const { resolve } = require("node:path");

module.exports = ({ env }) => ({
  goodword: {
    enabled: true,
    resolve: resolve(__dirname, "../../.."),
    config: { shopUrl: env("TEST_SHOP_URL"), contentSecret: env("TEST_CONTENT_SECRET") },
  },
});
