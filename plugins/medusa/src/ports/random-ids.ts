import { randomBytes, randomUUID } from "node:crypto";
import type { Ids } from "@goodword/core";

export const randomIds: Ids = {
  id: (prefix) => `${prefix}_${randomUUID().replaceAll("-", "")}`,
  bytes: (length) => randomBytes(length),
};
