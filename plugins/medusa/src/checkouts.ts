import { EventEmitter, once } from "node:events";

/** By then an order is written, on a slow machine too. */
const completionMs = 10_000;

/** The carts that this process is completing. What can wait lets them go first, as it runs on the same thread. */
export class Checkouts {
  private readonly passed = new EventEmitter().setMaxListeners(0);
  private open = 0;
  /** Friends' carts that began to be completed, by what their buyers are known by. */
  private readonly friends = new Map<string, string>();

  /** @param patience Milliseconds that a round waits in all: a shop that is never idle has its mails sent all the same. */
  constructor(private readonly patience = 1_000) {}

  /** A cart is being completed until `response` is closed, answered or not. */
  begin(response: { once(event: "close", listener: () => void): unknown }): void {
    this.open += 1;
    response.once("close", () => {
      this.open -= 1;
      if (this.open === 0) this.passed.emit("idle");
    });
  }

  /**
   * Whether no other friend's cart of the same buyer has begun to be completed in the last seconds. One after the other,
   * the second order would be found to be a customer's. Not until the answer: whoever hangs up has completed all the same.
   */
  isOnlyOne(cartId: string, buyer: readonly string[]): boolean {
    if (buyer.some((key) => (this.friends.get(key) ?? cartId) !== cartId)) return false;
    const held = buyer.filter((key) => !this.friends.has(key));
    for (const key of held) this.friends.set(key, cartId);
    setTimeout(() => {
      for (const key of held) this.friends.delete(key);
    }, completionMs).unref();
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
