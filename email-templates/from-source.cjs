/** What `dist` would export, compiled anew: tests resolve the package to this file and need no build. */
const { execFileSync } = require("node:child_process");
const { join } = require("node:path");

const json = execFileSync(process.execPath, [join(__dirname, "build.mjs"), "--stdout"], {
  encoding: "utf8",
  maxBuffer: 2 ** 24,
});
module.exports = JSON.parse(json);
