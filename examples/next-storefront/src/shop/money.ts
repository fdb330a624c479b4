/** An amount as Medusa gives it (major units) in the words of the shop. */
export function money(amount: number | null | undefined, currency: string): string {
  return new Intl.NumberFormat("en-IE", { style: "currency", currency }).format(amount ?? 0);
}
