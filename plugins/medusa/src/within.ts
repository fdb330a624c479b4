/**
 * Does work that somebody waits for, and waits no longer than `ms`: what takes longer goes on behind them, with its
 * `signal` aborted. Says whether it was done in time; a failure is thrown only then.
 */
export async function within(
  ms: number,
  work: (signal: AbortSignal) => Promise<unknown>,
  late: (error: Error) => void,
): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const wait = new AbortController();
  const out = new Promise<false>((resolve) => {
    timer = setTimeout(() => {
      wait.abort();
      resolve(false);
    }, ms);
  });
  const done = work(wait.signal).then(
    () => true,
    (error: Error) => {
      if (!wait.signal.aborted) throw error;
      if (error !== wait.signal.reason) late(error);
      return false;
    },
  );
  try {
    return await Promise.race([done, out]);
  } finally {
    clearTimeout(timer);
  }
}
