import type { MedusaContainer } from "@medusajs/framework/types";

interface Database {
  raw(sql: string): Promise<{ rows: { waiting: string }[] }>;
}

/**
 * Works until nothing is due, `retries` of the next minute included where they are waited for; the shop's own jobs may
 * be at it too. Codes that are closed some seconds after their order are not waited for.
 */
export async function settle(
  container: MedusaContainer,
  database: Database,
  { retries = false, workers = 1 } = {},
): Promise<void> {
  const goodword = container.resolve("goodword").engine(container);
  for (let round = 0; round < 60; round++) {
    await Promise.all(Array.from({ length: workers }, () => goodword.work()));
    const { rows } = await database.raw(
      `select (select count(*) from goodword_inbox where done_at is null)
         + (select count(*) from goodword_outbox where done_at is null and kind <> 'spend-code'
             and available_at <= now() + interval '${retries ? 60 : 0} seconds') as waiting`,
    );
    if (Number(rows[0]?.waiting) === 0) return;
    await new Promise((later) => setTimeout(later, 250));
  }
  throw new Error("Something still waits in the inbox or the outbox.");
}
