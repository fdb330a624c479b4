/**
 * Does work that somebody waits for, and waits no longer than `ms`: what takes longer goes on behind them. Says
 * whether it was done in time; a failure is thrown only then.
 */
export async function within(
  ms: number,
  work: () => Promise<unknown>,
  late: (error: Error) => void,
): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  let isLate = false;
  const out = new Promise<false>((resolve) => {
    timer = setTimeout(() => {
      isLate = true;
      resolve(false);
    }, ms);
  });
  const done = work().then(
    () => true,
    (error: Error) => {
      if (!isLate) throw error;
      late(error);
      return false;
    },
  );
  try {
    return await Promise.race([done, out]);
  } finally {
    clearTimeout(timer);
  }
}
