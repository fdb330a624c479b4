// A shop's server on Next before the backend, over real HTTP: who does the backend take the visitor for?
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { forwardingProxy } from "@goodword/testing";
import { goRoute } from "./go-route";

let closing: (() => Promise<unknown>)[] = [];
let told: IncomingMessage["headers"][] = [];
afterEach(async () => {
  for (const close of closing.reverse()) await close();
  closing = [];
  told = [];
});

async function listen(answer: RequestListener): Promise<string> {
  const server: Server = createServer(answer);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  closing.push(
    () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(closed);
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** As Next's own server hands a route its request: it fills in the connection's address where no header came. */
async function shopServer(backendUrl: string, trustProxy: number | undefined): Promise<string> {
  const route = goRoute({ backendUrl, ...(trustProxy !== undefined && { trustProxy }) });
  return listen(async (incoming, outgoing) => {
    const headers = new Headers();
    for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
    if (!headers.has("x-forwarded-for")) headers.set("x-forwarded-for", incoming.socket.remoteAddress ?? "");
    const request = new Request(`http://shop.example${incoming.url}`, { headers });
    const answer = await route(request, { params: Promise.resolve({ code: "FRIEND-1" }) });
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers)).end();
  });
}

async function chain({ standing, trusted }: { standing: number; trusted: number | undefined }) {
  const backend = await listen((incoming, outgoing) => {
    told.push(incoming.headers);
    outgoing.writeHead(302, { location: "https://shop.example/friend" }).end();
  });
  let url = await shopServer(backend, trusted);
  for (let n = 0; n < standing; n += 1) {
    const proxy = await forwardingProxy(url);
    closing.push(() => proxy.close());
    url = proxy.url;
  }
  return (headers: Record<string, string>) =>
    fetch(`${url}/go/FRIEND-1`, { redirect: "manual", headers: { "user-agent": "Mozilla/5.0", ...headers } });
}

const forged: readonly Record<string, string>[] = [
  {},
  { "x-forwarded-for": "6.6.6.6" },
  { "x-forwarded-for": "6.6.6.6, 7.7.7.7, 8.8.8.8" },
  { "x-forwarded-for": "made up, , ::" },
  { forwarded: "for=6.6.6.6", "x-real-ip": "6.6.6.6" },
];
const addresses = () => [...new Set(told.map((headers) => headers["x-forwarded-for"]))];

it.each([1, 2])(
  "passes the visitor's one address on through %i proxies, whatever they write",
  async (proxies) => {
    const visit = await chain({ standing: proxies, trusted: proxies });
    for (const headers of forged) {
      const answer = await visit({ "x-test-address": "203.0.113.9", ...headers });
      expect(answer.headers.get("location")).toBe("https://shop.example/friend");
    }
    expect(told).toHaveLength(forged.length);
    expect(addresses()).toEqual(["203.0.113.9"]);
  },
);

it("passes no address on where no proxy stands and none is trusted", async () => {
  const visit = await chain({ standing: 0, trusted: 0 });
  for (const headers of forged) await visit(headers);
  expect(told).toHaveLength(forged.length);
  expect(addresses()).toEqual([undefined]);
});

it("passes no address on that came past one of two proxies", async () => {
  const visit = await chain({ standing: 0, trusted: 2 });
  await visit({ "x-forwarded-for": "6.6.6.6" });
  await visit({});
  expect(addresses()).toEqual([undefined]);
});

it("trusts one proxy by default", async () => {
  const visit = await chain({ standing: 1, trusted: undefined });
  await visit({ "x-test-address": "203.0.113.9", "x-forwarded-for": "6.6.6.6" });
  expect(addresses()).toEqual(["203.0.113.9"]);
});
