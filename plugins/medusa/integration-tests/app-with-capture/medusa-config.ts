const shop = require("../app/medusa-config");

/** The same shop with the payment condition left out: an order counts once it is paid. */
module.exports = {
  ...shop,
  plugins: shop.plugins.map((plugin: { options: { program: { conditions: { newCustomer: boolean } } } }) => {
    const { program, ...options } = plugin.options;
    // Without a minimum too, as an order with nothing to pay is worth nothing.
    const { newCustomer } = program.conditions;
    const conditions = { newCustomer };
    return { ...plugin, options: { ...options, program: { ...program, conditions } } };
  }),
};
