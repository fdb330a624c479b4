const shop = require("../app/medusa-config");

/** The same shop, beside Medusa's own loyalty plugin: it takes four workflow hooks, and keeps store credit. */
module.exports = {
  ...shop,
  plugins: [{ resolve: "@medusajs/loyalty-plugin", options: {} }, ...shop.plugins],
};
