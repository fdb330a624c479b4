import type { Condition } from "../conditions";
import { type Check, isFields, wrong } from "./problem";
import { list, maybe, variants } from "./shapes";
import { amounts, country, line, whole } from "./values";

const ids = maybe(list(line(200), "ids", { unique: true }));

export const countries = list(country, "countries", { unique: true });

const shape = variants<Condition, "type">("type", {
  "new-customer": {},
  "minimum-order": { amounts },
  products: { include: ids, exclude: ids },
  categories: { include: ids, exclude: ids },
  markets: { countries },
  "nth-order": { n: whole(1, 100) },
  orders: { count: whole(2, 100), withinDays: whole(1, 365) },
  captured: {},
  fulfilled: {},
  delivered: {},
});

/** A condition of any origin, alone. */
export const checkCondition: Check = (value, at) => {
  const problems = shape(value, at);
  if (problems.length > 0 || !isFields(value)) return problems;
  const isList = value.type === "products" || value.type === "categories";
  return isList && value.include === undefined && value.exclude === undefined
    ? wrong(at, "ids to include or to exclude", value)
    : [];
};
