import { EventEmitter, once } from "node:events";

/** The carts that this process is completing. What can wait lets them go first, as it runs on the same thread. */
export class Checkouts {
  private readonly passed = new EventEmitter().setMaxListeners(0);
  private open = 0;
  /** Carts with a friend's discount that are being completed, by what their buyers are known by. */
  private readonly friends = new Map<string, string>();

  /** @param patience Milliseconds that a round waits in all: a shop that is never idle has its mails sent all the same. */
  constructor(private readonly patience = 1_000) {}

  /** A cart is being completed until `response` is closed, answered or not. */
  begin(response: Closing): void {
    this.open += 1;
    response.once("close", () => {
      this.open -= 1;
      if (this.open === 0) this.passed.emit("idle");
    });
  }

  /**
   * Whether a friend's cart is the only one of its buyer that is being completed; it is, until `response` is closed.
   * One after the other, the second order would be found to be a customer's.
   */
  isOnlyOne(cartId: string, buyer: readonly string[], response: Closing): boolean {
    if (buyer.some((key) => (this.friends.get(key) ?? cartId) !== cartId)) return false;
    for (const key of buyer) this.friends.set(key, cartId);
    response.once("close", () => {
      for (const key of buyer) this.friends.delete(key);
    });
    return true;
  }

  /** For one round of work: waits, whenever it is called, until no cart is being completed, or patience is at its end. */
  pauses(): () => Promise<void> {
    let left = this.patience;
    return async () => {
      while (this.open > 0 && left > 0) {
        const began = performance.now();
        await once(this.passed, "idle", { signal: AbortSignal.timeout(Math.ceil(left)) }).catch(() => {});
        left -= performance.now() - began;
      }
    };
  }
}

interface Closing {
  once(event: "close", listener: () => void): unknown;
}
