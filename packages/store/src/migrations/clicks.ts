import type { Knex } from "knex";
import type { Dialect } from "../columns";
import type { Migration } from "./migration";

const time = (table: Knex.CreateTableBuilder, name: string) => table.timestamp(name, { useTz: true });

/** Clicks by month on PostgreSQL, what stays of them when they are deleted, and the keys of their visitors. */
export const clicks: Migration = {
  name: "002-clicks",

  up(schema, dialect) {
    schema.raw("alter table goodword_click rename to goodword_click_before");
    createClicks(schema, dialect);
    const subIds = dialect === "pg" ? "jsonb_build_object" : "json_object";
    // The visitors were hashed with a key that was made from the secret: they are told apart as they were.
    schema.raw(
      `insert into goodword_click (id, code, program_id, visitor, hour, clicked_at, channel, sub_ids, kind)
       select click.id, click.code, coalesce(code.program_id, 'unknown'), click.visitor, click.hour, click.clicked_at,
         click.channel, case when click.channel is not null then ${subIds}('s1', click.channel) end,
         case when click.bot then 'bot' else 'human' end
       from goodword_click_before click left join goodword_code code on code.code = click.code`,
    );
    schema.dropTable("goodword_click_before");
    onceAnHour(schema);
    schema.alterTable("goodword_click", (table) => {
      table.index("hour", "goodword_click_at");
      table.index("id", "goodword_click_id");
    });
    schema
      .createTable("goodword_click_hour", (table) => {
        table.text("program_id").notNullable();
        table.text("code").notNullable();
        /** `''` for none. */
        table.text("channel").notNullable();
        time(table, "hour").notNullable();
        table.text("kind").notNullable();
        table.bigInteger("clicks").notNullable();
        // The code first: staff look up what a link brought.
        table.primary(["code", "hour", "channel", "kind", "program_id"]);
      })
      .createTable("goodword_click_day", (table) => {
        /** `''` for all programs together. */
        table.text("program_id").notNullable();
        /** `2026-11-02` */
        table.text("day").notNullable();
        table.bigInteger("clicks").notNullable();
        table.bigInteger("visitors").notNullable();
        table.primary(["program_id", "day"]);
      })
      .createTable("goodword_click_progress", (table) => {
        /** One row, which whoever counts holds. */
        table.integer("id").primary();
        time(table, "rolled_until").notNullable();
        time(table, "closed_until").notNullable();
        table.text("closed_day").notNullable();
        time(table, "purged_until").notNullable();
      })
      .createTable("goodword_visitor_key", (table) => {
        table.text("day").primary();
        table.text("key").notNullable();
      });
    const never = dialect === "pg" ? "'1970-01-01T00:00:00Z'" : "0";
    schema.raw(`insert into goodword_click_progress values (1, ${never}, ${never}, '1970-01-01', ${never})`);
  },

  down(schema) {
    for (const name of ["visitor_key", "click_progress", "click_day", "click_hour"]) {
      schema.dropTable(`goodword_${name}`);
    }
    schema.raw("alter table goodword_click rename to goodword_click_after");
    schema.createTable("goodword_click", (table) => {
      table.text("id").primary();
      table.text("code").notNullable();
      table.text("visitor").notNullable();
      time(table, "hour").notNullable();
      time(table, "clicked_at").notNullable();
      table.text("channel");
      table.boolean("bot").notNullable();
    });
    schema.raw(
      `insert into goodword_click (id, code, visitor, hour, clicked_at, channel, bot)
       select id, code, visitor, hour, clicked_at, channel, kind <> 'human' from goodword_click_after`,
    );
    // With its partitions, and the name that the next line takes.
    schema.dropTable("goodword_click_after");
    onceAnHour(schema);
  },
};

function createClicks(schema: Knex.SchemaBuilder, dialect: Dialect): void {
  const { at, json, parted } =
    dialect === "pg"
      ? { at: "timestamptz", json: "jsonb", parted: " partition by range (hour)" }
      : { at: "datetime", json: "json", parted: "" };
  schema.raw(
    `create table goodword_click (id text not null, code text not null, program_id text not null, visitor text not null,
     hour ${at} not null, clicked_at ${at} not null, channel text, sub_ids ${json}, click_ids ${json},
     kind text not null)${parted}`,
  );
  // A month that nobody made loses no click.
  if (dialect === "pg") schema.raw("create table goodword_click_rest partition of goodword_click default");
}

function onceAnHour(schema: Knex.SchemaBuilder): void {
  schema.alterTable("goodword_click", (table) => {
    table.unique(["code", "visitor", "hour"], { indexName: "goodword_click_once" });
  });
}
