import { type TrustSettings, trustDefaults } from "./settings";

/** Why settings cannot be used; `message` begins with the field and says the fix. */
export interface TrustProblem {
  /** `trust.points.same-device`, `trust.thresholds.review`, … */
  readonly field: string;
  readonly code: "GW_TRUST_UNKNOWN" | "GW_TRUST_VALUE";
  readonly message: string;
}

type Fields = Readonly<Record<string, unknown>>;

interface Range {
  readonly least: number;
  readonly most: number;
  readonly words?: readonly string[];
  readonly because?: string;
}

const groups = Object.keys(trustDefaults) as (keyof TrustSettings)[];
const highestScore = 100;

const parameterRanges: Record<keyof TrustSettings["parameters"], Range> = {
  addressesAllowed: { least: 0, most: 1000 },
  friends24h: { least: 1, most: 100_000 },
  friends30d: { least: 1, most: 100_000 },
  minClickToOrderSeconds: { least: 0, most: 86_400 },
  averageFactor: { least: 2, most: 1000 },
  strangersPerHour: { least: 1, most: 100_000 },
};

/**
 * Everything that is wrong with complete settings of any origin (merge overrides first); empty when they can
 * be used. Pure. The same network alone must stay below the review threshold, as an IP address proves nothing.
 */
export function checkTrustSettings(input: unknown): TrustProblem[] {
  if (!isFields(input)) return [wrong("trust", `an object with ${listed(groups)}`, input)];
  const rangeOf = ranges(input.thresholds);
  return [
    ...unknownIn("trust", input, groups),
    ...groups.flatMap((group) => {
      const path = `trust.${group}`;
      const known = Object.keys(trustDefaults[group]);
      const fields = input[group];
      if (!isFields(fields)) return [wrong(path, `an object with ${listed(known)}`, fields)];
      return [
        ...unknownIn(path, fields, known),
        ...known.flatMap((key) => checkValue(`${path}.${key}`, fields[key], rangeOf(group, key))),
      ];
    }),
  ];
}

function ranges(thresholds: unknown): (group: keyof TrustSettings, key: string) => Range {
  const { review, decline } = isFields(thresholds) ? thresholds : {};
  const top = isWhole(decline, 2, highestScore) ? decline : highestScore;
  const middle = isWhole(review, 1, top - 1) ? review : top;
  const points: Range = { least: 0, most: highestScore, words: ["decline", "refuse"] };
  const below = (threshold: number, name: string) => ({
    most: threshold - 1,
    because: `below the ${name} threshold`,
  });
  return (group, key) => {
    if (group === "parameters") return parameterRanges[key as keyof typeof parameterRanges];
    if (key === "decline") return { least: 2, most: highestScore };
    if (key === "review") return { least: 1, ...below(top, "decline") };
    return key === "same-ip-and-agent" ? { least: 0, ...below(middle, "review") } : points;
  };
}

function checkValue(field: string, value: unknown, range: Range): TrustProblem[] {
  const { least, most, words = [], because } = range;
  if (isWhole(value, least, most) || words.some((word) => word === value)) return [];
  const whole = `a whole number from ${least} to ${most}${because ? ` (${because})` : ""}`;
  return [wrong(field, [whole, ...words.map((word) => `"${word}"`)].join(" or "), value)];
}

function unknownIn(path: string, fields: Fields, known: readonly string[]): TrustProblem[] {
  return Object.keys(fields)
    .filter((key) => !known.includes(key))
    .map((key) => ({
      field: `${path}.${key}`,
      code: "GW_TRUST_UNKNOWN",
      message: `${path}.${key}: is not a setting; use ${listed(known)}.`,
    }));
}

function wrong(field: string, expected: string, got: unknown): TrustProblem {
  return { field, code: "GW_TRUST_VALUE", message: `${field}: expected ${expected}, got ${shown(got)}.` };
}

function listed(names: readonly string[]): string {
  return new Intl.ListFormat("en").format(names);
}

function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return "a list";
  return isFields(value) ? "an object" : String(value);
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isWhole(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}
