export type ProgramProblemCode =
  | "GW_PROGRAM_FIELD_MISSING"
  | "GW_PROGRAM_FIELD_UNKNOWN"
  | "GW_PROGRAM_VALUE"
  | "GW_PROGRAM_DUPLICATE"
  | "GW_PROGRAM_KIND"
  | "GW_PROGRAM_CONTRADICTION"
  | "GW_PROGRAM_ENDED"
  | "GW_PAID_FOR_CLICKS"
  | "GW_MULTILEVEL";

/** Why a program cannot be saved; `message` begins with the field and says the fix. */
export interface ProgramProblem {
  /** A path such as `rewards[0].amount.amounts.eur`; `program` for the whole. */
  readonly field: string;
  readonly code: ProgramProblemCode;
  readonly message: string;
}

/** Looks at a value of any origin, which is found at `at`. */
export type Check = (value: unknown, at: string) => ProgramProblem[];

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function problem(code: ProgramProblemCode, at: string, text: string): ProgramProblem {
  const field = at === "" ? "program" : at;
  return { field, code, message: `${field}: ${text}` };
}

export function wrong(
  at: string,
  expected: string,
  got: unknown,
  code: ProgramProblemCode = "GW_PROGRAM_VALUE",
): ProgramProblem[] {
  const missing = got === undefined && code === "GW_PROGRAM_VALUE";
  return [
    problem(missing ? "GW_PROGRAM_FIELD_MISSING" : code, at, `expected ${expected}, got ${shown(got)}`),
  ];
}

/** Alternatives in words: `"first" or "every"`. */
export function anyOf(values: readonly string[]): string {
  return new Intl.ListFormat("en", { type: "disjunction" }).format(values.map((value) => `"${value}"`));
}

export function inside(at: string, field: string): string {
  return at === "" ? field : `${at}.${field}`;
}

const longestShown = 60;

function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string") {
    return JSON.stringify(value.length > longestShown ? `${value.slice(0, longestShown)}…` : value);
  }
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (isFields(value)) return Object.keys(value).length === 0 ? "an empty object" : "an object";
  return typeof value === "function" ? "a function" : String(value);
}
