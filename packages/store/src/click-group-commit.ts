import { GoodwordError } from "@goodword/core";

/** As many as PostgreSQL takes in a few milliseconds, and as many as may wait while it is slow. */
export const visitsAtOnce = { mostAtOnce: 500, mostWaiting: 10_000 };

interface Waiting<Item, Answer> {
  readonly item: Item;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

/**
 * Takes items one batch after the other: what arrives while a batch is being written is the next one. Never
 * on a timer: with nobody waiting an item is written at once, and under load the batches grow by themselves.
 * When a write fails, whoever waits is told, as the next write would most likely let them wait as long.
 * @param write writes a batch as a whole, and answers for each item in turn
 * @throws GoodwordError `GW_CLICKS_WAITING` when `mostWaiting` items wait already
 */
export function groupCommit<Item, Answer>(
  write: (items: readonly Item[]) => Promise<readonly Answer[]>,
  { mostAtOnce, mostWaiting }: { readonly mostAtOnce: number; readonly mostWaiting: number },
): (item: Item) => Promise<Answer> {
  let waiting: Waiting<Item, Answer>[] = [];
  let isWriting = false;

  const flush = async () => {
    isWriting = true;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, mostAtOnce);
      try {
        const answers = await write(batch.map(({ item }) => item));
        for (const [n, { resolve }] of batch.entries()) resolve(answers[n] as Answer);
      } catch (error) {
        const told = [...batch, ...waiting];
        waiting = [];
        for (const { reject } of told) reject(error);
      }
    }
    isWriting = false;
  };

  return (item) =>
    new Promise((resolve, reject) => {
      if (waiting.length >= mostWaiting) {
        reject(new GoodwordError("GW_CLICKS_WAITING", `store: ${mostWaiting} visits wait already`));
        return;
      }
      waiting.push({ item, resolve, reject });
      if (!isWriting) void flush();
    });
}
