const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

/** Markup that is already safe to put into markup. */
export class Html {
  constructor(readonly markup: string) {}
  toString(): string {
    return this.markup;
  }
}

/** Template tag: every value is escaped, save what this tag made itself; `false` and null leave nothing. */
export function html(
  parts: TemplateStringsArray,
  ...values: (string | Html | readonly Html[] | false | null)[]
): Html {
  return new Html(
    parts.reduce((markup, part, index) => {
      const value = values[index - 1];
      if (typeof value === "string") return markup + escapeHtml(value) + part;
      return markup + (Array.isArray(value) ? value.join("") : value || "") + part;
    }),
  );
}
