import {
  type BenefitCart,
  type BenefitOutcome,
  type BenefitRefusal,
  currency,
  type FriendBenefit,
  type Incentive,
  moneyOf,
} from "@goodword/core";
import type {
  ICartModuleService,
  IPromotionModuleService,
  IWorkflowEngineService,
} from "@medusajs/framework/types";
import { MathBN, PromotionActions } from "@medusajs/framework/utils";
import { updateCartPromotionsWorkflowId } from "@medusajs/medusa/core-flows";
import type { Query } from "../query";
import type { SingleUse, SingleUsePromotions } from "./single-use-promotion";
import { worthOf } from "./worth-of";

interface Host {
  readonly query: Query;
  readonly carts: ICartModuleService;
  readonly promotions: IPromotionModuleService;
  readonly workflows: IWorkflowEngineService;
}

const refused = (reason: BenefitRefusal): BenefitOutcome => ({ applied: false, reason });

/**
 * The friend's benefit as a promotion that Medusa takes once, put on the cart by Medusa's own workflow.
 * The cart's metadata gets the claim, which is also the promotion's rule: the code alone gives nothing.
 */
export function promotionFriendBenefit(host: Host, singleUse: SingleUsePromotions): FriendBenefit {
  return {
    async cart(cartId, code) {
      const cart = await cartOf(cartId);
      return !cart || cart.completed_at ? null : benefitCartOf(cart, code);
    },

    async note(cartId, { claim, referredBy }) {
      const cart = await cartOf(cartId);
      const typed = referredBy === undefined ? {} : { goodword_referred_by: referredBy };
      await host.carts.updateCarts(cartId, {
        metadata: { ...cart?.metadata, goodword_claim: claim, ...typed },
      });
    },

    async remove(cartId, code) {
      const cart = await cartOf(cartId);
      if (cart && !cart.completed_at && cart.promotions?.some((promotion) => promotion?.code === code)) {
        await changePromotions(cartId, [code], PromotionActions.REMOVE);
      }
    },

    async discard(codes) {
      const found = await host.promotions.listPromotions({ code: [...codes] }, { take: codes.length });
      const own = found.filter(({ metadata }) => metadata?.goodword === "friend");
      if (own.length > 0) await host.promotions.deletePromotions(own.map(({ id }) => id));
    },

    async apply({ cartId, code, incentive, combination, claim, expiresAt }) {
      const cart = await cartOf(cartId);
      if (!cart || cart.completed_at) return refused("cart-not-found");
      const others = combination === "best" ? otherCodes(cart, code) : [];
      const isOn = cart.metadata?.goodword_claim === claim && carries(cart, code);
      if (isOn && others.length === 0) return { applied: true };
      const discount = discountOf(incentive, cart.currency_code);
      if (discount === null) return refused("not-applicable");

      const campaignId = await campaignUntil(expiresAt);
      const promotion = await singleUse.mint({ code, purpose: "friend", discount, claim, campaignId });
      if (promotion.used > 0) return refused("already-used");
      if (promotion.status !== "active") return refused("not-applicable");
      if (others.length > 0) {
        const [own, theirs] = await Promise.all([
          worthOf(host, cartId, [code]),
          worthOf(host, cartId, others),
        ]);
        if (own > 0 && theirs >= own) {
          if (isOn) await changePromotions(cartId, [code], PromotionActions.REMOVE);
          return refused("other-discount");
        }
        if (own > 0) await changePromotions(cartId, others, PromotionActions.REMOVE);
      }
      await changePromotions(cartId, [code], PromotionActions.ADD);
      // Medusa drops a code that does not fit the cart without a word.
      const changed = await cartOf(cartId);
      return changed && carries(changed, code) ? { applied: true } : refused("not-applicable");
    },
  };

  async function cartOf(id: string): Promise<Cart | undefined> {
    const { data } = await host.query.graph({
      entity: "cart",
      fields: [
        "id",
        "currency_code",
        "completed_at",
        "metadata",
        "email",
        "customer_id",
        "promotions.code",
        "promotions.is_automatic",
        "item_subtotal",
        "shipping_subtotal",
        "tax_total",
        "items.*",
        "items.adjustments.*",
        "items.tax_lines.*",
        "shipping_methods.*",
        "shipping_methods.adjustments.*",
        "shipping_methods.tax_lines.*",
      ],
      filters: { id },
    });
    return data[0] as Cart | undefined;
  }

  async function changePromotions(cartId: string, codes: string[], action: PromotionActions): Promise<void> {
    await host.workflows.run(updateCartPromotionsWorkflowId, {
      input: { cart_id: cartId, promo_codes: codes, action, force_refresh_payment_collection: true },
    });
  }

  /** One campaign a day holds what expires that day, rather than one for each friend. */
  async function campaignUntil(expiresAt: Date): Promise<string> {
    const ends = new Date(Math.ceil(expiresAt.getTime() / 86_400_000) * 86_400_000);
    const day = ends.toISOString().slice(0, 10);
    const identifier = `goodword-friends-${day}`;
    const find = async () =>
      (await host.promotions.listCampaigns({ campaign_identifier: [identifier] } as object))[0]?.id;
    const known = await find();
    if (known) return known;
    try {
      const created = await host.promotions.createCampaigns({
        name: `Goodword: friends' offers until ${day}`,
        campaign_identifier: identifier,
        ends_at: ends,
      });
      return created.id;
    } catch (error) {
      // Another friend was first.
      const made = await find();
      if (!made) throw error;
      return made;
    }
  }
}

