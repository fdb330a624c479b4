/** Decimal strings in major units, keyed by currency: `{ eur: "10.00", jpy: "1500" }`. */
export type Amounts = Readonly<Record<string, string>>;
