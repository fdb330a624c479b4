import { initial } from "./initial";
import type { Migration } from "./migration";

/** All steps of the schema, oldest first. */
export const migrations: readonly Migration[] = [initial];
