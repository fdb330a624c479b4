import { type BenefitBinding, decimalOf } from "@goodword/core";
import type {
  CreatePromotionRuleDTO,
  ILockingModule,
  IPromotionModuleService,
  PromotionDTO,
} from "@medusajs/framework/types";

/** What a friend's promotion is bound to, as Medusa's rules say it. */
export interface Bound {
  readonly carts: readonly string[];
  readonly addresses: readonly string[];
  /** A decimal in major units. */
  readonly minimum: string | null;
}

/** Carts, and addresses, that a promotion keeps: the one it was judged for last is always among them. */
const boundMost = 5;
/** Seconds to wait for another review of the same benefit. */
const patience = 2;
/** How Medusa's rules see an address that is not there: they compare text. */
const noAddress = ["null", "undefined"];
/** No cart has this id: a rule without values could not be written. */
const noCart = "none";

const unbound: Bound = { carts: [], addresses: [], minimum: null };

/**
 * Binds friends' promotions by rules that Medusa evaluates with every change of a cart, under the cart's lock: no
 * request, however timed, carries a discount to a cart, an address or a value that was not judged.
 */
export function benefitBindings(promotions: IPromotionModuleService, locking: ILockingModule) {
  return {
    /** Idempotent; a promotion of before there were bindings loses the rule it had. */
    bind: (code: string, binding: BenefitBinding) => change(code, (bound) => including(bound, binding)),
    admit: (code: string, cartId: string, addresses: readonly string[]) =>
      change(code, (bound) =>
        bound.carts.includes(cartId)
          ? { ...bound, addresses: latest(bound.addresses, written(addresses), 2 * boundMost) }
          : bound,
      ),
    async admits(code: string, addresses: readonly string[]): Promise<boolean> {
      const known = await find(code);
      const bound = known === undefined ? [] : boundOf(known).addresses;
      return addresses.every((address) => bound.includes(address));
    },
    release: (code: string, cartId: string, addresses: readonly string[]) =>
      change(code, (bound) => {
        const gone = written(addresses);
        return {
          ...bound,
          carts: bound.carts.filter((id) => id !== cartId),
          addresses: bound.addresses.filter((address) => !gone.includes(address)),
        };
      }),
  };

  /** One at a time: a review must not write back what another has just taken away. */
  async function change(code: string, to: (bound: Bound) => Bound): Promise<void> {
    const known = await find(code);
    if (known === undefined || isSame(known, to(boundOf(known)))) return;
    await locking.execute(
      [`goodword:benefit:${code}`],
      async () => {
        const now = await find(code);
        if (now !== undefined) await write(now, to(boundOf(now)));
      },
      { timeout: patience },
    );
  }

  async function find(code: string): Promise<PromotionDTO | undefined> {
    const [found] = await promotions.listPromotions(
      { code: [code] },
      { select: ["id"], relations: ["rules", "rules.values"] },
    );
    return found;
  }

  /** What is added comes first and what goes comes last, so that it is never bound to less than before. */
  async function write(promotion: PromotionDTO, bound: Bound): Promise<void> {
    const wanted = rulesOfBound(bound);
    const rules = promotion.rules ?? [];
    const ruleFor = ({ attribute }: CreatePromotionRuleDTO) =>
      rules.find((rule) => rule.attribute === attribute);
    const added = wanted.filter((rule) => ruleFor(rule) === undefined);
    if (added.length > 0) await promotions.addPromotionRules(promotion.id, added);
    const changed = wanted.flatMap((rule) => {
      const known = ruleFor(rule);
      const values = rule.values as string[];
      return known === undefined || isEqual(valuesOf(known), values) ? [] : [{ id: known.id, values }];
    });
    if (changed.length > 0) await promotions.updatePromotionRules(changed);
    const gone = rules.filter((rule) => !wanted.some(({ attribute }) => attribute === rule.attribute));
    if (gone.length > 0) {
      await promotions.removePromotionRules(
        promotion.id,
        gone.map(({ id }) => id),
      );
    }
  }
}

export type BenefitBindings = ReturnType<typeof benefitBindings>;

/** The rules of a promotion that is minted for this. */
export function rulesOfBinding(binding: BenefitBinding): CreatePromotionRuleDTO[] {
  return rulesOfBound(including(unbound, binding));
}

function including(bound: Bound, { cartId, addresses, minimum }: BenefitBinding): Bound {
  return {
    carts: latest(bound.carts, [cartId], boundMost),
    addresses: latest(bound.addresses, written(addresses), 2 * boundMost),
    minimum: minimum && decimalOf(minimum),
  };
}

function rulesOfBound({ carts, addresses, minimum }: Bound): CreatePromotionRuleDTO[] {
  const people = [...noAddress, ...addresses];
  return [
    { attribute: "id", operator: "in", values: carts.length > 0 ? [...carts] : [noCart] },
    { attribute: "email", operator: "in", values: people },
    // The account's: Medusa lets who is logged in write any address into the cart.
    { attribute: "customer.email", operator: "in", values: people },
    ...(minimum === null
      ? []
      : [{ attribute: "item_subtotal", operator: "gte" as const, values: [minimum] }]),
  ];
}

function boundOf({ rules = [] }: PromotionDTO): Bound {
  const of = (attribute: string) => {
    const rule = rules.find((one) => one.attribute === attribute);
    return rule === undefined ? [] : valuesOf(rule);
  };
  return {
    carts: of("id").filter((id) => id !== noCart),
    addresses: of("email").filter((address) => !noAddress.includes(address)),
    minimum: of("item_subtotal")[0] ?? null,
  };
}

function isSame({ rules = [] }: PromotionDTO, bound: Bound): boolean {
  const wanted = rulesOfBound(bound);
  return (
    rules.length === wanted.length &&
    wanted.every(({ attribute, values }) =>
      rules.some((rule) => rule.attribute === attribute && isEqual(valuesOf(rule), values as string[])),
    )
  );
}

function valuesOf({ values }: NonNullable<PromotionDTO["rules"]>[number]): string[] {
  return (values ?? []).flatMap(({ value }) => value ?? []);
}

function isEqual(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((value) => other.includes(value));
}

function latest(known: readonly string[], more: readonly string[], most: number): string[] {
  return [...new Set([...more, ...known])].slice(0, most);
}

/** As it was written, and as Medusa keeps it of a guest: rules compare letter by letter. */
function written(addresses: readonly string[]): string[] {
  return [...new Set(addresses.flatMap((address) => [address, address.toLowerCase()]))];
}
