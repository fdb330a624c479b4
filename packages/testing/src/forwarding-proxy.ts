import { createServer, request as send } from "node:http";
import type { AddressInfo } from "node:net";

/** A proxy of the kind that stands before a shop. */
export interface ForwardingProxy {
  /** `http://127.0.0.1:41234` */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Passes each request on to `target`, and appends the address it was called from to `X-Forwarded-For`, as proxies do.
 * @param from how the address is told apart where everybody is this machine: what the caller's `x-test-address` says
 */
export async function forwardingProxy(target: string): Promise<ForwardingProxy> {
  const to = new URL(target);
  const server = createServer((incoming, outgoing) => {
    const { "x-test-address": address, ...rest } = incoming.headers;
    const seen = typeof address === "string" ? address : (incoming.socket.remoteAddress ?? "");
    const before = rest["x-forwarded-for"];
    const headers = { ...rest, "x-forwarded-for": [before ?? [], seen].flat().join(", ") };
    const { method, url: path } = incoming;
    const passed = send({ host: to.hostname, port: to.port, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on("error", () => outgoing.writeHead(502).end());
    incoming.pipe(passed);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}
