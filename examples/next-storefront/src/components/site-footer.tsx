import { chooseLocale } from "../shop/actions";
import { getLocale, locales } from "../shop/locale";
import { shopName } from "../shop/settings";

const names = { en: "English", de: "Deutsch" };

export async function SiteFooter() {
  const locale = await getLocale();
  return (
    <footer className="site-footer">
      <p>{shopName}. A demonstration shop: nothing is charged, nothing is shipped.</p>
      <form action={chooseLocale} className="languages" aria-label="Language of offers and mails">
        {locales.map((known) => (
          <button
            key={known}
            type="submit"
            name="locale"
            value={known}
            lang={known}
            aria-pressed={known === locale}
          >
            {names[known]}
          </button>
        ))}
      </form>
    </footer>
  );
}
