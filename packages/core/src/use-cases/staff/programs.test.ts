import type { GoodwordError } from "../../errors";
import type { Engine } from "../../ports/ports";
import type { ProgramStore, Stores } from "../../ports/store";
import { definitionHash } from "../../program/definition-hash";
import type { Program, ProgramDefinition } from "../../program/program";
import type { StoredProgram } from "../../program/stored-program";
import { listPrograms, saveProgram, seedPrograms, setProgramState } from "./programs";

const now = new Date("2026-11-02T09:00:00Z");

function definition(change: Partial<ProgramDefinition> = {}): ProgramDefinition {
  return {
    id: "friends",
    shopName: "Mug & Co",
    landingUrl: "https://shop.example/welcome",
    shareUrl: "https://shop.example/go",
    codeWord: "FRIEND",
    friend: { type: "percentage", percent: 10 },
    rewards: [
      {
        id: "order",
        side: "advocate",
        kind: "discount-code",
        trigger: { on: "order" },
        amount: { type: "fixed", amounts: { eur: "10" } },
      },
    ],
    conditions: [],
    attributionWindowDays: 30,
    holdDays: 30,
    ...change,
  };
}

/** Programs in memory. Every call takes a turn, so that others come between; transactions undo what failed. */
function shop(seeds: readonly ProgramDefinition[] = []) {
  let versions: Program[] = [];
  let states = new Map<string, Pick<StoredProgram, "state" | "seed">>();
  const added: Date[] = [];
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  const programs: ProgramStore = {
    async all() {
      await turn();
      return [...states].map(([id, rest]) => ({
        program: versions.filter((program) => program.id === id).at(-1) as Program,
        ...rest,
      }));
    },
    async version(id, version) {
      await turn();
      return versions.find((program) => program.id === id && program.version === version) ?? null;
    },
    async add({ program, state, seed }, at) {
      await turn();
      if (versions.some(({ id, version }) => id === program.id && version === program.version)) return false;
      versions = [...versions, program];
      states.set(program.id, { state: states.get(program.id)?.state ?? state, seed });
      added.push(at);
      return true;
    },
    async move(id, from, to) {
      await turn();
      const known = states.get(id);
      if (known?.state !== from) return false;
      states.set(id, { ...known, state: to });
      return true;
    },
  };
  let forgotten = 0;
  const store = {
    programs,
    async transaction<T>(work: (stores: Stores) => Promise<T>): Promise<T> {
      const before = { versions, states: new Map(states) };
      try {
        return await work({ programs: store.programs } as unknown as Stores);
      } catch (error) {
        ({ versions, states } = before);
        throw error;
      }
    },
  };
  const engine = {
    store,
    clock: { now: () => now },
    issuer: { kinds: ["discount-code"] },
    options: { programs: seeds },
    book: {
      open: async () => [],
      forget: () => {
        forgotten += 1;
      },
    },
  } as unknown as Engine;
  return {
    engine,
    store,
    added,
    forgotten: () => forgotten,
    with: (programs: readonly ProgramDefinition[]): Engine => ({
      ...engine,
      options: { ...engine.options, programs },
    }),
    kept: () => versions.map(({ id, version, holdDays }) => `${id}@${version} ${holdDays}`),
    state: (id: string) => states.get(id),
  };
}

/** The first `times` calls answer that somebody else was first. */
function lost(store: { programs: ProgramStore }, act: "add" | "move", times: number): void {
  const { programs } = store;
  let left = times;
  store.programs = {
    ...programs,
    [act]: async (...rest: unknown[]) => {
      if (left > 0) {
        left -= 1;
        return false;
      }
      return (programs[act] as (...rest: unknown[]) => Promise<boolean>)(...rest);
    },
  };
}

const failure = (code: string, change: Partial<GoodwordError> = {}) =>
  expect.objectContaining({ code, ...change });

