import { z } from "zod";
import { operation } from "../operation";

const text = z.string().max(5_000);

/** What an editor writes for one placement in one locale. */
export const promptContent = z.strictObject({
  thanks: text,
  ask: text,
  reason: text,
  path: text,
  decline: text,
  disclosure: text,
  shareDisclosure: text,
  message: text,
  offerTitle: text,
  offerDisclosure: text,
  offerAccept: text,
});

const snapshot = z.strictObject({
  version: z.int().nonnegative(),
  defaultLocale: z.string().min(2).max(35),
  prompts: z
    .array(
      z.strictObject({
        placement: z.literal("order-confirmation"),
        locale: z.string().min(2).max(35),
        content: promptContent,
      }),
    )
    .max(200),
});

export const receiveContent = operation({
  name: "receiveContent",
  method: "POST",
  path: "/goodword/content",
  access: "signed",
  summary: "The CMS hands over what is published; the newest version is kept",
  limits: { may: ["unsigned"] },
  input: snapshot,
  output: z.object({ kept: z.boolean() }),
  act: (goodword, input) => goodword.receiveContent(input),
});
