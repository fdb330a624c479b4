import { groupCommit } from "./click-group-commit";

/** A writer that is told when each of its batches is done. */
function slowWriter(limits = { mostAtOnce: 500, mostWaiting: 10_000 }) {
  const batches: { items: readonly string[]; end(): void; fail(error: Error): void }[] = [];
  const record = groupCommit<string, string>(
    (items) =>
      new Promise((resolve, reject) => {
        const end = () => resolve(items.map((item) => `${item}!`));
        batches.push({ items, end, fail: reject });
      }),
    limits,
  );
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { batches, record, settled };
}

it("writes at once where nobody waits", async () => {
  const { batches, record, settled } = slowWriter();
  const first = record("a");
  expect(batches.map(({ items }) => items)).toEqual([["a"]]);
  batches[0]?.end();
  expect(await first).toBe("a!");
  await settled();
  const second = record("b");
  expect(batches.map(({ items }) => items)).toEqual([["a"], ["b"]]);
  batches[1]?.end();
  expect(await second).toBe("b!");
});

it("writes together what came while a write was under way, and answers each its own", async () => {
  const { batches, record, settled } = slowWriter({ mostAtOnce: 3, mostWaiting: 10_000 });
  const answers = ["a", "b", "c", "d", "e"].map(record);
  expect(batches).toHaveLength(1);
  for (const n of [0, 1, 2]) {
    batches[n]?.end();
    await settled();
  }
  expect(batches.map(({ items }) => items)).toEqual([["a"], ["b", "c", "d"], ["e"]]);
  expect(await Promise.all(answers)).toEqual(["a!", "b!", "c!", "d!", "e!"]);
});

it("tells everybody who waits when a write fails, and goes on with the next", async () => {
  const { batches, record, settled } = slowWriter({ mostAtOnce: 1, mostWaiting: 10_000 });
  const answers = Promise.allSettled(["a", "b", "c"].map(record));
  const failure = new Error("no database");
  batches[0]?.fail(failure);
  expect(await answers).toEqual(Array(3).fill({ status: "rejected", reason: failure }));
  expect(batches).toHaveLength(1);
  await settled();
  const next = record("d");
  batches[1]?.end();
  expect(await next).toBe("d!");
});

it("lets only so many wait", async () => {
  const { batches, record, settled } = slowWriter({ mostAtOnce: 500, mostWaiting: 2 });
  const answers = Promise.allSettled(["a", "b", "c", "d"].map(record));
  batches[0]?.end();
  await settled();
  batches[1]?.end();
  const [a, b, c, d] = await answers;
  expect([a, b, c]).toEqual(["a!", "b!", "c!"].map((value) => ({ status: "fulfilled", value })));
  expect(d).toMatchObject({
    reason: { code: "GW_CLICKS_WAITING", message: "store: 2 visits wait already", action: "retry" },
  });
});
