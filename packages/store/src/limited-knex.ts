import type { Knex } from "knex";
import { cancelStatement, type PgTarget } from "./cancel-statement";
import { slots } from "./slots";

/** How much of the host's database one kind of work may take. */
export interface DatabaseLimits {
  /** Connections of the host's pool at once. */
  readonly connections: number;
  /** How long work waits for one of them. */
  readonly waitMs: number;
  /** How long a statement, or a whole transaction, may keep one; then what runs on it is cancelled. */
  readonly holdMs: number;
}

/** Again for as long as a transaction goes on: one statement that was cancelled may not be the last. */
const againMs = 1_000;

interface Client {
  acquireConnection(): Promise<PgTarget>;
  releaseConnection(connection: PgTarget): Promise<void>;
}

/**
 * The host's Knex with at most so many of its connections, and none for longer than allowed: a table of ours that
 * somebody locked must not take the connections that the host's own routes need. One client behind it is the host's,
 * pool, events and all; only how a connection is taken and given back differs.
 */
export function limitedKnex(host: Knex, { connections, waitMs, holdMs }: DatabaseLimits): Knex {
  const { take, give } = slots(connections, waitMs);
  const held = new WeakMap<PgTarget, () => Promise<void>>();
  const pool = host.client as Client;
  const client = Object.create(pool, {
    acquireConnection: {
      async value(): Promise<PgTarget> {
        await take();
        try {
          const connection = await pool.acquireConnection();
          held.set(connection, cancelAfter(holdMs, connection));
          return connection;
        } catch (error) {
          give();
          throw error;
        }
      },
    },
    releaseConnection: {
      async value(connection: PgTarget): Promise<void> {
        // A cancellation under way would otherwise end what its next user asks.
        await held.get(connection)?.();
        held.delete(connection);
        try {
          await pool.releaseConnection(connection);
        } finally {
          give();
        }
      },
    },
  });
  return overClient(host, client);
}

/** Answers how to end it; whoever does waits for what was sent. */
function cancelAfter(holdMs: number, connection: PgTarget): () => Promise<void> {
  let sent: Promise<void> = Promise.resolve();
  let isOver = false;
  const send = () => {
    sent = cancelStatement(connection).then(() => {
      if (!isOver) timer = setTimeout(send, againMs).unref();
    });
  };
  let timer = setTimeout(send, holdMs).unref();
  return () => {
    isOver = true;
    clearTimeout(timer);
    return sent;
  };
}

/** A Knex is a function with a context; everything that it makes, it makes of its context's client. */
function overClient(host: Knex, client: object): Knex {
  const { context } = host as unknown as { context: object & { queryBuilder(): Knex.QueryBuilder } };
  const own = Object.create(context, { client: { value: client } }) as typeof context;
  return new Proxy(host, {
    apply(_target, _self, [table, options]: [never?, never?]) {
      const query = own.queryBuilder();
      return table === undefined ? query : query.table(table, options);
    },
    get(target, name, receiver) {
      if (name === "client") return client;
      if (name === "context") return own;
      return Reflect.get(target, name, receiver);
    },
  });
}
