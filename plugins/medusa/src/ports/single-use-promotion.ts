import type { BenefitBinding } from "@goodword/core";
import type {
  CreatePromotionDTO,
  CreatePromotionRuleDTO,
  IPricingModuleService,
  IPromotionModuleService,
  PromotionDTO,
  UpdatePromotionDTO,
} from "@medusajs/framework/types";
import { rulesOfBinding } from "./benefit-binding";
import type { RewardItem } from "./reward-item";

export interface SingleUse {
  readonly code: string;
  /** What staff filter by, and how it differs from promotions they made. */
  readonly purpose: "friend" | "reward";
  /** Only for customers of one of these addresses, guests too. */
  readonly addresses?: readonly string[];
  /** Per cent, or major units of `currency`. */
  readonly discount:
    | { readonly type: "percentage"; readonly percent: number }
    | { readonly type: "fixed"; readonly amount: string; readonly currency: string }
    /** So many pieces of an item for nothing. */
    | { readonly type: "free"; readonly item: RewardItem; readonly pieces: number };
  /** Only on a cart, and for addresses, that it was judged for. */
  readonly binding?: BenefitBinding;
  readonly campaignId?: string;
}

/** What Medusa tells of a promotion by its code. */
export type KnownPromotion = PromotionDTO & { readonly used: number; readonly limit: number | null };

/** Codes that Medusa takes once, as promotions of its own that staff can see. */
export function singleUsePromotions(promotions: IPromotionModuleService, pricing: IPricingModuleService) {
  return { find, mint, deactivate, retire, spend };

  async function find(code: string): Promise<KnownPromotion | null> {
    const [found] = await promotions.listPromotions({ code: [code] }, { relations: ["application_method"] });
    return (found as KnownPromotion | undefined) ?? null;
  }

  /**
   * Idempotent by code, also when two do it at once: the database keeps codes apart. A code that is wanted
   * in another currency than before, as the cart's region changed, is changed.
   */
  async function mint(wanted: SingleUse): Promise<KnownPromotion> {
    const known = await find(wanted.code);
    // One that was retired before it was minted stays so.
    if (known) return known.used > 0 || known.status === "inactive" ? known : priced(known, wanted);
    try {
      await promotions.createPromotions(await promotionOf(wanted));
    } catch (error) {
      if (!(await find(wanted.code))) throw error;
    }
    return (await find(wanted.code)) as KnownPromotion;
  }

  async function priced(known: KnownPromotion, wanted: SingleUse): Promise<KnownPromotion> {
    const { application_method: method, is_tax_inclusive } = await promotionOf(wanted);
    if ((known.application_method?.currency_code ?? null) === (method.currency_code ?? null)) return known;
    const { value, currency_code } = method;
    await promotions.updatePromotions({
      id: known.id,
      is_tax_inclusive,
      application_method: { value, currency_code },
    } as UpdatePromotionDTO);
    return (await find(wanted.code)) as KnownPromotion;
  }

  /** The code no longer works; says whether it had been used. Read afterwards, so that a use between is seen. */
  async function deactivate(code: string): Promise<{ used: boolean }> {
    const known = await find(code);
    if (!known) return { used: false };
    if (known.status !== "inactive") await promotions.updatePromotions({ id: known.id, status: "inactive" });
    return { used: ((await find(code))?.used ?? 0) > 0 };
  }

  /** An order carries the code. Counting the use in Medusa's place could refuse Medusa its own count later. */
  async function spend(code: string): Promise<void> {
    const known = await find(code);
    if (known && known.used === 0) await deactivate(code);
  }

  /** The code works no more, and never will where nobody minted it yet: another instance may be about to. */
  async function retire(code: string): Promise<KnownPromotion> {
    if ((await find(code)) === null) {
      try {
        await promotions.createPromotions({
          code,
          type: "standard",
          status: "inactive",
          is_automatic: false,
          limit: 1,
          metadata: { goodword: "reward" },
          application_method: { type: "percentage", value: 1, target_type: "order", allocation: "across" },
        });
      } catch (error) {
        if (!(await find(code))) throw error;
      }
    }
    await deactivate(code);
    return (await find(code)) as KnownPromotion;
  }

  async function promotionOf(wanted: SingleUse): Promise<CreatePromotionDTO> {
    const { discount } = wanted;
    const rules = rulesOf(wanted);
    return {
      code: wanted.code,
      type: "standard",
      status: "active",
      is_automatic: false,
      // "€10 off" is what the shopper sees at the till, so it follows how the shop shows its prices.
      is_tax_inclusive: discount.type === "fixed" && (await showsTax(discount.currency)),
      limit: 1,
      metadata: { goodword: wanted.purpose },
      application_method: methodOf(discount),
      ...(rules.length > 0 && { rules }),
      ...(wanted.campaignId && { campaign_id: wanted.campaignId }),
    };
  }

  async function showsTax(currency: string): Promise<boolean> {
    const [preference] = await pricing.listPricePreferences({ attribute: "currency_code", value: currency });
    return preference?.is_tax_inclusive ?? false;
  }
}

function rulesOf({ binding, addresses }: SingleUse): CreatePromotionRuleDTO[] {
  return [
    ...(binding ? rulesOfBinding(binding) : []),
    // The customer's address, and not the cart's: Medusa lets who is logged in write any into the cart. A guest is a
    // customer of their address, and has the same one when they register.
    ...(addresses ? [{ attribute: "customer.email", operator: "in" as const, values: [...addresses] }] : []),
  ];
}

function methodOf(discount: SingleUse["discount"]): CreatePromotionDTO["application_method"] {
  const order = { target_type: "order", allocation: "across" } as const;
  switch (discount.type) {
    case "percentage":
      return { ...order, type: "percentage", value: discount.percent };
    case "fixed":
      return {
        ...order,
        type: "fixed",
        value: Number(discount.amount),
        currency_code: discount.currency,
      };
    case "free": {
      const { attribute, id } = discount.item;
      return {
        type: "percentage",
        value: 100,
        target_type: "items",
        // So many pieces in all, of the cheapest first.
        allocation: "once",
        max_quantity: discount.pieces,
        target_rules: [{ attribute, operator: "eq", values: [id] }],
      };
    }
  }
}

export type SingleUsePromotions = ReturnType<typeof singleUsePromotions>;
