import { receiveContent } from "@goodword/api";
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { goodwordModuleOf, goodwordOf } from "../goodword-of";

const largest = 1_048_576;

/** Fetches the published prompts, in case the CMS's call was lost. The last good ones stay when it is down. */
export default async function pollContent(container: MedusaContainer): Promise<void> {
  const { content } = goodwordModuleOf(container).options;
  if (!content) return;
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER);
  try {
    const response = await fetch(content.url, {
      headers: { authorization: `Bearer ${content.secret}` },
      redirect: "error",
      signal: AbortSignal.timeout(5_000),
    });
    const body = await response.text();
    if (!response.ok || body.length > largest) throw new Error(`HTTP ${response.status}`);
    const fields = JSON.parse(body);
    // A CMS that never published anything says so: Goodword's own words stay.
    if (fields.version === 0) return;
    const reply = await receiveContent.answer(
      goodwordOf(container),
      { method: "POST", fields, query: {}, headers: {}, ip: "", customerId: null },
      (error) => {
        throw error;
      },
    );
    if (reply.status !== 200) throw new Error((reply.body as { message: string }).message);
  } catch (error) {
    logger.warn(
      `[goodword] prompts of the CMS not fetched, the last good ones stay: ${(error as Error).message}`,
    );
  }
}

export const config = {
  name: "goodword-poll-content",
  schedule: { interval: 60_000, concurrency: "forbid" as const },
};
