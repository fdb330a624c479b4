import { createHash } from "node:crypto";
import type { Program, ProgramDefinition } from "./program";

/** What a version says, without which version it is. */
export function definitionOf({ version: _, ...definition }: Program): ProgramDefinition {
  return definition;
}

/** SHA-256 in hex of a definition's canonical JSON: equal exactly when two of them say the same. */
export function definitionHash(definition: ProgramDefinition): string {
  return createHash("sha256").update(canonicalJson(definition)).digest("hex");
}

/** JSON with the keys of each object in order, so that a database or an editor may sort them as it likes. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const fields = Object.entries(value)
    // An absent field and one that is `undefined` are one and the same once stored.
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`);
  return `{${fields.join(",")}}`;
}
