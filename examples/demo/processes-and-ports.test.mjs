import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { describe, it } from "node:test";
import { portsFromEnvironment } from "./environment.mjs";
import { freePorts, isPortFree } from "./ports.mjs";
import { endProcess, identify, isRunning } from "./process-identity.mjs";

describe("processes and ports", () => {
  it("ends a process that ignores the polite signal, with what it started", async () => {
    const stubborn = `process.on("SIGTERM", () => {});
      const child = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
      console.log(child.pid); setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ["-e", stubborn], {
      detached: true,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = await once(parent.stdout, "data");
    const child = identify(Number(line));
    const identity = identify(parent.pid);
    assert.ok(isRunning(identity) && isRunning(child));

    await endProcess(identity, { graceMs: 100, group: true });
    assert.ok(!isRunning(identity));
    while (isRunning(child)) await new Promise((resolve) => setTimeout(resolve, 10));
  });

  it("leaves a stranger alone that was given the same pid", async () => {
    const stranger = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { detached: true });
    await once(stranger, "spawn");
    await endProcess({ pid: stranger.pid, started: "another time" }, { graceMs: 0, group: true });
    assert.ok(identify(stranger.pid));
    stranger.kill("SIGKILL");
  });

  it("tells a taken port from a free one", async () => {
    const [port] = await freePorts(1);
    assert.equal(await isPortFree(port), true);
    const server = createServer().listen(port, "127.0.0.1");
    await once(server, "listening");
    assert.equal(await isPortFree(port), false);
    server.close();
  });

  it("moves a port by its variable and refuses what is no port, naming the variable", () => {
    assert.equal(portsFromEnvironment({ GOODWORD_PORT_SHOP: "8123" }).shop, 8123);
    assert.throws(() => portsFromEnvironment({ GOODWORD_PORT_MEDUSA: "90000" }), /GOODWORD_PORT_MEDUSA/);
  });
});
