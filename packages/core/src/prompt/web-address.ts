/**
 * A scheme, or a name with a dot and a domain after it, as messengers and mail programs make links of. Dots in
 * figures ("10.50"), abbreviations ("e.g.", "z.B.") and at the end of a sentence are none.
 */
const webAddress = /:\/\/|[\p{L}\p{N}]\.(?:\p{L}{2,24}|xn--[a-z\d-]{1,59})(?![\p{L}\p{N}])/iu;

/**
 * Whether a text carries a web address. Everybody's shares and mails carry the words of a prompt, so an address in
 * them would lead all friends wherever whoever wrote it wanted.
 */
export function hasWebAddress(text: string): boolean {
  // Full-width letters and dots are links to a browser too.
  return webAddress.test(text.normalize("NFKC").replaceAll("\u3002", "."));
}
