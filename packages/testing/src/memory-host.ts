import {
  type BenefitCart,
  type BenefitOutcome,
  type BenefitRefusal,
  currency,
  type DomainEvent,
  type EventSink,
  type FriendBenefit,
  GoodwordError,
  type IssuedReward,
  type Mail,
  type Notifier,
  type Order,
  type OrderEventKind,
  type OrderSource,
  type RewardIssuer,
  type RewardKind,
  rewardKinds,
} from "@goodword/core";

/** Can be told to be out of order for its next calls, as any host is now and then. */
export interface Failing {
  /** The next `times` calls throw `error`; by default one that asks to be retried. */
  failNext(times: number, error?: Error): void;
}

function failing(part: string): Failing & { check(): void } {
  let left = 0;
  let thrown: Error;
  return {
    failNext(times, error) {
      left = times;
      thrown = error ?? new GoodwordError("GW_TEST_FAILURE", `${part}: told to fail`);
    },
    check() {
      if (left === 0) return;
      left--;
      throw thrown;
    },
  };
}

export interface MemoryOrders extends OrderSource {
  /** Places the order, or writes over it. */
  add(order: Order): void;
  cancel(orderId: string, at: Date): void;
  /** Its payment was captured in full. */
  capture(orderId: string, at: Date): void;
  /** Its last parcel left. */
  fulfil(orderId: string, at: Date): void;
  /** Its last parcel came. */
  deliver(orderId: string, at: Date): void;
  /** So much was given back by then, in minor units: a part or all of it, each time more. */
  refund(orderId: string, refundedSoFar: bigint, at: Date): void;
  /** It is as if it had never been placed. */
  remove(orderId: string): void;
}

/** A host's orders. One that is added refunded was refunded when it was placed. */
export function memoryOrders(...placed: readonly Order[]): MemoryOrders {
  const orders = new Map<string, Order>();
  const refunds: { readonly orderId: string; readonly refunded: bigint; readonly at: Date }[] = [];
  const keep = (order: Order, refundedAt: Date) => {
    const before = orders.get(order.id)?.refunded ?? 0n;
    if (order.refunded < before) throw new Error(`memoryOrders: refunds of ${order.id} cannot shrink`);
    if (order.refunded > before) {
      refunds.push({ orderId: order.id, refunded: order.refunded, at: refundedAt });
    }
    orders.set(order.id, order);
  };
  const change = (orderId: string, at: Date, part: Partial<Order>) => {
    const order = orders.get(orderId);
    if (order === undefined) throw new Error(`memoryOrders: there is no order ${orderId}`);
    keep({ ...order, ...part }, at);
  };
  const add = (order: Order) => keep(order, order.placedAt);
  for (const order of placed) add(order);
  return {
    add,
    remove(orderId) {
      orders.delete(orderId);
    },
    cancel: (orderId, at) => change(orderId, at, { canceledAt: at }),
    capture: (orderId, at) => change(orderId, at, { capturedAt: at }),
    fulfil: (orderId, at) => change(orderId, at, { fulfilledAt: at }),
    deliver: (orderId, at) => change(orderId, at, { deliveredAt: at }),
    refund: (orderId, refundedSoFar, at) => change(orderId, at, { refunded: refundedSoFar }),
    async load(orderIds) {
      return [...orders.values()].filter((order) => orderIds.includes(order.id));
    },
    async hasEarlierOrder({ orderId, customerId, email, before }) {
      return [...orders.values()].some(
        (order) =>
          order.id !== orderId &&
          order.canceledAt === null &&
          order.placedAt < before &&
          ((customerId !== null && order.customerId === customerId) ||
            (email !== null && order.email?.toLowerCase() === email.toLowerCase())),
      );
    },
    async addressesOf({ customerIds, orderIds }) {
      const newest = [...orders.values()].reverse();
      const accounts = customerIds.flatMap((id) => {
        const order = newest.find(
          ({ customerId, accountEmail }) => customerId === id && accountEmail !== null,
        );
        return order ? [{ ...order, address: order.accountEmail }] : [];
      });
      const asked = orderIds.flatMap((id) => {
        const order = orders.get(id);
        return order ? [{ ...order, address: order.email }] : [];
      });
      return [...accounts, ...asked].flatMap(({ address, firstName, locale }) =>
        address === null ? [] : [{ address, firstName, locale }],
      );
    },
    async *changedSince(since) {
      const changes = [
        ...[...orders.values()].flatMap(changesOf),
        ...refunds.map(
          ({ orderId, refunded, at }): Change => ({ orderId, event: `order.refunded:${refunded}`, at }),
        ),
      ].sort((a, b) => a.at.getTime() - b.at.getTime());
      yield changes.filter(({ at }) => at >= since).map(({ orderId, event }) => ({ orderId, event }));
    },
  };
}

