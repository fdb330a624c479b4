import { GoodwordError } from "../errors";
import type { ProgramState } from "./program";
import type { StoredProgram } from "./stored-program";

const moves: Record<ProgramState, readonly ProgramState[]> = {
  draft: ["live"],
  live: ["paused", "ended"],
  paused: ["live", "ended"],
  // Final: people kept what they earned under it, and a second life would promise it anew.
  ended: [],
};

/** @throws GoodwordError `GW_PROGRAM_STATE` naming both states when the move is not legal */
export function moveProgram(stored: StoredProgram, to: ProgramState): StoredProgram {
  if (!moves[stored.state].includes(to)) {
    throw new GoodwordError(
      "GW_PROGRAM_STATE",
      `program ${stored.program.id}: cannot move from ${stored.state} to ${to}`,
      { action: "ignore" },
    );
  }
  return { ...stored, state: to };
}
