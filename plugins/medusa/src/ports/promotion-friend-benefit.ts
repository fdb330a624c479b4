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
import {
  refreshPaymentCollectionForCartWorkflowId,
  updateCartPromotionsWorkflowId,
} from "@medusajs/medusa/core-flows";
import type { Query } from "../query";
import type { BenefitBindings } from "./benefit-binding";
import { isFriends } from "./friends-promotion";
import { takeOffOpenCarts } from "./open-carts";
import type { KnownPromotion, SingleUse, SingleUsePromotions } from "./single-use-promotion";
import { worthOf } from "./worth-of";

interface Host {
  readonly query: Query;
  readonly carts: ICartModuleService;
  readonly promotions: IPromotionModuleService;
  readonly workflows: IWorkflowEngineService;
}

const refused = (reason: BenefitRefusal): BenefitOutcome => ({ applied: false, reason });

/**
 * The friend's benefit as a promotion that Medusa takes once, put on the cart by Medusa's own workflow. Its rules bind
 * it to the carts and addresses it was judged for; the claim in the cart's metadata is evidence and gives nothing.
 */
export function promotionFriendBenefit(
  host: Host,
  singleUse: SingleUsePromotions,
  bindings: BenefitBindings,
): FriendBenefit {
  return {
    async cart(cartId) {
      const cart = await cartOf(cartId);
      return !cart || cart.completed_at ? null : benefitCartOf(cart);
    },

    async note(cartId, { claim, referredBy }) {
      const cart = await cartOf(cartId);
      const typed = referredBy === undefined ? {} : { goodword_referred_by: referredBy };
      await host.carts.updateCarts(cartId, {
        metadata: { ...cart?.metadata, goodword_claim: claim, ...typed },
      });
    },

    async remove(cartId, code, addresses) {
      // First: nobody can put it back then.
      await bindings.release(code, cartId, addresses);
      const cart = await cartOf(cartId);
      if (!cart || cart.completed_at) return;
      if (benefitCartOf(cart).codes.includes(code)) {
        await changePromotions(cart, [code], PromotionActions.REMOVE);
      } else {
        await askForTotal(cart);
      }
    },

    async apply({ code, incentive, combination, expiresAt, bound }) {
      const { cartId } = bound;
      const cart = await cartOf(cartId);
      if (!cart || cart.completed_at) return refused("cart-not-found");
      const others = combination === "best" ? otherCodes(cart, code) : [];
      const isOn = carries(cart, code);
      if (isOn && others.length === 0) {
        await bindings.bind(code, bound);
        await askForTotal(cart);
        return { applied: true };
      }
      const discount = discountOf(incentive, cart.currency_code);
      if (discount === null) return refused("not-applicable");

      const campaignId = await campaignUntil(expiresAt);
      const wanted = { code, purpose: "friend", discount, binding: bound, campaignId } as const;
      const promotion = await singleUse.mint(wanted);
      if (promotion.used > 0) return refused("already-used");
      if (promotion.status !== "active") return refused("not-applicable");
      await bindings.bind(code, bound);
      if (others.length > 0) {
        const [own, theirs] = await Promise.all([
          worthOf(host, cartId, [code]),
          worthOf(host, cartId, others),
        ]);
        if (own > 0 && theirs >= own) {
          if (isOn) await changePromotions(cart, [code], PromotionActions.REMOVE);
          return refused("other-discount");
        }
        if (own > 0) await changePromotions(cart, others, PromotionActions.REMOVE);
      }
      await changePromotions(cart, [code], PromotionActions.ADD);
      // Medusa drops a code that does not fit the cart without a word.
      const changed = await cartOf(cartId);
      return changed && carries(changed, code) ? { applied: true } : refused("not-applicable");
    },

    admit: (cartId, code, addresses) => bindings.admit(code, cartId, addresses),
    admits: bindings.admits,

    async discard(codes) {
      if (codes.length === 0) return;
      const found = (await host.promotions.listPromotions({ code: [...codes] })) as KnownPromotion[];
      const unused = found.filter(({ used, metadata }) => used === 0 && isFriends({ metadata }));
      for (const { id, code } of unused) await takeOffOpenCarts(host, { id, code: code ?? "" });
      await host.promotions.deletePromotions(unused.map(({ id }) => id));
      const campaigns = new Set(unused.flatMap(({ campaign_id }) => campaign_id ?? []));
      for (const id of campaigns) {
        const inCampaign = { campaign_id: [id] } as object;
        const [left] = await host.promotions.listPromotions(inCampaign, { select: ["id"], take: 1 });
        if (left === undefined) await host.promotions.deleteCampaigns([id]);
      }
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
        "customer.email",
        "customer.has_account",
        "payment_collection.id",
        "payment_collection.amount",
        "total",
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

  async function changePromotions(cart: Cart, codes: string[], action: PromotionActions): Promise<void> {
    await host.workflows.run(updateCartPromotionsWorkflowId, {
      input: { cart_id: cart.id, promo_codes: codes, action },
    });
    if (cart.payment_collection) await refreshPayment(cart.id);
  }

  /** What is to be paid follows the total: Medusa takes a code off without a word of it to the payment. */
  async function askForTotal({ id, payment_collection: payment, total }: Cart): Promise<void> {
    if (payment && !MathBN.eq(payment.amount ?? 0, total ?? 0)) await refreshPayment(id);
  }

  /** By the cart's id: given a cart, the workflow compares with its total of before, and does nothing. */
  async function refreshPayment(cartId: string): Promise<void> {
    await host.workflows.run(refreshPaymentCollectionForCartWorkflowId, { input: { cart_id: cartId } });
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

type Adjustments = ({ code: string | null; subtotal?: Amount } | null)[];

interface Cart {
  id: string;
  currency_code: string;
  completed_at: Date | string | null;
  metadata: Record<string, unknown> | null;
  email: string | null;
  customer_id: string | null;
  customer?: { email: string | null; has_account: boolean } | null;
  payment_collection?: { id: string; amount: Amount } | null;
  total: Amount;
  promotions?: ({ code: string | null; is_automatic?: boolean } | null)[];
  item_subtotal: Amount;
  shipping_subtotal: Amount;
  tax_total: Amount;
  items: ({ adjustments?: Adjustments } | null)[];
  shipping_methods?: ({ adjustments?: Adjustments } | null)[];
}

/** Amounts as they are for the order. */
function benefitCartOf(cart: Cart): BenefitCart {
  const minor = (amount: Amount) => moneyOf(MathBN.convert(amount ?? 0).toFixed(), cart.currency_code).amount;
  const discountsOf = (lines: Cart["items"]) =>
    lines
      .flatMap((line) => line?.adjustments ?? [])
      .flatMap((one) => (one ? [{ code: one.code, amount: minor(one.subtotal) }] : []));
  const onGoods = discountsOf(cart.items);
  const discount = onGoods.reduce((sum, { amount }) => sum + amount, 0n);
  const discounts = [...onGoods, ...discountsOf(cart.shipping_methods ?? [])].flatMap(({ code, amount }) =>
    code === null ? [] : [{ code, amount }],
  );
  const byItself = (cart.promotions ?? []).flatMap((one) => (one?.is_automatic ? [one.code] : []));
  const codes = [
    ...(cart.promotions ?? []).map((one) => one?.code ?? null),
    ...discounts.map(({ code }) => code),
  ];
  const written = (name: string) => {
    const value = cart.metadata?.[name];
    return typeof value === "string" ? value : null;
  };
  return {
    currency: currency(cart.currency_code),
    email: cart.email,
    customerId: cart.customer_id,
    account: cart.customer?.has_account ? cart.customer.email : null,
    value: minor(cart.item_subtotal) - discount,
    discount,
    discounts,
    shipping: minor(cart.shipping_subtotal),
    tax: minor(cart.tax_total),
    codes: [...new Set(codes.filter((code) => code !== null && !byItself.includes(code)))] as string[],
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
