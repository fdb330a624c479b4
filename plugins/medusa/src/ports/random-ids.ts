import { randomBytes } from "node:crypto";
import type { Ids } from "@goodword/core";
import { generateEntityId } from "@medusajs/framework/utils";

export const randomIds: Ids = {
  // Medusa's own ids grow with time: what is new stands together in every index.
  id: (prefix) => generateEntityId(undefined, prefix),
  bytes: (length) => randomBytes(length),
};