/** Anything Medusa writes an amount as: a number, a decimal, or its own BigNumber. */
type Amount = Parameters<typeof MathBN.convert>[0] | null | undefined;

interface Cart {
  currency_code: string;
  completed_at: Date | string | null;
  metadata: Record<string, unknown> | null;
  email: string | null;
  customer_id: string | null;
  promotions?: ({ code: string | null; is_automatic?: boolean } | null)[];
  item_subtotal: Amount;
  shipping_subtotal: Amount;
  tax_total: Amount;
  items: ({ adjustments?: ({ code: string | null; subtotal?: Amount } | null)[] } | null)[];
}

/** Amounts as they are for the order, without what the code itself takes off. */
function benefitCartOf(cart: Cart, code: string | null): BenefitCart {
  const minor = (amount: Amount) => moneyOf(MathBN.convert(amount ?? 0).toFixed(), cart.currency_code).amount;
  const discount = cart.items
    .flatMap((item) => item?.adjustments ?? [])
    .filter((adjustment) => adjustment !== null && adjustment.code !== code)
    .reduce((sum, adjustment) => sum + minor(adjustment?.subtotal), 0n);
  const written = (name: string) => {
    const value = cart.metadata?.[name];
    return typeof value === "string" ? value : null;
  };
  return {
    currency: currency(cart.currency_code),
    email: cart.email,
    customerId: cart.customer_id,
    value: minor(cart.item_subtotal) - discount,
    discount,
    shipping: minor(cart.shipping_subtotal),
    tax: minor(cart.tax_total),
    claim: written("goodword_claim"),
    referredBy: written("goodword_referred_by"),
  };
}

/** The codes that were typed into the cart, without this one. What the shop takes off by itself needs none. */
function otherCodes({ promotions }: Cart, code: string): string[] {
  return (promotions ?? []).flatMap((promotion) =>
    promotion?.code && !promotion.is_automatic && promotion.code !== code ? [promotion.code] : [],
  );
}

function carries(cart: Cart, code: string): boolean {
  return cart.items.some((item) => item?.adjustments?.some((adjustment) => adjustment?.code === code));
}

function discountOf(incentive: Incentive, currency: string): SingleUse["discount"] | null {
  if (incentive.type === "percentage") return incentive;
  const amount = incentive.amounts[currency];
  return amount === undefined ? null : { type: "fixed", amount, currency };
}
