import type { GoodwordPluginOptions } from "./options";

/** What staff may see. A new option is not shown until it is named here: it may be a secret. */
const open = [
  "program.id",
  "program.shopName",
  "program.landingUrl",
  "program.shareUrl",
  "program.codeWord",
  "program.conditions.payment",
  "program.attributionWindowDays",
  "program.holdDays",
  "mails.orderConfirmation",
  "smtp.host",
  "smtp.port",
  "smtp.secure",
  "from.name",
  "from.address",
  "publicUrl",
  "content.url",
  "limits.store",
  "limits.promotions",
  "trustProxy",
] as const;

/** Of these only that they are set. */
const secret = ["secret", "smtp.user", "smtp.pass", "content.secret", "limits.url"] as const;

/** The plugin's options by path, for staff to read; of a secret only that it is set. */
export function shownOptions(options: GoodwordPluginOptions): Record<string, string | number | boolean> {
  const shown: Record<string, string | number | boolean> = {};
  for (const path of open) {
    const value = at(options, path);
    if (["string", "number", "boolean"].includes(typeof value)) shown[path] = addressOf(value);
  }
  for (const path of secret) if (at(options, path) !== undefined) shown[path] = true;
  return shown;
}

function at(options: object, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], options);
}

/** An address may carry a name and a password before its host, or a key in its query. */
function addressOf(value: unknown): string | number | boolean {
  if (typeof value !== "string" || !/^https?:\/\//.test(value)) return value as string | number | boolean;
  const { origin, pathname } = new URL(value);
  return `${origin}${pathname.replace(/\/$/, "")}`;
}
