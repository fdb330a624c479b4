const shop = require("../app/medusa-config");

/** The same shop, whose jobs give a locked table up soon, so that a test need not wait half a minute for each. */
module.exports = {
  ...shop,
  plugins: shop.plugins.map((plugin: { options?: Record<string, unknown> }) =>
    plugin.options?.program === undefined
      ? plugin
      : {
          ...plugin,
          options: {
            ...plugin.options,
            databaseLimits: { background: { waitMs: 1_000, holdMs: 1_000 } },
          },
        },
  ),
};
