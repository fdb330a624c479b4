import type { Program } from "../program/program";
import type { StoredProgram } from "../program/stored-program";
import type { ProgramStore } from "./store";

/** The programs, at hand: every order and every page asks for them. */
export interface ProgramBook {
  /** Every program in its newest version, those of the configuration brought in; at most two seconds old. */
  open(): Promise<StoredProgram[]>;
  /**
   * One version, which never changes. Within a transaction give its `programs`, as a database may have no other
   * connection to read by.
   * @throws GoodwordError `GW_PROGRAM_UNKNOWN`
   */
  version(programId: string, version: number, programs?: Pick<ProgramStore, "version">): Promise<Program>;
  /** The programs as they were last read here, without asking the store; null before the first time. */
  known(): readonly StoredProgram[] | null;
  /** What was saved here is seen at once. */
  forget(): void;
}
