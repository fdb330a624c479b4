/** What is used of Medusa's database connection. */
export interface LoginDatabase {
  raw(sql: string, values: unknown[]): Promise<{ rows: { cart_id: string; customer_id: string }[] }>;
}

/** The identities of an order are read when it is recorded, so nobody asks for a login after some days. */
const keptDays = 30;

/**
 * Which customer was logged in when a cart was completed, or was made theirs: Medusa keeps that nowhere, and a cart's
 * customer id says only whose address was typed.
 */
export function logins(database: LoginDatabase) {
  return {
    /** One a cart: the last. */
    async note(cartId: string, customerId: string): Promise<void> {
      await database.raw(
        `insert into goodword_login (cart_id, customer_id, seen_at) values (?, ?, now())
         on conflict (cart_id) do update set customer_id = excluded.customer_id, seen_at = excluded.seen_at`,
        [cartId, customerId],
      );
    },

    /** Customer ids by cart. */
    async of(cartIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
      if (cartIds.length === 0) return new Map();
      const { rows } = await database.raw(
        "select cart_id, customer_id from goodword_login where cart_id = any(?)",
        [[...cartIds]],
      );
      return new Map(rows.map(({ cart_id, customer_id }) => [cart_id, customer_id]));
    },

    async purge(): Promise<void> {
      await database.raw("delete from goodword_login where seen_at < now() - make_interval(days => ?)", [
        keptDays,
      ]);
    },
  };
}

export type Logins = ReturnType<typeof logins>;
