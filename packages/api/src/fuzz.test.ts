import { createGoodword, type Store } from "@goodword/core";
import {
  anOrder,
  aProgramDefinition,
  memoryBenefit,
  memoryIssuer,
  memoryOrders,
  memoryStore,
  testClock,
  testIds,
} from "@goodword/testing";
import fc from "fast-check";
import type { Operation } from "./operation";
import { operations } from "./operations";

/** What PostgreSQL does with it: `invalid byte sequence for encoding "UTF8": 0x00`. */
function refusingNul<T extends object>(stores: T): T {
  return new Proxy(stores, {
    get(target, name, receiver) {
      const value = Reflect.get(target, name, receiver);
      if (typeof value === "object" && value !== null) return refusingNul(value);
      if (typeof value !== "function") return value;
      return (...given: unknown[]) => {
        if (name === "transaction") {
          const [work] = given as [(stores: object) => unknown];
          return (value as typeof work).call(target, ((own: object) => work(refusingNul(own))) as never);
        }
        const text =
          JSON.stringify(given, (_, inner) => (typeof inner === "bigint" ? `${inner}` : inner)) ?? "";
        if (text.includes("\\u0000")) throw new Error(`${String(name)}: NUL reached the store`);
        return value.apply(target, given);
      };
    },
  });
}

const clock = testClock();
const order = anOrder({ placedAt: clock.now() });
const store: Store = refusingNul(memoryStore({ now: () => clock.now() }));
const goodword = createGoodword(
  {
    store,
    clock,
    ids: testIds(5),
    orders: memoryOrders(order),
    issuer: memoryIssuer(),
    benefit: memoryBenefit("cart_1"),
    notifier: null,
    log: { warn: () => {} },
  },
  { secret: "s".repeat(32), programs: [aProgramDefinition()], mails: { orderConfirmation: false } },
);

const hostileText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 120 }),
  fc.constantFrom(
    "\u0000",
    "a\u0000b",
    "\ud800",
    "\udfff",
    "",
    " ",
    "../../etc/passwd",
    "%00",
    "' or 1=1 --",
    "{{constructor}}",
    "<script>",
    "__proto__",
    "NaN",
    "-1",
    "1e309",
    "2026-13-45",
    "9".repeat(400),
    "🧉".repeat(50),
    "\u202E\u200B",
    "a".repeat(20_000),
  ),
);
const anything = fc.oneof(
  { weight: 5, arbitrary: hostileText },
  fc.anything({ withBigInt: false, withDate: false, maxDepth: 3 }),
  fc.constantFrom(null, true, 0, -1, 1e308, Number.NaN, [], {}, [[[[]]]]),
);
const known = [
  order.id,
  "ANNA-7KQ2MX",
  "cart_1",
  "friends",
  "en",
  "de-AT",
  "eur",
  "copy",
  "active",
  "dismissed",
];

/** The operation's own fields, each as it should be, hostile, or left out, and at times one that is not its own. */
function inputOf(operation: Operation): fc.Arbitrary<Record<string, unknown>> {
  const properties = Object.keys((operation.schemas.input.properties ?? {}) as object);
  const field = fc.oneof(anything, fc.constantFrom<unknown>(...known));
  return fc
    .record(Object.fromEntries(properties.map((name) => [name, field])), { requiredKeys: [] })
    .chain((own) =>
      fc.dictionary(hostileText, anything, { maxKeys: 1 }).map((more) => ({ ...more, ...own })),
    );
}

const runs = Number(process.env.GOODWORD_RUNS ?? 300);
const isPublic = ({ access }: Operation) => access === "store" || access === "open";

const answer = async (operation: Operation, fields: Record<string, unknown>) => {
  const reported: unknown[] = [];
  const query = Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === "string" ? value : undefined]),
  );
  const request = {
    method: operation.method,
    fields,
    query,
    headers: query,
    ip: query.ip ?? "",
    customerId: null,
  };
  const reply = await operation.answer(goodword, request, (error) => reported.push(error));
  return { reply, reported };
};

describe("an operation, asked with anything", () => {
  it.each(operations.map((operation) => [operation.name, operation] as const))(
    "never answers that the fault is ours: %s",
    async (_, operation) => {
      await fc.assert(
        fc.asyncProperty(inputOf(operation), async (fields) => {
          const { reply, reported } = await answer(operation, fields);
          if (reply.status >= 500) throw new Error(`${reply.status} ${reported[0]}`);
        }),
        { numRuns: isPublic(operation) ? runs : Math.ceil(runs / 5) },
      );
    },
    600_000,
  );

  it.each(operations.filter(({ name }) => name !== "openShareLink").map((one) => [one.name, one] as const))(
    "refuses NUL and half a character by the field's name, wherever they stand: %s",
    async (_, operation) => {
      const [field = "other"] = Object.keys((operation.schemas.input.properties ?? {}) as object);
      for (const value of ["a\u0000", "\ud800a", ["\u0000"], { deep: { er: "\u0000" } }, { "\u0000": 1 }]) {
        const { reply } = await answer(operation, { [field]: value });
        expect(reply.status).toBe(400);
        // On a page there is no field that a person could mend.
        if (operation.schemas.output.contentMediaType === "text/html") expect(reply.html).toContain("<h1>");
        else expect(reply.body).toMatchObject({ code: "GW_INPUT", field: expect.stringContaining(field) });
        expect(JSON.stringify(reply)).not.toContain("\\u0000");
      }
    },
  );

  it("sends a visitor on whatever their link carries", async () => {
    const openShareLink = operations.find(({ name }) => name === "openShareLink") as Operation;
    for (const fields of [{ code: "\u0000" }, { code: "ANNA", s1: "\u0000", "\ud800": "x" }]) {
      expect((await answer(openShareLink, fields)).reply.status).toBe(302);
    }
  });

  it("refuses what is nested so deep that reading it would run out of stack", async () => {
    const deep = JSON.parse(`${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`);
    for (const operation of operations.filter(({ name }) => name !== "openShareLink")) {
      expect((await answer(operation, { deep })).reply.status).toBe(400);
    }
  });
});