interface Change {
  readonly orderId: string;
  readonly event: OrderEventKind;
  readonly at: Date;
}

function changesOf({ id, placedAt, capturedAt, fulfilledAt, deliveredAt, canceledAt }: Order): Change[] {
  const times: [OrderEventKind, Date | null][] = [
    ["order.placed", placedAt],
    ["order.captured", capturedAt],
    ["order.fulfilled", fulfilledAt],
    ["order.delivered", deliveredAt],
    ["order.canceled", canceledAt],
  ];
  return times.flatMap(([event, at]) => (at === null ? [] : [{ orderId: id, event, at }]));
}

export interface MemoryIssuer extends RewardIssuer, Failing {
  /** By code: what people can use now. */
  readonly issued: ReadonlyMap<string, IssuedReward>;
  readonly revoked: ReadonlySet<string>;
  /** A person uses a code; it cannot be taken back after. */
  use(code: string): void;
}

/** Grants rewards of these kinds, of all by default. */
export function memoryIssuer(kinds: readonly RewardKind[] = rewardKinds): MemoryIssuer {
  const issued = new Map<string, IssuedReward>();
  const revoked = new Set<string>();
  const used = new Set<string>();
  const { failNext, check } = failing("issuer");
  return {
    kinds,
    issued,
    revoked,
    failNext,
    use(code) {
      if (!issued.delete(code)) throw new Error(`memoryIssuer: there is no unused code ${code}`);
      used.add(code);
    },
    async issue(reward) {
      check();
      const { code, kind, value } = reward;
      if (!kinds.includes(kind))
        throw new Error(`memoryIssuer: was asked for a ${kind}, which it cannot give`);
      if (value.amount <= 0n) throw new Error(`memoryIssuer: was asked to give ${value.amount}`);
      if (issued.has(code) || used.has(code) || revoked.has(code)) return;
      issued.set(code, reward);
    },
    async revoke({ code }) {
      check();
      if (used.has(code)) return { used: true };
      issued.delete(code);
      revoked.add(code);
      return { used: false };
    },
  };
}

export interface MemoryBenefit extends FriendBenefit, Failing {
  /** Benefit codes by cart: of each the one that was put on last. */
  readonly applied: ReadonlyMap<string, string>;
  /** What each code is bound to. */
  readonly bound: ReadonlyMap<string, { readonly carts: string[]; readonly addresses: string[] }>;
  /** Codes that were discarded. */
  readonly discarded: ReadonlySet<string>;
  /** The order of the cart that carries it was placed. */
  use(code: string): void;
  /** What the cart answers from now on, until told null. */
  refuse(reason: BenefitRefusal | null): void;
  /** The shopper changes the cart; a benefit that is not bound to what it became falls off, as at a host. */
  change(cartId: string, part: Partial<BenefitCart>): void;
  /** The shopper types a benefit's code by hand, which takes effect only where it is bound. */
  type(cartId: string, code: string): boolean;
}

const emptyHanded: BenefitCart = {
  currency: currency("eur"),
  email: null,
  customerId: null,
  account: null,
  value: 5_000n,
  discount: 0n,
  discounts: [],
  shipping: 0n,
  tax: 0n,
  codes: [],
  claim: null,
  referredBy: null,
};

/** How many carts and addresses a host keeps of each benefit. */
const boundMost = 5;

interface Bound {
  carts: string[];
  addresses: string[];
  minimum: bigint | null;
}

