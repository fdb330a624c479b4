import { emailIdentity } from "../../person/identity";
import type { Engine } from "../../ports/ports";
import { readCode } from "../../referral/code";

/**
 * The advocate behind a whole code, or behind a whole e-mail address however it is written; null for nobody.
 * The address is hashed and kept nowhere. Not to be asked for in a URL, which is logged.
 */
export async function findAdvocate(
  { store, options }: Engine,
  { text }: { text: string },
): Promise<{ participantId: string | null }> {
  const typed = text.trim();
  if (typed.includes("@")) {
    const person = await store.participants.byIdentity(emailIdentity(options.secret, typed));
    return { participantId: person?.id ?? null };
  }
  const code = readCode(typed);
  const [found] = code === null ? [] : await store.codes.byCodes([code]);
  return { participantId: found?.participantId ?? null };
}
