import { nameOf } from "./sbom.mjs";

/** SPDX ids that a dependency of a published package may have. All let a shop use, change and sell what it builds. */
const allowed = new Set([
  "MIT",
  "MIT-0",
  "ISC",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  // Given to the public domain by their authors.
  "0BSD",
  "CC0-1.0",
  "Unlicense",
]);

/**
 * The components of a bill of materials with their licences. One is refused where a licence is not on the list, or none
 * is known. An expression such as `(MIT OR GPL-3.0-only)` is refused too: a person decides, and names the id.
 */
export function licencesIn(bom) {
  return bom.components.map((component) => {
    const licences = (component.licenses ?? []).map(
      ({ license, expression }) => license?.id ?? license?.name ?? expression,
    );
    return {
      name: nameOf(component),
      version: component.version,
      licence: licences.join(" and ") || "unknown",
      refused: licences.length === 0 || !licences.every((licence) => allowed.has(licence)),
    };
  });
}