/** Carts: those named exist, each with goods for 50.00 EUR and nobody's address. */
export function memoryBenefit(...cartIds: readonly string[]): MemoryBenefit {
  const carts = new Map(cartIds.map((id) => [id, emptyHanded]));
  const applied = new Map<string, string>();
  const bindings = new Map<string, Bound>();
  const discarded = new Set<string>();
  const used = new Set<string>();
  let refusal: BenefitRefusal | null = null;
  const { failNext, check } = failing("benefit");
  const refused = (reason: BenefitRefusal): BenefitOutcome => ({ applied: false, reason });
  const latest = (known: readonly string[], more: readonly string[]) =>
    [...new Set([...more, ...known])].slice(0, boundMost);
  const holds = (cartId: string, code: string) => {
    const cart = carts.get(cartId);
    const bound = bindings.get(code);
    if (cart === undefined || bound === undefined || !bound.carts.includes(cartId)) return false;
    const addresses = [cart.email, cart.account].filter((address) => address !== null);
    return (
      addresses.every((address) => bound.addresses.includes(address)) &&
      (bound.minimum === null || cart.value + cart.discount >= bound.minimum)
    );
  };
  return {
    applied,
    bound: bindings,
    discarded,
    failNext,
    use(code) {
      used.add(code);
    },
    refuse(reason) {
      refusal = reason;
    },
    change(cartId, part) {
      carts.set(cartId, { ...(carts.get(cartId) ?? emptyHanded), ...part });
      const on = applied.get(cartId);
      if (on !== undefined && !holds(cartId, on)) applied.delete(cartId);
    },
    type(cartId, code) {
      if (!holds(cartId, code) || used.has(code)) return false;
      applied.set(cartId, code);
      return true;
    },
    async cart(cartId) {
      const cart = carts.get(cartId);
      const on = applied.get(cartId);
      return cart === undefined
        ? null
        : { ...cart, codes: [...new Set([...cart.codes, ...(on === undefined ? [] : [on])])] };
    },
    async note(cartId, { claim, referredBy }) {
      const cart = carts.get(cartId);
      if (cart) carts.set(cartId, { ...cart, claim, referredBy: referredBy ?? cart.referredBy });
    },
    async remove(cartId, code, addresses) {
      check();
      const bound = bindings.get(code);
      if (bound !== undefined) {
        bound.carts = bound.carts.filter((id) => id !== cartId);
        bound.addresses = bound.addresses.filter((address) => !addresses.includes(address));
      }
      if (applied.get(cartId) === code) applied.delete(cartId);
      const cart = carts.get(cartId);
      if (cart) carts.set(cartId, { ...cart, codes: cart.codes.filter((one) => one !== code) });
    },
    async apply({ code, bound: { cartId, addresses, minimum } }) {
      check();
      if (refusal !== null) return refused(refusal);
      if (!carts.has(cartId)) return refused("cart-not-found");
      if (used.has(code)) return refused("already-used");
      const known = bindings.get(code);
      bindings.set(code, {
        carts: latest(known?.carts ?? [], [cartId]),
        addresses: latest(known?.addresses ?? [], addresses),
        minimum: minimum?.amount ?? null,
      });
      if (!holds(cartId, code)) return refused("not-applicable");
      applied.set(cartId, code);
      return { applied: true };
    },
    async admit(cartId, code, addresses) {
      check();
      const known = bindings.get(code);
      if (known?.carts.includes(cartId)) known.addresses = latest(known.addresses, addresses);
    },
    async admits(code, addresses) {
      const bound = bindings.get(code)?.addresses ?? [];
      return addresses.every((address) => bound.includes(address));
    },
    async discard(codes) {
      check();
      for (const code of codes) {
        discarded.add(code);
        bindings.delete(code);
        for (const [cartId, on] of applied) if (on === code) applied.delete(cartId);
      }
    },
  };
}

export interface MemoryNotifier extends Notifier, Failing {
  /** What was sent, oldest first. */
  readonly mails: readonly Mail[];
}

export interface MemoryEvents extends EventSink, Failing {
  /** What was told, oldest first. */
  readonly told: readonly DomainEvent[];
}

/** Collects events. */
export function memoryEvents(): MemoryEvents {
  const told: DomainEvent[] = [];
  const { failNext, check } = failing("events");
  return {
    told,
    failNext,
    async publish(event) {
      check();
      told.push(event);
    },
  };
}

/** Collects mails. */
export function memoryNotifier(): MemoryNotifier {
  const mails: Mail[] = [];
  const { failNext, check } = failing("notifier");
  return {
    mails,
    failNext,
    async send(mail) {
      check();
      mails.push(mail);
    },
    async close() {},
  };
}
