import { checkPromptContent, defaultContent } from "@goodword/core";
import type { PromptField, PromptProblemJson } from "../../prompt-queries";
import { problemKind } from "./problem-kind";

const { en } = defaultContent;

it.each<[string, PromptField, string, string, string]>([
  ["nothing", "thanks", "  ", "empty", ""],
  ["a disclosure that is gone", "disclosure", "", "empty", ""],
  ["a reason without the friend's reward", "reason", "You get {advocate_reward}.", "uses", "{friend_reward}"],
  [
    "a disclosure that says too little",
    "offerDisclosure",
    "They get something.",
    "uses",
    "{advocate_reward}",
  ],
  ["a message without the link", "message", "Hello", "link", "{share_link}"],
  ["a field nobody can fill", "ask", "Know {nickname}?", "unknown", "{nickname}"],
  ["a brace that is open", "ask", "Know {first_name?", "brace", "{first_name}"],
  ["a typed amount", "ask", "Want €10?", "figure", "{friend_reward}"],
  ["a typed web address", "ask", "More at mugs.example", "address", "{share_link}"],
  ["too long a text", "ask", "a".repeat(601), "long", ""],
])("tells %s from the rest", (_, field, text, kind, named) => {
  const words = { ...en, [field]: text };
  const [problem, ...others] = checkPromptContent(words, "en");
  expect(others).toEqual([]);
  expect(problemKind(problem as PromptProblemJson, words)).toEqual({ kind, field: named });
});

it("tells a language without terms", () => {
  const [problem] = checkPromptContent(en, "fr");
  expect(problemKind(problem as PromptProblemJson, en).kind).toBe("locale");
});
