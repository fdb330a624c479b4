import { defaultContent } from "@goodword/core";
import type { Core } from "@strapi/strapi";

const uid = "plugin::goodword.referral-prompt";

/** One prompt in English and German, published, on the first start. What editors make of it is kept. */
export async function seed(strapi: Core.Strapi): Promise<void> {
  const store = strapi.store({ type: "core", name: "example" });
  if (await store.get({ key: "seeded" })) return;

  const locales = strapi.plugin("i18n").service("locales");
  if (!(await locales.findByCode("de"))) await locales.create({ code: "de", name: "German (de)" });

  const data = (locale: "en" | "de"): Record<string, string> => ({
    title: "After the order",
    placement: "order-confirmation",
    ...defaultContent[locale],
  });
  const prompts = strapi.documents(uid);
  const { documentId } = await prompts.create({ locale: "en", status: "published", data: data("en") });
  await prompts.update({ documentId, locale: "de", status: "published", data: data("de") });
  await store.set({ key: "seeded", value: true });
  strapi.log.info("Seeded the referral prompt in English and German");
}
