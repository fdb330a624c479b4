import { mkdirSync, writeFileSync } from "node:fs";
import { openApiDocument } from "../dist/index.mjs";

const folder = new URL("../../../docs/reference/", import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL("openapi.json", folder), `${JSON.stringify(openApiDocument(), null, 2)}\n`);
