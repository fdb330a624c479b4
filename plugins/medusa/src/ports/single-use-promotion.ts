import type {
  CreatePromotionDTO,
  IPricingModuleService,
  IPromotionModuleService,
  PromotionDTO,
  UpdatePromotionDTO,
} from "@medusajs/framework/types";

export interface SingleUse {
  readonly code: string;
  /** What staff filter by, and how it differs from promotions they made. */
  readonly purpose: "friend" | "reward";
  /** Per cent, or major units of `currency`. */
  readonly discount:
    | { readonly type: "percentage"; readonly percent: number }
    | { readonly type: "fixed"; readonly amount: string; readonly currency: string };
  /** Only on carts whose metadata carries this. */
  readonly claim?: string;
  readonly campaignId?: string;
}

/** What Medusa tells of a promotion by its code. */
export type KnownPromotion = PromotionDTO & { readonly used: number; readonly limit: number | null };

/** Codes that Medusa takes once, as promotions of its own that staff can see. */
export function singleUsePromotions(promotions: IPromotionModuleService, pricing: IPricingModuleService) {
  return { find, mint, deactivate };

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
    if (known) return known.used > 0 ? known : priced(known, wanted);
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

  async function promotionOf(wanted: SingleUse): Promise<CreatePromotionDTO> {
    const { discount } = wanted;
    const method =
      discount.type === "percentage"
        ? { type: "percentage" as const, value: discount.percent }
        : {
            type: "fixed" as const,
            value: Number(discount.amount),
            currency_code: discount.currency,
          };
    return {
      code: wanted.code,
      type: "standard",
      status: "active",
      is_automatic: false,
      // "€10 off" is what the shopper sees at the till, so it follows how the shop shows its prices.
      is_tax_inclusive: discount.type === "fixed" && (await showsTax(discount.currency)),
      limit: 1,
      metadata: { goodword: wanted.purpose },
      application_method: { ...method, target_type: "order", allocation: "across" },
      ...(wanted.claim && {
        // A cart carries one claim, so the benefits of several cannot be put together.
        rules: [{ attribute: "metadata.goodword_claim", operator: "eq" as const, values: [wanted.claim] }],
      }),
      ...(wanted.campaignId && { campaign_id: wanted.campaignId }),
    };
  }

  async function showsTax(currency: string): Promise<boolean> {
    const [preference] = await pricing.listPricePreferences({ attribute: "currency_code", value: currency });
    return preference?.is_tax_inclusive ?? false;
  }
}

export type SingleUsePromotions = ReturnType<typeof singleUsePromotions>;
