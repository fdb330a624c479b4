/** An amount as Medusa gives it (major units) in the words of the shop. */
export function money(amount: number | null | undefined, currency: string): string {
  return new Intl.NumberFormat("en-IE", { style: "currency", currency }).format(amount ?? 0);
}

/** An amount as it is paid, without the fractions Medusa keeps: 15.525 euro are 15.53. */
export function rounded(amount: number | null | undefined, currency: string): number {
  const { maximumFractionDigits } = new Intl.NumberFormat("en", {
    style: "currency",
    currency,
  }).resolvedOptions();
  return Number((amount ?? 0).toFixed(maximumFractionDigits));
}
