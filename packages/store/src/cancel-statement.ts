import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** What is used of a connection of the driver `pg`. */
export interface PgTarget {
  readonly host?: string;
  readonly port?: number;
  readonly processID?: number | null;
  /** Bytes from protocol 3.2 on. */
  readonly secretKey?: number | Uint8Array | null;
}

const answerMs = 2_000;
/** The server closes when it has passed the signal on; the statement's own process reads it a moment later. */
const settleMs = 20;

/**
 * Asks PostgreSQL to end what runs on a connection, over a connection of its own as the protocol wants (CancelRequest).
 * The secret that the server gave this connection names the statement, through a pooler too, where
 * `pg_cancel_backend` with the number that a pooler made up could end somebody else's. Never throws: what cannot be
 * ended goes on, and keeps its connection until it ends by itself.
 */
export async function cancelStatement(target: PgTarget): Promise<void> {
  const request = cancelRequest(target);
  const { host = "localhost", port = 5432 } = target;
  if (request === null) return;
  await new Promise<void>((resolve) => {
    const socket = connect(host.startsWith("/") ? { path: `${host}/.s.PGSQL.${port}` } : { host, port });
    socket.setTimeout(answerMs, () => socket.destroy());
    socket.once("connect", () => socket.end(request));
    socket.once("error", () => {});
    socket.once("close", () => resolve());
    socket.resume();
  });
  await pause(settleMs);
}

function cancelRequest({ processID, secretKey }: PgTarget): Buffer | null {
  if (processID == null || secretKey == null) return null;
  const head = Buffer.alloc(12);
  const key = typeof secretKey === "number" ? Buffer.alloc(4) : Buffer.from(secretKey);
  if (typeof secretKey === "number") key.writeInt32BE(secretKey);
  head.writeInt32BE(head.length + key.length, 0);
  head.writeInt32BE(80_877_102, 4);
  head.writeInt32BE(processID, 8);
  return Buffer.concat([head, key]);
}
