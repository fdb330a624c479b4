import { z } from "zod";
import { type OperationRequest, operation } from "../operation";
import { samePersonPage, samePersonUnavailable } from "../pages/same-person-page";

const page = z.string().meta({ contentMediaType: "text/html" });
const token = z.string().max(2_000);
const acceptedBy = ({ headers }: OperationRequest) => headers["accept-language"] ?? "";
const failurePage = (request: OperationRequest) => samePersonUnavailable(acceptedBy(request));

export const showSamePerson = operation({
  name: "showSamePerson",
  method: "GET",
  path: "/goodword/same-person/:token",
  access: "open",
  summary: "The page where a person says that two addresses are theirs; opening it changes nothing",
  // What a mail program adds to a link is left out: it is no reason to show its reader an error.
  input: z.object({ token }),
  output: page,
  failurePage,
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
  failurePage,
  act: async (goodword, input, request) =>
    samePersonPage(await goodword.provePerson(input), acceptedBy(request)),
});
