import { GoodwordError } from "@goodword/core";

/**
 * Gives up waiting after so many milliseconds; what was asked goes on by itself.
 * @throws GoodwordError `GW_LATE` when `late` says nothing in its place
 */
export async function within<T>(
  milliseconds: number,
  asked: Promise<T>,
  late?: () => T | Promise<T>,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const given = new Promise<T>((resolve, reject) => {
    timer = setTimeout(() => {
      if (late === undefined) reject(new GoodwordError("GW_LATE", `no answer within ${milliseconds} ms`));
      else Promise.resolve().then(late).then(resolve, reject);
    }, milliseconds);
  });
  // Nobody hears of its failure once the answer was given.
  asked.catch(() => {});
  try {
    return await Promise.race([asked, given]);
  } finally {
    clearTimeout(timer);
  }
}
