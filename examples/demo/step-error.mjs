import { stripVTControlCharacters } from "node:util";

/** A step that failed for a reason that can be told in one sentence with what to do about it. */
export class StepError extends Error {
  /**
   * @param {string} sentence  what went wrong and what to do
   * @param {{log?: string, cause?: unknown}} [details]  where to read more
   */
  constructor(sentence, { log, cause } = {}) {
    super(sentence, { cause });
    this.name = "StepError";
    this.log = log;
  }
}

/** The one sentence a person reads. @param {unknown} error */
export function sentenceOf(error) {
  if (error?.code === "ENOSPC") return "The disk is full: free some space and run the command again.";
  const sentence = stripVTControlCharacters(error instanceof Error ? error.message : String(error)).trim();
  return error instanceof StepError && error.log ? `${sentence} The log is ${error.log}.` : sentence;
}
