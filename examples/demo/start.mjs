import { checkNode } from "./check-node.mjs";

checkNode();
await import("./npm-start.mjs");
