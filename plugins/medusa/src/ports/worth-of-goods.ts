import { moneyOf } from "@goodword/core";
import { getLineItemsTotals, MathBN } from "@medusajs/framework/utils";

/** Anything Medusa writes an amount as: a number, a decimal, or its own BigNumber. */
export type Amount = Parameters<typeof MathBN.convert>[0] | null | undefined;

/** An item of an order, with its prices and adjustments as Medusa's own totals read them. */
export interface Goods {
  id: string;
  quantity: Amount;
  /** What was sent, and what came back, of it. */
  detail?: { fulfilled_quantity?: Amount; written_off_quantity?: Amount } | null;
}

/** What an exchange or a claim brought, and what the shop received for it. */
export interface Replacement {
  /** Ids of items. */
  readonly brought: readonly string[];
  readonly received: readonly { readonly itemId: string; readonly quantity: Amount }[];
}

/** Without shipping, in minor units. */
export interface GoodsWorth {
  /** By item, before discounts. */
  readonly subtotals: Readonly<Record<string, bigint>>;
  readonly subtotal: bigint;
  readonly discount: bigint;
  /** After discounts and before tax, of what was ordered: sent back or not, and without what was sent in its place. */
  readonly value: bigint;
  /** The tax of that. */
  readonly tax: bigint;
  /** What the shop has back of it, with tax, less what it sent in its place. */
  readonly returned: bigint;
}

type Totals = Readonly<Record<string, { subtotal?: Amount; discount_subtotal?: Amount; tax_total?: Amount }>>;

/** What an order's goods are worth. Medusa's own totals leave out what came back, from the moment it is received on. */
export function worthOfGoods(
  items: readonly Goods[],
  replacements: readonly Replacement[],
  currencyCode: string,
): GoodsWorth {
  const minor = (amount: Amount) => moneyOf(MathBN.convert(amount ?? 0).toFixed(), currencyCode).amount;
  const ordered = totalsOf(items.map(({ detail: _, ...item }) => item));
  const kept = totalsOf(items);
  const worth = (id: string) => MathBN.sub(ordered[id]?.subtotal ?? 0, ordered[id]?.discount_subtotal ?? 0);
  const price = (id: string, by = ordered) =>
    MathBN.sum(
      by[id]?.subtotal ?? 0,
      by[id]?.tax_total ?? 0,
      MathBN.mult(by[id]?.discount_subtotal ?? 0, -1),
    );
  const isReplacement = new Set(replacements.flatMap(({ brought }) => brought));
  const subtotals = Object.fromEntries(items.map(({ id }) => [id, minor(ordered[id]?.subtotal)]));
  const subtotal = sum(Object.values(subtotals));
  const ordinary = items.flatMap(({ id }) => (isReplacement.has(id) ? [] : [id]));
  const whole = new Map(items.map(({ id }) => [id, minor(worth(id))]));

  /** What came back for a replacement and was replaced: the rest of it is returned like anything else. */
  const replaced = ({ brought, received }: Replacement) => {
    const back = received.map(({ itemId, quantity }) => {
      const of = items.find(({ id }) => id === itemId)?.quantity ?? 0;
      return MathBN.gt(of, 0) ? MathBN.div(MathBN.mult(price(itemId), quantity ?? 0), of) : 0;
    });
    return MathBN.min(MathBN.sum(...brought.map((id) => price(id))), MathBN.sum(...back));
  };

  // Rounded once: a part of a discount may have no end, and a smallest unit too many would take something back.
  const gone = minor(
    MathBN.sub(
      MathBN.sum(...items.map(({ id }) => MathBN.sub(price(id), price(id, kept)))),
      MathBN.sum(...replacements.map(replaced)),
    ),
  );
  return {
    subtotals,
    subtotal,
    discount: subtotal - sum([...whole.values()]),
    value: sum(ordinary.map((id) => whole.get(id) ?? 0n)),
    tax: sum(ordinary.map((id) => minor(ordered[id]?.tax_total))),
    returned: gone > 0n ? gone : 0n,
  };
}

function totalsOf(items: readonly object[]): Totals {
  return getLineItemsTotals(items as never, {});
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((all, one) => all + one, 0n);
}
