import { defineConfig } from "tsup";

export default defineConfig([
  {
    entry: {
      index: "src/index.ts",
      "next/index": "src/next/index.ts",
      "render/index": "src/render/index.ts",
    },
    format: ["esm", "cjs"],
    // The views' types are written out: the package needs no other of ours to be installed.
    dts: { resolve: [/^@goodword\//] },
    clean: true,
    sourcemap: true,
    external: ["next"],
  },
  {
    // For a script tag: nothing to install, nothing to bundle.
    entry: { "goodword.min": "src/index.ts" },
    format: ["iife"],
    platform: "browser",
    target: "es2022",
    minify: true,
    sourcemap: true,
    outExtension: () => ({ js: ".js" }),
  },
]);
