import { declineReasons, type ProgramDefinition, programStates, rejectionReasons } from "@goodword/core";
import { z } from "zod";
import { operation } from "../operation";
import { currencyCode, locale } from "./schemas";

// Its own check names every problem with its field; a schema here would name the first one only.
const definition = z.record(z.string(), z.unknown()).describe("A program's definition, without its version");
const programId = z.string().min(1).max(100);
const state = z.enum(programStates);
const problems = z.array(z.object({ field: z.string(), code: z.string(), message: z.string() }));
const program = z.looseObject({ id: z.string(), version: z.int() });
const listed = z.object({ program, state });
const sums = z.array(z.object({ amount: z.string(), currency: z.string() }));

export const listPrograms = operation({
  name: "listPrograms",
  method: "GET",
  path: "/programs",
  access: "admin",
  summary: "Every program with its state, by id",
  input: z.strictObject({}),
  output: z.object({ programs: z.array(listed) }),
  act: (goodword) => goodword.listPrograms(),
});

export const showProgram = operation({
  name: "showProgram",
  method: "GET",
  path: "/programs/:programId",
  access: "admin",
  summary: "A program with its versions, the newest first",
  input: z.strictObject({ programId }),
  output: z.object({
    program: listed.extend({ fromConfiguration: z.boolean(), versions: z.array(program) }),
  }),
  act: (goodword, input) => goodword.showProgram(input),
});

export const saveProgram = operation({
  name: "saveProgram",
  method: "POST",
  path: "/programs",
  access: "admin",
  summary: "Saves a program as a new version, or says every problem with its field",
  input: z.strictObject({ definition, state: state.optional() }),
  output: z.object({ saved: listed.nullable(), problems }),
  act: (goodword, input) => goodword.saveProgram(input),
});

export const setProgramState = operation({
  name: "setProgramState",
  method: "POST",
  path: "/programs/:programId/state",
  access: "admin",
  summary: "Starts, pauses, resumes or ends a program",
  input: z.strictObject({ programId, state }),
  output: z.object({ program: listed }),
  act: (goodword, input) => goodword.setProgramState(input),
});

export const previewTerms = operation({
  name: "previewTerms",
  method: "POST",
  path: "/program-terms",
  access: "admin",
  summary: "What an unsaved definition would promise; nothing is written",
  input: z.strictObject({ definition, locale, currency: currencyCode }),
  output: z.object({
    preview: z
      .object({
        locale: z.string(),
        shopName: z.string(),
        friendReward: z.string(),
        advocateReward: z.string(),
        conditions: z.string(),
        offerConditions: z.string(),
        terms: z.array(z.string()),
      })
      .nullable()
      .describe("Null where the definition has problems or offers nothing in the currency"),
    problems,
  }),
  act: (goodword, input) => goodword.previewTerms(input),
});

export const simulateProgram = operation({
  name: "simulateProgram",
  method: "POST",
  path: "/program-simulation",
  access: "admin",
  summary: "What an unsaved definition would have paid for past orders; nothing is written",
  input: z
    .strictObject({ definition, from: z.iso.datetime(), to: z.iso.datetime() })
    .refine(({ from, to }) => new Date(from) < new Date(to), { path: ["to"], error: "must be after from" }),
  output: z.object({
    simulation: z
      .object({
        orders: z.int(),
        attributed: z.int(),
        qualified: z.int(),
        rejected: z.partialRecord(z.enum(rejectionReasons), z.int()),
        declined: z.partialRecord(z.enum(declineReasons), z.int()),
        wouldPay: sums,
        paid: sums,
        people: z.array(
          z.object({ participantId: z.string(), rewards: z.int(), wouldPay: sums, paid: sums }),
        ),
      })
      .nullable(),
    problems,
  }),
  // The use case checks the definition before it reads any of it.
  act: (goodword, input) =>
    goodword.simulateProgram({
      definition: input.definition as unknown as ProgramDefinition,
      from: new Date(input.from),
      to: new Date(input.to),
    }),
});
