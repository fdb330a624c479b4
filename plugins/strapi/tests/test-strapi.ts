import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultContent, type PromptContent } from "@goodword/core";
import { type Core, createStrapi } from "@strapi/strapi";
import request from "supertest";

export const promptUid = "plugin::goodword.referral-prompt";
export const contentSecret = "a secret that both the sides know of";

/** A Strapi of its own on a new SQLite file, with English, German and a super admin. */
export async function startStrapi(options: { shopUrl?: string; contentSecret?: string } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "goodword-strapi-"));
  mkdirSync(join(folder, "uploads"));
  process.env.TEST_FOLDER = folder;
  process.env.TEST_SHOP_URL = options.shopUrl ?? "http://127.0.0.1:9";
  process.env.TEST_CONTENT_SECRET = options.contentSecret ?? contentSecret;
  const appDir = join(__dirname, "app");
  const app: Core.Strapi = createStrapi({ appDir, distDir: appDir });
  async function stop() {
    await app.destroy();
    rmSync(folder, { recursive: true, force: true });
  }
  try {
    await app.load();
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
  app.server.mount();
  await app.plugin("i18n").service("locales").create({ code: "de", name: "German (de)" });
  await app.plugin("i18n").service("locales").create({ code: "fr", name: "French (fr)" });

  const http = request(app.server.httpServer);
  const admin = await http
    .post("/admin/register-admin")
    .send({ firstname: "Ada", lastname: "Editor", email: "ada@shop.example", password: "Prompts-1" });
  const token: string = admin.body.data.token;
  const path = `/content-manager/collection-types/${promptUid}`;
  const send = (url: string, body: object) =>
    http.post(url).set("authorization", `Bearer ${token}`).send(body);

  return {
    app,
    http,
    stop,
    /** As the admin's edit view does it. */
    save: (words: object, locale = "en") => send(`${path}?locale=${locale}`, { locale, ...words }),
    publish: (documentId: string, words: object, locale = "en") =>
      send(`${path}/${documentId}/actions/publish?locale=${locale}`, { locale, ...words }),
    publishNew: (words: object, locale = "en") =>
      send(`${path}/actions/publish?locale=${locale}`, { locale, ...words }),
    unpublish: (documentId: string, locale = "en") =>
      send(`${path}/${documentId}/actions/unpublish?locale=${locale}`, { locale }),
    publishMany: (documentIds: string[], locale = "en") =>
      send(`${path}/actions/bulkPublish?locale=${locale}`, { documentIds, locale }),
    preview: (body: object) => send("/goodword/preview", body),
    published: (locale = "en") =>
      app.db.query(promptUid).count({ where: { locale, publishedAt: { $notNull: true } } }),
    async reset() {
      await app.db.query(promptUid).deleteMany({});
    },
  };
}

export type TestStrapi = Awaited<ReturnType<typeof startStrapi>>;

/** A prompt that may be published, with some words changed. */
export function prompt(
  changes: Partial<Record<keyof PromptContent | "title", string>> = {},
  locale: "en" | "de" = "en",
) {
  return { title: "After the order", placement: "order-confirmation", ...defaultContent[locale], ...changes };
}
