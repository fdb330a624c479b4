import { askRefusals } from "@goodword/core";
import { z } from "zod";
import { type Limits, type OperationRequest, operation, type Page, type Refusal } from "../operation";
import { samePersonPage, samePersonRefused } from "../pages/same-person-page";
import { by } from "./schemas";

const page = z.string().meta({ contentMediaType: "text/html" });
const token = z.string().max(2_000);
const acceptedBy = ({ headers }: OperationRequest) => headers["accept-language"] ?? "";
/** A link that works is held by its own count of tries. */
const limits: Limits<Page> = {
  guesses: ["token"],
  may: ["missed"],
  outcome: ({ status }) => (status === 404 ? "missed" : "found"),
};
const refusalPage = (request: OperationRequest, refused: Refusal) =>
  samePersonRefused(refused, acceptedBy(request));

export const askPerson = operation({
  name: "askPerson",
  method: "POST",
  path: "/proposals/:proposalId/ask",
  access: "admin",
  summary:
    "Asks both records of a proposal by mail whether they are one person: a link to one, a number to the other",
  input: z.strictObject({ proposalId: z.string().min(1).max(100), by }),
  output: z.object({ asked: z.boolean(), refusal: z.enum(askRefusals).nullable() }),
  act: (goodword, input) => goodword.askPerson(input),
});

export const showSamePerson = operation({
  name: "showSamePerson",
  method: "GET",
  path: "/goodword/same-person/:token",
  access: "open",
  summary: "The page where a person says that two addresses are theirs; opening it changes nothing",
  // What a mail program adds to a link is left out: it is no reason to show its reader an error.
  input: z.object({ token }),
  output: page,
  limits,
  refusalPage,
  act: async (goodword, { token }, request) =>
    samePersonPage(await goodword.showProof({ token }), acceptedBy(request)),
});

export const proveSamePerson = operation({
  name: "proveSamePerson",
  method: "POST",
  path: "/goodword/same-person/:token",
  access: "open",
  summary: "The number from the other mailbox: the right one makes two records one person; five tries a link",
  input: z.object({ token, number: z.string().max(2_000).catch("") }),
  output: page,
  limits,
  refusalPage,
  act: async (goodword, input, request) =>
    samePersonPage(await goodword.provePerson(input), acceptedBy(request)),
});
