const shop = require("../app/medusa-config");

/** The same shop without a CMS: its staff write the prompts. */
module.exports = {
  ...shop,
  plugins: shop.plugins.map((plugin: { options?: Record<string, unknown> }) => {
    const { content: _, ...options } = plugin.options ?? {};
    return { ...plugin, options };
  }),
};
