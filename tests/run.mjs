import { checkNode } from "../examples/demo/check-node.mjs";

checkNode();
await import("./npm-test.mjs");
