import { anyOf, type Check, inside, isFields, type ProgramProblem, problem, wrong } from "./problem";

/** A check of a field that may be absent. */
export interface Maybe {
  readonly maybe: Check;
}

/** A check for each field of a type, optional exactly where the type says so: the compiler finds what is forgotten. */
export type FieldChecks<T> = {
  readonly [K in keyof T]-?: Record<never, never> extends Pick<T, K> ? Maybe : Check;
};

export function maybe(check: Check): Maybe {
  return { maybe: check };
}

/** Fields by which a second level would be asked for. A program is one level deep: the friend of a friend is nobody's. */
const levelFields = new Set([
  "levels",
  "depth",
  "parent",
  "parents",
  "upline",
  "downline",
  "generation",
  "generations",
  "secondlevel",
  "subaffiliates",
]);

export function oneLevel(at: string, expected: string, got: unknown): ProgramProblem[] {
  return wrong(at, `${expected}, as a program is one level deep`, got, "GW_MULTILEVEL");
}

/** An object with these fields and no others. */
export function fields<T>(checks: FieldChecks<T>, ...tags: readonly string[]): Check {
  const table = Object.entries<Check | Maybe>(checks);
  const known = [...tags, ...table.map(([name]) => name)];
  return (value, at) => {
    if (!isFields(value)) return wrong(at, `an object with ${anyOf(known)}`, value);
    return [
      ...Object.keys(value)
        .filter((name) => !known.includes(name))
        .flatMap((name) => unknownField(inside(at, name), name, known)),
      ...table.flatMap(([name, check]) => {
        const field = Object.hasOwn(value, name) ? value[name] : undefined;
        if (typeof check === "function") return check(field, inside(at, name));
        return field === undefined ? [] : check.maybe(field, inside(at, name));
      }),
    ];
  };
}

function unknownField(at: string, name: string, known: readonly string[]): ProgramProblem[] {
  if (levelFields.has(name.toLowerCase())) {
    return [problem("GW_MULTILEVEL", at, "a program is one level deep; leave this out")];
  }
  return [problem("GW_PROGRAM_FIELD_UNKNOWN", at, `is not a field; use ${anyOf(known)}`)];
}

/** An object whose `tag` says which of several shapes it has. */
export function variants<T extends { readonly [K in Tag]: string }, Tag extends string>(
  tag: Tag,
  shapes: { readonly [V in T[Tag]]: FieldChecks<Omit<Extract<T, { [K in Tag]: V }>, Tag>> },
): Check {
  const known = Object.keys(shapes);
  const checks = new Map(known.map((name) => [name, fields(shapes[name as T[Tag]], tag)]));
  return (value, at) => {
    if (!isFields(value)) return wrong(at, `an object with "${tag}"`, value);
    const name = Object.hasOwn(value, tag) ? value[tag] : undefined;
    const check = typeof name === "string" ? checks.get(name) : undefined;
    return check === undefined ? wrong(inside(at, tag), anyOf(known), name) : check(value, at);
  };
}

/** A list of at least `least` items; `same` names what must differ from item to item. */
export function list(
  item: Check,
  what: string,
  { least = 1, unique = false }: { least?: number; unique?: boolean } = {},
): Check {
  return (value, at) => {
    if (!Array.isArray(value) || value.length < least) return wrong(at, `a list of ${what}`, value);
    return [
      ...value.flatMap((each, index) => item(each, `${at}[${index}]`)),
      ...(unique ? duplicates(value, (index) => `${at}[${index}]`) : []),
    ];
  };
}

/** Values that appeared before; those that are absent are nobody's twin. */
export function duplicates(values: readonly unknown[], at: (index: number) => string): ProgramProblem[] {
  return values.flatMap((value, index) =>
    value !== undefined && values.indexOf(value) < index
      ? [
          problem(
            "GW_PROGRAM_DUPLICATE",
            at(index),
            `is the same as ${at(values.indexOf(value))}; keep one of them`,
          ),
        ]
      : [],
  );
}
