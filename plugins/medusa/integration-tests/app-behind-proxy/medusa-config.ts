const shop = require("../app/medusa-config");

/** The same shop behind one proxy, its requests counted in PostgreSQL. */
module.exports = {
  ...shop,
  plugins: shop.plugins.map((plugin: { options?: object }) => ({
    ...plugin,
    options: { ...plugin.options, trustProxy: 1, limits: { store: "postgres" } },
  })),
};
