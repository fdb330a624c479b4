import type { Program, ProgramState } from "./program";
import { programStates } from "./program";
import { moveProgram } from "./program-states";
import type { StoredProgram } from "./stored-program";

const legal = ["draft>live", "live>paused", "live>ended", "paused>live", "paused>ended"];
const pairs = programStates.flatMap((from) => programStates.map((to) => [from, to] as const));

function stored(state: ProgramState): StoredProgram {
  return { program: { id: "friends", version: 3 } as Program, state, seed: "hash" };
}

describe("a program", () => {
  it.each(pairs.filter(([from, to]) => legal.includes(`${from}>${to}`)))(
    "moves from %s to %s",
    (from, to) => {
      expect(moveProgram(stored(from), to)).toEqual(stored(to));
    },
  );

  it.each(pairs.filter(([from, to]) => !legal.includes(`${from}>${to}`)))(
    "cannot move from %s to %s, and says so",
    (from, to) => {
      expect(() => moveProgram(stored(from), to)).toThrow(
        expect.objectContaining({
          code: "GW_PROGRAM_STATE",
          action: "ignore",
          message: `program friends: cannot move from ${from} to ${to}`,
        }),
      );
    },
  );
});
