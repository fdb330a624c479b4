import type { Knex } from "knex";
import type { Dialect } from "../columns";

/** A step of the schema. Once released it never changes; a later step corrects it. */
export interface Migration {
  readonly name: string;
  /** Adds its statements to `schema`; runs nothing. */
  up(schema: Knex.SchemaBuilder, dialect: Dialect): void;
  down(schema: Knex.SchemaBuilder, dialect: Dialect): void;
}
