const shop = require("../app/medusa-config");

interface Plugin {
  readonly options?: { readonly program?: { readonly conditions: { readonly newCustomer: boolean } } };
}

/**
 * The same shop with the payment condition left out: an order counts once it is paid. Without a minimum too, as an
 * order with nothing to pay is worth nothing.
 */
module.exports = {
  ...shop,
  plugins: shop.plugins.map((plugin: Plugin) => {
    const program = plugin.options?.program;
    if (program === undefined) return plugin;
    const conditions = { newCustomer: program.conditions.newCustomer };
    return { ...plugin, options: { ...plugin.options, program: { ...program, conditions } } };
  }),
};
