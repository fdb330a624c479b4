import type { StrapiApp } from "@strapi/strapi/admin";
import { addEditViewPanel } from "./edit-view-context";
import { PreviewPanel } from "./preview-panel";

const translations = {
  en: () => import("./translations/en.json"),
  de: () => import("./translations/de.json"),
};

export default {
  register(app: StrapiApp): void {
    app.registerPlugin({ id: "goodword", name: "Goodword" });
  },
  bootstrap(app: StrapiApp): void {
    addEditViewPanel(app.getPlugin("content-manager"), PreviewPanel);
  },
  /** A language without words of ours reads English. */
  registerTrads({ locales }: { locales: string[] }) {
    return Promise.all(
      locales.map(async (locale) => ({
        locale,
        data: (await translations[locale === "de" ? "de" : "en"]()).default,
      })),
    );
  },
};
