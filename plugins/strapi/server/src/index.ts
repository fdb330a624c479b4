import { isPlainHttp } from "@goodword/core";
import type { Core } from "@strapi/strapi";
import { deliverChanges } from "./delivery";
import { parseOptions } from "./options";
import { guardPublishing } from "./publishing-gate";
import { referralPrompt } from "./referral-prompt";
import { controllers, routes } from "./routes";
import { service, services } from "./services";

type Given = { strapi: Core.Strapi };

export default {
  config: { default: {}, validator: (config: unknown) => void parseOptions(config) },
  contentTypes: { "referral-prompt": referralPrompt },
  routes,
  controllers,
  services,
  async bootstrap({ strapi }: Given): Promise<void> {
    await strapi
      .service("admin::permission")
      .actionProvider.registerMany([
        { section: "plugins", displayName: "Preview prompts", uid: "preview", pluginName: "goodword" },
      ]);
    if (isPlainHttp(service(strapi, "options").shopUrl))
      strapi.log.warn(
        "[goodword] options.shopUrl: plain http; others on the network can read and change the prompts. Use https.",
      );
    guardPublishing(strapi);
    const delivery = service(strapi, "delivery");
    deliverChanges(strapi, delivery);
    // What was published while the shop was down, or by means that no hook sees.
    void delivery.deliver();
  },
  destroy({ strapi }: Given): void {
    service(strapi, "delivery").stop();
  },
};
