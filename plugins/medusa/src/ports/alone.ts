/** What is used of Medusa's database connection. */
export interface Database {
  transaction<T>(
    work: (trx: { raw(sql: string, values: string[]): Promise<unknown> }) => Promise<T>,
  ): Promise<T>;
}

/**
 * Runs work while no other does that asks by the same key, in this process or another: PostgreSQL keeps the lock,
 * and lets it go when its holder dies. One at a time in a process, as each takes a connection beside those that the
 * work needs.
 */
export function alone(database: Database) {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const turn = last.then(() =>
      database.transaction(async (trx) => {
        await trx.raw("select pg_advisory_xact_lock(hashtextextended(?, 0))", [`goodword:${key}`]);
        return work();
      }),
    );
    last = turn.catch(() => undefined);
    return turn;
  };
}
