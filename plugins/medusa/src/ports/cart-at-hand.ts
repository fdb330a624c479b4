import { isFriends, type Marked } from "./friends-promotion";

/** What is used of Medusa's database connection. */
export interface CartDatabase {
  raw(sql: string, values: unknown[]): Promise<{ rows: CartRow[] }>;
}

interface CartRow {
  readonly email: string | null;
  readonly customer_id: string | null;
  readonly completed_at: unknown;
  readonly metadata: Record<string, unknown> | null;
  readonly promotions: readonly Marked["metadata"][];
}

/** A cart as far as it shows whether it concerns us. */
export interface CartAtHand {
  readonly email: string | null;
  readonly customerId: string | null;
  readonly isCompleted: boolean;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Whether it carries a friend's code. */
  readonly carriesCode: boolean;
}

/**
 * From Medusa's own tables, in one statement: every completion waits for it, most carts are no concern of ours, and
 * Medusa's query takes four times as long. Null for a cart that is not there.
 */
export async function cartAtHand(database: CartDatabase, cartId: string): Promise<CartAtHand | null> {
  const { rows } = await database.raw(
    `select email, customer_id, completed_at, metadata,
       array(select p.metadata from cart_promotion l join promotion p on p.id = l.promotion_id
         where l.cart_id = cart.id and l.deleted_at is null and p.deleted_at is null) as promotions
     from cart where id = ? and deleted_at is null`,
    [cartId],
  );
  const [row] = rows;
  if (row === undefined) return null;
  return {
    email: row.email,
    customerId: row.customer_id,
    isCompleted: row.completed_at !== null,
    metadata: row.metadata ?? {},
    carriesCode: row.promotions.some((metadata) => isFriends({ metadata: metadata ?? null })),
  };
}
