import { createHash, timingSafeEqual } from "node:crypto";
import { contentBearer, secretsOf } from "@goodword/core";
import type { Core } from "@strapi/strapi";
import { parsePreviewRequest, previewPrompt } from "./prompt-preview";
import { service } from "./services";

const previewAction = "plugin::goodword.preview";

/** `POST /goodword/preview` for editors, `GET /api/goodword/snapshot` for the shop. */
export const routes = {
  admin: {
    type: "admin",
    routes: [
      {
        method: "POST",
        path: "/preview",
        handler: "preview.show",
        config: {
          policies: [
            "admin::isAuthenticatedAdmin",
            { name: "admin::hasPermissions", config: { actions: [previewAction] } },
          ],
        },
      },
    ],
  },
  "content-api": {
    type: "content-api",
    routes: [
      // The shop is no user of this Strapi: it shows a token made from the shared secret, and no API token.
      { method: "GET", path: "/snapshot", handler: "snapshot.show", config: { auth: false } },
    ],
  },
};

/** The part of a Koa context that these controllers use. */
export interface Context {
  /** `ip` is the connection's address, or what a proxy says where Strapi's `server.proxy` trusts one. */
  readonly request: { readonly body?: unknown; readonly ip: string };
  get(header: string): string;
  set(header: string, value: string): void;
  unauthorized(message: string): unknown;
  tooManyRequests(message: string): unknown;
  body: unknown;
}

export const controllers = {
  preview: ({ strapi }: { strapi: Core.Strapi }) => ({
    async show(ctx: Context) {
      const request = parsePreviewRequest(ctx.request.body);
      const preview = await previewPrompt(strapi, request, service(strapi, "figures"));
      ctx.body = { ...preview, delivery: await service(strapi, "delivery").state() };
    },
  }),
  snapshot: ({ strapi }: { strapi: Core.Strapi }) => ({
    async show(ctx: Context) {
      const { contentSecret } = service(strapi, "options");
      const shown = ctx.get("authorization");
      if (!secretsOf(contentSecret).some((secret) => same(shown, `Bearer ${contentBearer(secret)}`)))
        return refuse(ctx, await service(strapi, "bearers").count(ctx.request.ip));
      const snapshot = await service(strapi, "snapshots").current();
      ctx.set("cache-control", "no-store");
      ctx.body = snapshot;
      await service(strapi, "delivery").fetched(snapshot);
    },
  }),
};

function refuse(ctx: Context, retryAfter: number | null) {
  ctx.set("cache-control", "no-store");
  if (retryAfter === null)
    return ctx.unauthorized("Authorization: expected Bearer and the token made from the content secret");
  ctx.set("retry-after", String(retryAfter));
  return ctx.tooManyRequests(`too many wrong tokens; try again in ${retryAfter} s`);
}

/** Compares in a time that says nothing about where, or in what length, the two differ. */
function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
