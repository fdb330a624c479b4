import type { GoodwordOptions, Ports } from "../../ports/ports";
import type { Program } from "../../program/program";
import type { StoredProgram } from "../../program/stored-program";
import { programBook } from "./program-book";

const program: Program = {
  id: "friends",
  version: 2,
  shopName: "Mug & Co",
  landingUrl: "https://shop.example/welcome",
  shareUrl: "https://shop.example/go",
  codeWord: "FRIEND",
  friend: { type: "percentage", percent: 10 },
  rewards: [],
  conditions: [],
  attributionWindowDays: 30,
  holdDays: 30,
};
const stored: StoredProgram = { program, state: "live", seed: null };

function shop(programs: GoodwordOptions["programs"] = []) {
  let now = Date.parse("2026-11-02T09:00:00Z");
  let failing = false;
  let hanging: Promise<never> | null = null;
  const calls: string[] = [];
  const rows = [stored];
  const ports = {
    clock: { now: () => new Date(now) },
    issuer: { kinds: [] },
    store: {
      programs: {
        async all() {
          calls.push("all");
          const hung = hanging;
          hanging = null;
          if (hung !== null) return hung;
          if (failing) throw new Error("no database");
          return [...rows];
        },
        async version(id: string, version: number) {
          calls.push(`version ${id}@${version}`);
          return version === 1 ? { ...program, version } : null;
        },
        async add(row: StoredProgram) {
          calls.push(`add ${row.program.id}`);
          rows.push(row);
          return true;
        },
      },
    },
  } as unknown as Ports;
  return {
    book: programBook(ports, { programs }),
    calls,
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    fail: (fails: boolean) => {
      failing = fails;
    },
    /** The next read hangs until the answer is called, and then fails. */
    hang: () => {
      let answer = () => {};
      hanging = new Promise((_, reject) => {
        answer = () => reject(new Error("no database"));
      });
      return () => answer();
    },
  };
}

describe("the program book", () => {
  it("reads the programs once in two seconds, for all who ask", async () => {
    const { book, calls, pass } = shop();
    await expect(Promise.all([book.open(), book.open()])).resolves.toEqual([[stored], [stored]]);
    pass(1999);
    await book.open();
    expect(calls).toEqual(["all"]);
    pass(1);
    await book.open();
    expect(calls).toEqual(["all", "all"]);
  });

  it("reads again when the clock was set back", async () => {
    const { book, calls, pass } = shop();
    await book.open();
    pass(-1);
    await book.open();
    expect(calls).toEqual(["all", "all"]);
  });

  it("forgets what it read when something was saved", async () => {
    const { book, calls } = shop();
    const reading = book.open();
    book.forget();
    await Promise.all([reading, book.open()]);
    expect(calls).toEqual(["all", "all"]);
  });

  it("brings in the programs of the configuration first, once", async () => {
    const { version: _, ...seed } = { ...program, id: "seeded" };
    const { book, calls, pass } = shop([seed]);
    const programs = await book.open();
    expect(programs.map((each) => each.program.id)).toEqual(["friends", "seeded"]);
    pass(5000);
    await book.open();
    expect(calls).toEqual(["all", "add seeded", "all", "all"]);
  });

  it("keeps no failure, and brings in the configuration after one", async () => {
    const { version: _, ...seed } = { ...program, id: "seeded" };
    const { book, calls, fail } = shop([seed]);
    fail(true);
    await expect(book.open()).rejects.toThrow("no database");
    fail(false);
    await expect(book.open()).resolves.toHaveLength(2);
    expect(calls).toEqual(["all", "all", "add seeded", "all"]);
  });

  it("does not drop what was read after a failure that comes late", async () => {
    const { book, calls, hang } = shop();
    const answer = hang();
    const failed = book.open();
    await new Promise<void>((resolve) => setImmediate(resolve));
    book.forget();
    await expect(book.open()).resolves.toEqual([stored]);
    answer();
    await expect(failed).rejects.toThrow("no database");
    await book.open();
    expect(calls).toEqual(["all", "all"]);
  });

  it("knows a version for good, the newest without asking", async () => {
    const { book, calls, pass } = shop();
    await expect(book.version("friends", 1)).resolves.toEqual({ ...program, version: 1 });
    pass(1_000_000);
    await book.version("friends", 1);
    expect(calls).toEqual(["version friends@1"]);
    await book.open();
    await expect(book.version("friends", 2)).resolves.toBe(program);
    expect(calls).toEqual(["version friends@1", "all"]);
  });

  it("reads a version by the transaction it is given", async () => {
    const { book, calls } = shop();
    const version = async () => ({ ...program, version: 7 });
    await expect(book.version("friends", 7, { version })).resolves.toMatchObject({ version: 7 });
    await expect(book.version("friends", 7)).resolves.toMatchObject({ version: 7 });
    expect(calls).toEqual([]);
  });

  it("says which version is not stored, and asks again", async () => {
    const { book, calls } = shop();
    const unknown = expect.objectContaining({
      code: "GW_PROGRAM_UNKNOWN",
      action: "ignore",
      message: "program friends version 9: is not stored",
    });
    await expect(book.version("friends", 9)).rejects.toEqual(unknown);
    await expect(book.version("friends", 9)).rejects.toEqual(unknown);
    expect(calls).toEqual(["version friends@9", "version friends@9"]);
  });
});
