import { readsProfane } from "./profanity";
import { isReservedCode } from "./reserved-codes";

export type VanityCodeProblemCode =
  | "GW_CODE_LENGTH"
  | "GW_CODE_CHARACTERS"
  | "GW_CODE_DASH"
  | "GW_CODE_RESERVED"
  | "GW_CODE_PROFANE"
  | "GW_CODE_TAKEN";

/** A code that can be used (upper case), or the first thing that is wrong with it. */
export type VanityCodeCheck =
  | { readonly code: string; readonly problem: null }
  | {
      readonly code: null;
      readonly problem: {
        readonly field: "code";
        readonly code: VanityCodeProblemCode;
        /** Names the field and what to do. */
        readonly message: string;
      };
    };

/** A code that the merchant chose (`/go/friend`). Whether it is taken already is for the store to say. */
export function checkVanityCode(text: string): VanityCodeCheck {
  const typed = text.trim();
  if (typed.length < 3 || typed.length > 40) {
    return refused("GW_CODE_LENGTH", `use 3 to 40 characters; this has ${typed.length}.`);
  }
  if (!/^[A-Za-z0-9-]+$/.test(typed)) {
    return refused("GW_CODE_CHARACTERS", "use only the letters A to Z, digits and dashes.");
  }
  if (typed.startsWith("-") || typed.endsWith("-")) {
    return refused("GW_CODE_DASH", "begin and end with a letter or a digit.");
  }
  const code = typed.toUpperCase();
  if (isReservedCode(code)) {
    return refused("GW_CODE_RESERVED", "the shop's own pages use this word; choose another.");
  }
  if (readsProfane(code)) {
    return refused("GW_CODE_PROFANE", "this could be read as a swear word; choose another.");
  }
  return { code, problem: null };
}

function refused(code: VanityCodeProblemCode, fix: string): VanityCodeCheck {
  return { code: null, problem: { field: "code", code, message: `code: ${fix}` } };
}
