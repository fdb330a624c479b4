import { z } from "zod";
import { operation } from "../operation";
import { promptContent } from "./content";
import { offerView, promptView, locale as tag } from "./schemas";

const locale = tag.unwrap();
const written = { locale, content: promptContent };
const problems = z.array(z.object({ field: z.string(), code: z.string(), message: z.string() }));
const prompts = z.object({
  version: z.int().describe("Milliseconds of the Unix epoch at publication; 0 while nothing was published"),
  editedIn: z.enum(["admin", "cms"]),
  prompts: z.array(
    z.object({
      placement: z.literal("order-confirmation"),
      locale: z.string(),
      content: promptContent,
      isPublished: z.boolean().describe("False where shoppers see another language in its place"),
      isShipped: z.boolean().describe("Whether these are the words Goodword ships"),
      isDefault: z.boolean().describe("Whether it is shown where a shopper's language has no words"),
      suggested: promptContent.describe("The words Goodword ships"),
    }),
  ),
});

export const listPrompts = operation({
  name: "listPrompts",
  method: "GET",
  path: "/prompts",
  access: "admin",
  summary: "The prompts of every language, as staff edit them",
  input: z.strictObject({}),
  output: prompts,
  act: (goodword) => goodword.listPrompts(),
});

export const previewPrompt = operation({
  name: "previewPrompt",
  method: "POST",
  path: "/prompt-preview",
  access: "admin",
  summary:
    "What shoppers would see of unpublished words, and what forbids publishing them; nothing is written",
  input: z.strictObject(written),
  output: z.object({
    views: z
      .object({ prompt: promptView, offer: offerView })
      .nullable()
      .describe("Null where no open program says what is given"),
    problems,
  }),
  act: (goodword, input) => goodword.previewPrompt(input),
});

export const publishPrompt = operation({
  name: "publishPrompt",
  method: "POST",
  path: "/prompts",
  access: "admin",
  summary: "Publishes the prompt of a language, or says everything that forbids it",
  input: z.strictObject({
    ...written,
    isDefault: z.boolean().describe("True to show it where a shopper's language has no words"),
    version: z.int().nonnegative().describe("The version that was edited"),
  }),
  output: z.object({ published: prompts.nullable(), problems }),
  act: (goodword, input) => goodword.publishPrompt(input),
});
