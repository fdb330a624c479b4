/**
 * By what a name is found again, whatever its spelling: letters without accents, lower case, one space between
 * words. Null for what is no name: fewer than two letters, or more than 60 characters.
 */
export function nameKey(name: string): string | null {
  const plain = name
    .slice(0, 200)
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, " ")
    .trim();
  return plain.replace(/ /g, "").length < 2 || plain.length > 60 ? null : plain;
}
