import { defineLink, Modules } from "@medusajs/framework/utils";
import CustomerModule from "@medusajs/medusa/customer";
import OrderModule from "@medusajs/medusa/order";
import PromotionModule from "@medusajs/medusa/promotion";
import { GOODWORD_MODULE } from "../modules/goodword";

/** Read by the ids that the rows hold: nothing is stored for a link, and nothing has to be kept in step. */
const readOnly = { readOnly: true } as const;

const own = (entity: string, alias: string, primaryKey = "id") => ({
  serviceName: GOODWORD_MODULE,
  entity,
  alias,
  primaryKey,
  linkable: `${alias}_id`,
  field: alias,
});
const advocate = own("GoodwordAdvocate", "goodword_advocate");
const referral = own("GoodwordReferral", "goodword_referral");
const reward = own("GoodwordReward", "goodword_reward");
const promotionByCode = {
  ...PromotionModule.linkable.promotion.id,
  serviceName: Modules.PROMOTION,
  alias: "promotion",
  primaryKey: "code",
};

defineLink({ linkable: advocate, field: "customer_id" }, CustomerModule.linkable.customer, readOnly);
defineLink({ linkable: referral, field: "order_id" }, OrderModule.linkable.order, readOnly);
defineLink({ linkable: reward, field: "order_id" }, OrderModule.linkable.order, readOnly);
defineLink({ linkable: reward, field: "code" }, promotionByCode, readOnly);

// And from Medusa's side. An order leads to one of our entities only: Medusa 2.21 reads two of one module as one where
// both are found by the same field. A reward names its referral.
defineLink(
  { linkable: CustomerModule.linkable.customer, field: "id" },
  own("GoodwordAdvocate", "goodword_advocate", "customer_id"),
  readOnly,
);
defineLink(
  { linkable: OrderModule.linkable.order, field: "id", isList: true },
  own("GoodwordReward", "goodword_reward", "order_id"),
  readOnly,
);
