/** What the shop is told by its environment, read when a request comes in, never when it is built. */
export const settings = {
  /** Medusa as this server reaches it. */
  get backendUrl(): string {
    return need("MEDUSA_BACKEND_URL");
  },
  get publishableKey(): string {
    return need("MEDUSA_PUBLISHABLE_KEY");
  },
  /** What `@goodword/storefront/next` is told. */
  get goodword() {
    return { backendUrl: this.backendUrl, publishableKey: this.publishableKey };
  },
  /** True when shoppers come over https, and cookies must too. */
  get secure(): boolean {
    return (process.env.SHOP_URL ?? "").startsWith("https:");
  },
  /** BCP 47, for shoppers who have not chosen. */
  get defaultLocale(): string | undefined {
    return process.env.DEFAULT_LOCALE || undefined;
  },
};

export const shopName = "Morning Goods";

function need(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name}: not set; README.md says what it holds`);
  return value;
}
