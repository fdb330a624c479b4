import { EventEmitter, once } from "node:events";

/** The carts that this process is completing. What can wait lets them go first, as it runs on the same thread. */
export class Checkouts {
  private readonly passed = new EventEmitter().setMaxListeners(0);
  private open = 0;

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
