/** A secret; while it is changed several count, the newest first. */
export type Secret = string | readonly string[];

const leastLength = 32;
const most = 3;

export function secretsOf(given: Secret): readonly string[] {
  return typeof given === "string" ? [given] : given;
}

/** The one that whatever is made from now on is made with. */
export function newestOf(given: Secret): string {
  return secretsOf(given)[0] as string;
}

/** What is wrong with a secret as somebody wrote it, and with which of a list; null where it can be used. */
export function secretProblem(given: unknown): { place: number | null; expected: string } | null {
  if (!Array.isArray(given)) {
    return isLong(given) ? null : { place: null, expected: `at least ${leastLength} characters` };
  }
  if (given.length === 0 || given.length > most) {
    return { place: null, expected: "a secret, or a list of one to three, the newest first" };
  }
  const short = given.findIndex((one) => !isLong(one));
  if (short >= 0) return { place: short, expected: `at least ${leastLength} characters` };
  const twin = given.findIndex((one, place) => given.indexOf(one) < place);
  return twin < 0 ? null : { place: twin, expected: "a secret that is not in the list before" };
}

function isLong(given: unknown): boolean {
  return typeof given === "string" && given.length >= leastLength;
}
