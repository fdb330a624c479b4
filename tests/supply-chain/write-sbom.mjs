// Each published package's prepack: writes its software bill of materials beside its package.json.
import { readFile, writeFile } from "node:fs/promises";
import { sbomsOf } from "./sbom.mjs";

const { name } = JSON.parse(await readFile("package.json", "utf8"));
const bom = (await sbomsOf([name])).get(name);
await writeFile("sbom.cdx.json", `${JSON.stringify(bom, null, 2)}\n`);
