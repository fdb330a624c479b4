import { GoodwordError } from "../../errors";
import type { Engine } from "../../ports/ports";
import { checkPromptContent } from "../../prompt/check-content";
import type { ContentSnapshot } from "../../prompt/content";

/**
 * Keeps a snapshot from the CMS when it is newer than the one there. The gate of publication is checked
 * here again: what a shopper sees is never without its disclosure, whoever sent it.
 * @throws GoodwordError `GW_CONTENT_INVALID` naming the prompt and the field; the last good one stays
 */
export async function receiveContent(engine: Engine, snapshot: ContentSnapshot): Promise<{ kept: boolean }> {
  // A CMS in which nothing was ever published: the words Goodword ships stay.
  if (snapshot.version === 0) return { kept: false };
  for (const { placement, locale, content } of snapshot.prompts) {
    const [problem] = checkPromptContent(content, locale);
    if (problem !== undefined) {
      throw new GoodwordError(
        "GW_CONTENT_INVALID",
        `prompt ${placement} (${locale}), ${problem.field}: ${problem.message}`,
        {
          action: "ignore",
        },
      );
    }
  }
  return { kept: await engine.store.content.keep(snapshot, engine.clock.now()) };
}
