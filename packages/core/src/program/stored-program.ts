import type { Program, ProgramState } from "./program";

export interface StoredProgram {
  /** The newest version. */
  readonly program: Program;
  readonly state: ProgramState;
  /** Hash of the definition that the shop's configuration last gave, null for one made by staff. */
  readonly seed: string | null;
}
