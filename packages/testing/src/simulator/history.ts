import type { ProgramDefinition } from "@goodword/core";

/** An advocate's code, as the confirmation page of one of their orders showed it. */
export interface CodeOf {
  readonly person: number;
  readonly program: string;
  readonly orderId: string;
}

/** How a friend's order says who sent them. */
export type Hint =
  /** The offer was accepted; `applied` when its own code was used in the cart, which the host then tells. */
  | { readonly kind: "claim"; readonly of: CodeOf; readonly applied: boolean }
  | { readonly kind: "typed"; readonly of: CodeOf }
  | { readonly kind: "nonsense"; readonly text: string }
  | { readonly kind: "cookie"; readonly of: CodeOf; readonly at: number };

export interface SimulatedTraces {
  readonly phone: string | null;
  readonly payment: string | null;
  readonly device: string | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly paidSearch: boolean;
}

/** An order as the shopper placed it. Times are milliseconds since 1970. */
export interface PlacedOrder {
  readonly id: string;
  /** Who it really is, whatever they call themselves. */
  readonly person: number;
  /** The round of the simulation that it becomes known in. */
  readonly wave: number;
  readonly placedAt: number;
  /** Null with no customer id: nobody can be known again by it. */
  readonly email: string | null;
  readonly customerId: string | null;
  /** The address of that customer's own record. */
  readonly accountEmail: string | null;
  /** Whether they were logged in to it. */
  readonly loggedIn: boolean;
  readonly channel: string;
  readonly currency: string;
  readonly value: bigint;
  readonly hints: readonly Hint[];
  readonly traces: SimulatedTraces;
}

/** Something that happened to an order. */
export interface OrderChange {
  readonly orderId: string;
  readonly wave: number;
  readonly at: number;
  readonly kind: "captured" | "fulfilled" | "canceled" | "refunded";
  /** Minor units given back so far, for `refunded`. */
  readonly refunded: bigint;
}

/** Everything that happens in a simulated shop. */
export interface History {
  readonly seed: number;
  readonly began: number;
  readonly waves: number;
  readonly programs: readonly ProgramDefinition[];
  readonly orders: readonly PlacedOrder[];
  readonly changes: readonly OrderChange[];
  /** Orders of friends, what they earned being used in that wave. */
  readonly uses: readonly { readonly orderId: string; readonly wave: number }[];
  /** Events of orders that the shop never had. */
  readonly poison: readonly { readonly event: string; readonly orderId: string; readonly wave: number }[];
}

/** What became of an order in the end: its changes folded. */
export interface OrderEnd {
  readonly canceled: boolean;
  readonly captured: boolean;
  readonly refunded: bigint;
  /** The wave in which it was cancelled or given back in full; null when it stands. */
  readonly goneIn: number | null;
}

export function endsOf({ orders, changes }: History): Map<string, OrderEnd> {
  const values = new Map(orders.map(({ id, value }) => [id, value]));
  const ends = new Map<string, OrderEnd>(
    orders.map(({ id }) => [id, { canceled: false, captured: false, refunded: 0n, goneIn: null }]),
  );
  for (const { orderId, kind, refunded, wave } of changes) {
    const end = ends.get(orderId) as OrderEnd;
    const most = kind === "refunded" ? refunded : end.refunded;
    const isGone = kind === "canceled" || most >= (values.get(orderId) as bigint);
    ends.set(orderId, {
      canceled: end.canceled || kind === "canceled",
      captured: end.captured || kind === "captured",
      refunded: most,
      goneIn: isGone ? Math.min(end.goneIn ?? wave, wave) : end.goneIn,
    });
  }
  return ends;
}
