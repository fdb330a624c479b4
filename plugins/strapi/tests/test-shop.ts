import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import type { ContentSnapshot } from "@goodword/core";

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly snapshot: ContentSnapshot;
}

/** A shop that takes webhooks and answers for its program. */
export async function startShop() {
  const received: Received[] = [];
  const behaviour = { status: 200, figures: true };
  const server = createServer((request, response) => {
    if (request.url?.startsWith("/goodword/program")) {
      const locale = new URL(request.url, "http://shop").searchParams.get("locale");
      response.statusCode = behaviour.figures ? 200 : 503;
      response.setHeader("content-type", "application/json");
      response.end(
        JSON.stringify({
          program: {
            locale,
            shopName: "Kiln & Co",
            friendReward: locale === "de" ? "12 % Rabatt" : "12% off",
            advocateReward: "€7 off",
            conditions: "For new customers.",
            offerConditions: "For your first order.",
          },
        }),
      );
      return;
    }
    let body = "";
    request.on("data", (part) => {
      body += part;
    });
    request.on("end", () => {
      received.push({ headers: request.headers, body, snapshot: JSON.parse(body) });
      response.statusCode = behaviour.status;
      response.end(JSON.stringify({ kept: true }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    behaviour,
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

/** Waits until `probe` gives something, at most `ms`. */
export async function eventually<T>(probe: () => T | Promise<T>, ms = 5_000): Promise<NonNullable<T>> {
  const end = Date.now() + ms;
  for (;;) {
    const value = await probe();
    if (value) return value;
    if (Date.now() > end) throw new Error(`nothing after ${ms} ms: ${probe}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
