/**
 * Whether mail can be sent to a text: `local@domain`, at most 64 and 253 characters. Quoted local parts cannot, as mail
 * servers disagree on where they end. A host takes more than that from a shopper.
 * @example isPlainAddress("anna@example.com") // true
 */
export function isPlainAddress(text: string): boolean {
  return /^[^\s"(),:;<>@[\\\]\p{Cc}]{1,64}@[^\s"(),:;<>@[\\\]\p{Cc}]{1,253}$/u.test(text);
}
