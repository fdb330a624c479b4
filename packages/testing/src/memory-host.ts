import {
  type BenefitOutcome,
  type BenefitRefusal,
  type FriendBenefit,
  GoodwordError,
  type Mail,
  type Money,
  type Notifier,
  type Order,
  type OrderEventKind,
  type OrderSource,
  type RewardIssuer,
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
}

/** A host's orders. */
export function memoryOrders(...placed: readonly Order[]): MemoryOrders {
  const orders = new Map(placed.map((order) => [order.id, order]));
  return {
    add(order) {
      orders.set(order.id, order);
    },
    cancel(orderId, at) {
      const order = orders.get(orderId);
      if (order === undefined) throw new Error(`memoryOrders: there is no order ${orderId} to cancel`);
      orders.set(orderId, { ...order, canceledAt: at });
    },
    async load(orderId) {
      return orders.get(orderId) ?? null;
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
    async *changedSince(since) {
      const changes = [...orders.values()].flatMap((order) => {
        const placing = { orderId: order.id, event: "order.placed" as OrderEventKind, at: order.placedAt };
        return order.canceledAt === null
          ? [placing]
          : [placing, { orderId: order.id, event: "order.canceled" as OrderEventKind, at: order.canceledAt }];
      });
      changes.sort((a, b) => a.at.getTime() - b.at.getTime());
      for (const { orderId, event, at } of changes) if (at >= since) yield { orderId, event };
    },
  };
}

export interface MemoryIssuer extends RewardIssuer, Failing {
  /** Values by code: what shoppers can use now. */
  readonly issued: ReadonlyMap<string, Money>;
  readonly revoked: ReadonlySet<string>;
  /** A shopper uses a code; it cannot be taken back after. */
  use(code: string): void;
}

/** Grants rewards as codes. */
export function memoryIssuer(): MemoryIssuer {
  const issued = new Map<string, Money>();
  const revoked = new Set<string>();
  const used = new Set<string>();
  const { failNext, check } = failing("issuer");
  return {
    issued,
    revoked,
    failNext,
    use(code) {
      if (!issued.delete(code)) throw new Error(`memoryIssuer: there is no unused code ${code}`);
      used.add(code);
    },
    async issue({ code, value }) {
      check();
      if (!used.has(code) && !revoked.has(code)) issued.set(code, value);
    },
    async revoke(code) {
      check();
      if (used.has(code)) return { used: true };
      issued.delete(code);
      revoked.add(code);
      return { used: false };
    },
  };
}

export interface MemoryBenefit extends FriendBenefit, Failing {
  /** Benefit codes by cart. */
  readonly applied: ReadonlyMap<string, string>;
  /** The order of the cart that carries it was placed. */
  use(code: string): void;
  /** What the cart answers from now on, until told null. */
  refuse(reason: BenefitRefusal | null): void;
}

/** Carts: those named exist. */
export function memoryBenefit(...cartIds: readonly string[]): MemoryBenefit {
  const carts = new Set(cartIds);
  const applied = new Map<string, string>();
  const used = new Set<string>();
  let refusal: BenefitRefusal | null = null;
  const { failNext, check } = failing("benefit");
  const refused = (reason: BenefitRefusal): BenefitOutcome => ({ applied: false, reason });
  return {
    applied,
    failNext,
    use(code) {
      used.add(code);
    },
    refuse(reason) {
      refusal = reason;
    },
    async apply({ cartId, code }) {
      check();
      if (refusal !== null) return refused(refusal);
      if (!carts.has(cartId)) return refused("cart-not-found");
      if (used.has(code)) return refused("already-used");
      applied.set(cartId, code);
      return { applied: true };
    },
  };
}

export interface MemoryNotifier extends Notifier, Failing {
  /** What was sent, oldest first. */
  readonly mails: readonly Mail[];
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
