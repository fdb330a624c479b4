import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type EntityName, knexEntities } from "@goodword/store";
import { GoodwordEvent } from "./events";
import { joinerConfig } from "./modules/goodword/joiner-config";

const page = readFileSync(join(__dirname, "../../../docs/medusa-developers.md"), "utf8");
/** What stands in backticks in the first cell of a row, and the row's second cell. */
const rows = [...page.matchAll(/^\| `([\w.]+)` +\| (.*?) +\|/gm)].map(([, name = "", text = ""]) => ({
  name,
  text,
}));

/** The columns as the refusal of one that there is not lists them. */
async function columnsOf(entity: EntityName): Promise<string[]> {
  const nothing = {
    client: { dialect: "sqlite3" },
    schema: {},
    fn: {},
    from: () => ({}),
    raw: () => ({}),
  };
  const refused = await knexEntities(nothing)
    .list(entity, { nothing: 1 })
    .catch((error: Error) => error.message);
  return String(refused).split("; use ")[1]?.split(", ") ?? [];
}

describe("the page for developers", () => {
  it("lists every event and no other", () => {
    const listed = rows.map(({ name }) => name).filter((name) => /^(referral|reward)\./.test(name));
    expect(listed).toEqual(Object.values(GoodwordEvent));
  });

  it.each<EntityName>(["advocate", "code", "referral", "reward"])(
    "lists every field of %s, as the schema does",
    async (entity) => {
      const columns = await columnsOf(entity);
      expect(columns).toContain("id");
      const listed = rows.find(({ name }) => name === `goodword_${entity}`)?.text ?? "";
      expect([...listed.matchAll(/`(\w+)`/g)].map(([, field]) => field)).toEqual(columns);
      const type = `Goodword${entity.charAt(0).toUpperCase()}${entity.slice(1)}`;
      const schema = new RegExp(`type ${type} {([^}]*)}`).exec(joinerConfig.schema as string)?.[1] ?? "";
      expect([...schema.matchAll(/^\s*(\w+):/gm)].map(([, field]) => field)).toEqual(columns);
    },
  );
});