describe("saving a program", () => {
  it("makes a draft of a new one, and its first version", async () => {
    const { engine, kept, state, added, forgotten } = shop();
    await expect(saveProgram(engine, { definition: definition() })).resolves.toEqual({
      saved: { program: { ...definition(), version: 1 }, state: "draft" },
      problems: [],
    });
    expect(kept()).toEqual(["friends@1 30"]);
    expect(state("friends")).toEqual({ state: "draft", seed: null });
    expect(added).toEqual([now]);
    expect(forgotten()).toBe(1);
  });

  it("may put it live at once, and not where it cannot begin", async () => {
    const { engine, kept, state } = shop();
    await expect(saveProgram(engine, { definition: definition(), state: "paused" })).rejects.toEqual(
      failure("GW_PROGRAM_STATE", { message: "program friends: cannot move from draft to paused" }),
    );
    expect(kept()).toEqual([]);
    await expect(saveProgram(engine, { definition: definition(), state: "live" })).resolves.toMatchObject({
      saved: { state: "live" },
    });
    expect(state("friends")).toEqual({ state: "live", seed: null });
  });

  it("keeps nothing of one with problems, and says them", async () => {
    const { engine, kept, forgotten } = shop();
    const { saved, problems } = await saveProgram(engine, { definition: { ...definition(), holdDays: -1 } });
    expect(saved).toBeNull();
    expect(problems).toEqual([
      {
        field: "holdDays",
        code: "GW_PROGRAM_VALUE",
        message: "holdDays: expected a whole number from 0 to 365, got -1",
      },
    ]);
    expect([kept(), forgotten()]).toEqual([[], 0]);
  });

  it("refuses what the shop cannot issue", async () => {
    const rewards = definition().rewards.map((rule) => ({ ...rule, kind: "payout" as const }));
    const { problems } = await saveProgram(shop().engine, { definition: definition({ rewards }) });
    expect(problems).toMatchObject([{ field: "rewards[0].kind", code: "GW_PROGRAM_KIND" }]);
  });

  it("makes a version of a change, and none where nothing changed", async () => {
    const { engine, kept } = shop();
    await saveProgram(engine, { definition: definition(), state: "live" });
    const turned = Object.fromEntries(Object.entries(definition()).reverse());
    await expect(saveProgram(engine, { definition: turned })).resolves.toMatchObject({
      saved: { program: { version: 1 }, state: "live" },
    });
    await expect(saveProgram(engine, { definition: definition({ holdDays: 14 }) })).resolves.toMatchObject({
      saved: { program: { version: 2, holdDays: 14 }, state: "live" },
    });
    expect(kept()).toEqual(["friends@1 30", "friends@2 14"]);
  });

  it("moves it in the same breath, with a new version or without", async () => {
    const { engine, kept, state } = shop();
    await saveProgram(engine, { definition: definition() });
    await saveProgram(engine, { definition: definition(), state: "live" });
    expect([kept(), state("friends")?.state]).toEqual([["friends@1 30"], "live"]);
    await saveProgram(engine, { definition: definition({ holdDays: 14 }), state: "paused" });
    expect([kept(), state("friends")?.state]).toEqual([["friends@1 30", "friends@2 14"], "paused"]);
  });

  it("leaves no version behind where the move is not legal", async () => {
    const { engine, kept } = shop();
    await saveProgram(engine, { definition: definition() });
    await expect(
      saveProgram(engine, { definition: definition({ holdDays: 14 }), state: "ended" }),
    ).rejects.toEqual(failure("GW_PROGRAM_STATE"));
    expect(kept()).toEqual(["friends@1 30"]);
  });

  it("does not wake one that has ended", async () => {
    const { engine, kept } = shop();
    await saveProgram(engine, { definition: definition(), state: "live" });
    await setProgramState(engine, { programId: "friends", state: "ended" });
    await expect(saveProgram(engine, { definition: definition({ holdDays: 14 }) })).resolves.toEqual({
      saved: null,
      problems: [
        { field: "id", code: "GW_PROGRAM_ENDED", message: 'id: program "friends" has ended; use another id' },
      ],
    });
    expect(kept()).toEqual(["friends@1 30"]);
  });

  it.each(["add", "move"] as const)("tries once more when somebody else was first: %s", async (act) => {
    const { engine, store, kept, state } = shop();
    await saveProgram(engine, { definition: definition() });
    lost(store, act, 1);
    const input = { definition: definition({ holdDays: 14 }), state: "live" } as const;
    await expect(saveProgram(engine, input)).resolves.toMatchObject({ saved: { program: { version: 2 } } });
    expect([kept(), state("friends")?.state]).toEqual([["friends@1 30", "friends@2 14"], "live"]);
  });

  it.each(["add", "move"] as const)("gives up for now when that happens twice: %s", async (act) => {
    const { engine, store, kept } = shop();
    await saveProgram(engine, { definition: definition() });
    lost(store, act, 2);
    const input = { definition: definition({ holdDays: 14 }), state: "live" } as const;
    await expect(saveProgram(engine, input)).rejects.toEqual(
      failure("GW_PROGRAM_RACE", {
        action: "retry",
        message: "program friends: others changed it at the same time; try again",
      }),
    );
    expect(kept()).toEqual(["friends@1 30"]);
  });

  it("passes on what failed otherwise, at once", async () => {
    const { engine, store } = shop();
    let calls = 0;
    store.programs = {
      ...store.programs,
      all: async () => {
        calls += 1;
        throw new Error("no database");
      },
    };
    await expect(saveProgram(engine, { definition: definition() })).rejects.toThrow("no database");
    expect(calls).toBe(1);
  });
});

