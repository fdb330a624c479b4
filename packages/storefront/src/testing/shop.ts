import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { offers, prompts } from "./views";

const bundle = resolve(__dirname, "../../dist/goodword.min.js");

/** The file a script tag loads. @throws with the command that builds it */
export function builtBundle(): string {
  if (!existsSync(bundle)) {
    throw new Error(`dist/goodword.min.js is missing; build it: pnpm --filter @goodword/storefront build`);
  }
  return readFileSync(bundle, "utf8");
}

/** Chromium from `CHROME_PATH`, or from the `PATH`. @throws with the command that installs one */
export function launchBrowser(): Promise<Browser> {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const executablePath =
    process.env.CHROME_PATH ??
    (process.env.PATH ?? "")
      .split(":")
      .flatMap((folder) => names.map((name) => `${folder}/${name}`))
      .find(existsSync);
  if (!executablePath) {
    throw new Error(
      "No browser found. Install one (apt-get install -y chromium), or set CHROME_PATH to its program.",
    );
  }
  const args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
  return chromium.launch({ executablePath, args });
}

interface Seen {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** A shop's pages around the built elements, under the strictest policy they must live with. */
export async function startShop() {
  const seen: Seen[] = [];
  /** Milliseconds before an answer of the referral routes. */
  const behaviour = { delay: 0, down: false, none: false, claimFails: false };
  const script = builtBundle();

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://shop");
    const send = (status: number, type: string, body: string) =>
      response
        .writeHead(status, {
          "content-type": `${type}; charset=utf-8`,
          "content-security-policy": "default-src 'self'; style-src 'self'; script-src 'self'",
        })
        .end(body);
    if (url.pathname === "/goodword.js") return send(200, "text/javascript", script);
    if (url.pathname === "/shop.css") return send(200, "text/css", css);
    if (url.pathname === "/favicon.ico") return response.writeHead(204).end();
    if (!url.pathname.startsWith("/goodword/")) return send(200, "text/html", page(url.searchParams));

    let body = "";
    for await (const chunk of request) body += chunk;
    seen.push({ method: request.method ?? "", path: url.pathname, body });
    await new Promise((done) => setTimeout(done, behaviour.delay));
    if (behaviour.down) return send(502, "application/json", "{}");
    const locale = url.searchParams.get("locale")?.startsWith("de") ? "de" : "en";
    const json = (value: unknown) => send(200, "application/json", JSON.stringify(value));
    if (url.pathname.endsWith("/prompt"))
      return json({ prompt: behaviour.none ? null : prompts[locale], reason: null });
    if (url.pathname.endsWith("/shares")) return json({ recorded: true });
    if (url.pathname.endsWith("/answer")) return json({ accepted: true });
    if (url.pathname.endsWith("/claim"))
      return behaviour.claimFails ? send(502, "application/json", "{}") : json({ claimed: true });
    return json({ offer: behaviour.none ? null : offers[locale] });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    behaviour,
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** `?show=prompt|offer`, `&lang=`, `&theme=dark`. */
function page(query: URLSearchParams): string {
  const lang = query.get("lang") === "de" ? "de" : "en";
  const element =
    query.get("show") === "offer"
      ? `<goodword-offer code="FRIEND-7KQ2MXWP" currency="eur"><a href="/">To the shop</a></goodword-offer>`
      : `<goodword-prompt order-id="order_01" shop-name="Morning Goods"><a href="/">Tell a friend</a></goodword-prompt>`;
  return `<!doctype html><html lang="${lang}" class="${query.get("theme") === "dark" ? "dark" : "light"}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Shop</title><link rel="stylesheet" href="/shop.css"><script src="/goodword.js" defer></script></head><body><main><h1>Order 12</h1>${element}<p id="after">After</p></main></body></html>`;
}

const css = `body{margin:0;font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff}
html.dark body{color:#f2f2f2;background:#000}
main{max-width:45rem;margin:0 auto;padding:16px}
goodword-prompt:not(:defined){display:block;min-height:36rem}
.accent goodword-prompt,.accent goodword-offer{--goodword-accent:#0a5c4a}`;