describe("moving a program", () => {
  it("keeps the new state, and does nothing where it is so already", async () => {
    const { engine, state, forgotten } = shop([definition()]);
    await seedPrograms(engine);
    const program = { ...definition(), version: 1 };
    const pause = { programId: "friends", state: "paused" } as const;
    await expect(setProgramState(engine, pause)).resolves.toEqual({ program: { program, state: "paused" } });
    await expect(setProgramState(engine, pause)).resolves.toEqual({ program: { program, state: "paused" } });
    expect(state("friends")?.state).toBe("paused");
    expect(forgotten()).toBe(2);
  });

  it("fails for one that is not stored, and for a move that is not legal", async () => {
    const { engine } = shop([definition()]);
    await seedPrograms(engine);
    await expect(setProgramState(engine, { programId: "other", state: "live" })).rejects.toEqual(
      failure("GW_PROGRAM_UNKNOWN", { action: "ignore", message: "program other: is not stored" }),
    );
    await expect(setProgramState(engine, { programId: "friends", state: "draft" })).rejects.toEqual(
      failure("GW_PROGRAM_STATE"),
    );
  });

  it("tries once more when somebody else was first, and not twice", async () => {
    const { engine, store, state } = shop([definition()]);
    await seedPrograms(engine);
    lost(store, "move", 1);
    await setProgramState(engine, { programId: "friends", state: "paused" });
    expect(state("friends")?.state).toBe("paused");
    lost(store, "move", 2);
    await expect(setProgramState(engine, { programId: "friends", state: "ended" })).rejects.toEqual(
      failure("GW_PROGRAM_RACE"),
    );
  });
});

describe("the list of programs", () => {
  it("is by id, in the newest version", async () => {
    const { engine } = shop();
    for (const id of ["b", "c", "a"]) await saveProgram(engine, { definition: definition({ id }) });
    await saveProgram(engine, { definition: definition({ id: "b", holdDays: 1 }) });
    const { programs } = await listPrograms(engine);
    expect(programs.map(({ program }) => `${program.id}@${program.version}`)).toEqual(["a@1", "b@2", "c@1"]);
    expect(programs[0]).toEqual({ program: { ...definition({ id: "a" }), version: 1 }, state: "draft" });
  });
});

describe("the programs of the configuration", () => {
  it("go live when they are new, and once", async () => {
    const { engine, kept, state, added } = shop([definition(), definition({ id: "second" })]);
    await seedPrograms(engine);
    await seedPrograms(engine);
    expect(kept()).toEqual(["friends@1 30", "second@1 30"]);
    expect(state("friends")).toEqual({ state: "live", seed: definitionHash(definition()) });
    expect(added).toEqual([now, now]);
  });

  it("make a version when the configuration changes, in whatever state they are", async () => {
    const first = shop([definition()]);
    await seedPrograms(first.engine);
    await setProgramState(first.engine, { programId: "friends", state: "paused" });
    const changed = definition({ holdDays: 14 });
    await seedPrograms(first.with([changed]));
    expect(first.kept()).toEqual(["friends@1 30", "friends@2 14"]);
    expect(first.state("friends")).toEqual({ state: "paused", seed: definitionHash(changed) });
  });

  it("leave alone what staff changed, until the configuration changes", async () => {
    const { engine, kept, with: having } = shop([definition()]);
    await seedPrograms(engine);
    await saveProgram(engine, { definition: definition({ holdDays: 7 }) });
    await seedPrograms(engine);
    expect(kept()).toEqual(["friends@1 30", "friends@2 7"]);
    await seedPrograms(having([definition({ holdDays: 14 })]));
    expect(kept().at(-1)).toBe("friends@3 14");
  });

  it("remember a change that staff had made before, so that a restart does not undo what staff do next", async () => {
    const { engine, kept, with: having } = shop([definition()]);
    await seedPrograms(engine);
    await saveProgram(engine, { definition: definition({ holdDays: 14 }) });
    const changed = having([definition({ holdDays: 14 })]);
    await seedPrograms(changed);
    await saveProgram(changed, { definition: definition({ holdDays: 7 }) });
    await seedPrograms(changed);
    expect(kept().at(-1)).toBe("friends@4 7");
  });

  it("take over one that staff had made", async () => {
    const { engine, kept, state } = shop([definition({ holdDays: 14 })]);
    await saveProgram(engine, { definition: definition() });
    await seedPrograms(engine);
    expect(kept()).toEqual(["friends@1 30", "friends@2 14"]);
    expect(state("friends")?.state).toBe("draft");
  });

  it("do not wake one that has ended", async () => {
    const { engine, kept, with: having } = shop([definition()]);
    await seedPrograms(engine);
    await setProgramState(engine, { programId: "friends", state: "ended" });
    await seedPrograms(having([definition({ holdDays: 14 })]));
    expect(kept()).toEqual(["friends@1 30"]);
  });

  it("are refused with everything that is wrong with them", async () => {
    const { engine, kept } = shop([definition({ holdDays: -1, codeWord: "x" })]);
    await expect(seedPrograms(engine)).rejects.toEqual(
      failure("GW_PROGRAM_INVALID", {
        action: "fix-config",
        message:
          'options.programs, program friends: codeWord: expected 2 to 12 capital letters, such as "FRIEND", got "x"; holdDays: expected a whole number from 0 to 365, got -1',
      }),
    );
    expect(kept()).toEqual([]);
  });

  it("make one version when ten instances start at once", async () => {
    const { engine, kept, with: having } = shop([definition()]);
    const ten = (each: Engine) => Promise.all(Array.from({ length: 10 }, () => seedPrograms(each)));
    await ten(engine);
    expect(kept()).toEqual(["friends@1 30"]);
    await ten(having([definition({ holdDays: 14 })]));
    expect(kept()).toEqual(["friends@1 30", "friends@2 14"]);
  });
});
