// An advocate opens their own link, over real HTTP: directly, and through real proxies.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createGoodword } from "@goodword/core";
import {
  anOrder,
  aProgramDefinition,
  aRule,
  forwardingProxy,
  memoryBenefit,
  memoryIssuer,
  memoryOrders,
  memoryStore,
  testClock,
  testIds,
} from "@goodword/testing";
import express from "express";
import { mountExpress, openShareLink, watchProxies } from "./index";
import { createLimiter } from "./limits/limiter";

const anna = anOrder({ placedAt: testClock().now() });
const content = { kind: "gated-content", amount: { type: "units", count: 1, item: "course" } } as const;

let closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing) await close();
  closing = [];
});

/** A shop whose program opens content for 20 invitations, behind as many proxies as it trusts or fewer. */
async function shop({ trusted, standing }: { trusted: number; standing: number }) {
  const clock = testClock();
  const issuer = memoryIssuer();
  const watch = watchProxies({
    trustProxy: trusted,
    seed: 1,
    now: () => clock.now().getTime(),
    warn: () => {},
  });
  const engine = createGoodword(
    {
      store: memoryStore({ now: () => clock.now() }),
      clock,
      ids: testIds(3),
      orders: memoryOrders(anna),
      issuer,
      benefit: memoryBenefit(),
      notifier: null,
      log: { warn: () => {} },
      warnings: () => watch.warnings(),
    },
    {
      secret: "s".repeat(32),
      programs: [
        aProgramDefinition({
          holdDays: 0,
          rewards: [
            aRule({
              id: "invited",
              trigger: { on: "level", level: 1, requires: { invitations: 20 } },
              ...content,
            }),
          ],
        }),
      ],
      mails: { orderConfirmation: false },
    },
  );
  const { prompt } = await engine.showPrompt({ orderId: anna.id });
  const code = prompt?.link.split("/").pop() ?? "";
  const app = express();
  const limiter = createLimiter();
  const serve = mountExpress(openShareLink, {
    goodword: () => engine,
    trustedProxies: trusted,
    proxies: () => watch,
    limiter: () => limiter,
    report: (error) => {
      throw error;
    },
  });
  app.get("/go/:code", (request, response) => serve(request as never, response));
  const server: Server = createServer(app);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  closing.push(() => new Promise((closed) => server.close(closed)));
  let url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (let n = 0; n < standing; n += 1) {
    const proxy = await forwardingProxy(url);
    closing.unshift(() => proxy.close());
    url = proxy.url;
  }
  const visit = (n: number, headers: Record<string, string> = {}) =>
    fetch(`${url}/go/${code}`, {
      redirect: "manual",
      headers: { "user-agent": `Mozilla/5.0 (X11; rv:${n}.0) Gecko/20100101 Firefox/${n}.0`, ...headers },
    });
  return {
    visit,
    engine,
    issuer,
    async invitations() {
      const { rows } = await engine.listAdvocates({ limit: 1, offset: 0 });
      return rows[0]?.invitations;
    },
    async share() {
      await engine.recordShare({ orderId: anna.id, channel: "copy" });
      for (let round = 0; round < 3; round += 1) await engine.work();
    },
  };
}

/** What a visitor can write beside another browser's name. */
const forgeries: readonly [name: string, headers: (n: number) => Record<string, string>][] = [
  ["nothing more", () => ({})],
  ["an address", (n) => ({ "x-forwarded-for": `203.0.${n}.9` })],
  ["three addresses", (n) => ({ "x-forwarded-for": `203.0.${n}.9, 198.51.${n}.1, 192.0.${n}.2` })],
  ["no addresses", (n) => ({ "x-forwarded-for": `made-up-${n}, , ${n}` })],
  [
    "other headers",
    (n) => ({ forwarded: `for=203.0.${n}.9`, "x-real-ip": `203.0.${n}.9`, "true-client-ip": `203.0.${n}.9` }),
  ],
];

describe.each([0, 1, 2])("behind %i proxies, all of them trusted", (proxies) => {
  it.each(forgeries)(
    "25 visits of one's own count once and open nothing, with %s",
    async (_name, headers) => {
      const { visit, invitations, share, issuer } = await shop({ trusted: proxies, standing: proxies });
      for (let n = 0; n < 25; n += 1) expect((await visit(100 + n, headers(n))).status).toBe(302);
      expect(await invitations()).toBe(1);
      await share();
      expect(issuer.issued.size).toBe(0);
    },
  );
});

it.each([1, 2])("20 visits from as many networks open it, behind %i proxies", async (proxies) => {
  const { visit, invitations, share, issuer } = await shop({ trusted: proxies, standing: proxies });
  for (let n = 0; n < 20; n += 1) {
    await visit(100, { "x-test-address": `203.0.${n}.9`, "x-forwarded-for": "6.6.6.6" });
  }
  expect(await invitations()).toBe(20);
  await share();
  expect(issuer.issued.size).toBe(1);
});

it("believes no header where a trusted proxy was passed by", async () => {
  const { visit, invitations, engine } = await shop({ trusted: 2, standing: 1 });
  for (let n = 0; n < 25; n += 1) await visit(100 + n, {});
  expect(await invitations()).toBe(1);
  expect((await engine.readHealth()).warnings).toEqual([
    { code: "trust-proxy-too-high", params: { trustProxy: 2, suggested: 1 } },
  ]);
});

it("says on the health page that a proxy stands there which nobody counted", async () => {
  const { visit, engine } = await shop({ trusted: 0, standing: 1 });
  for (let n = 0; n < 25; n += 1) await visit(100 + n);
  expect((await engine.readHealth()).warnings).toEqual([
    { code: "trust-proxy-too-low", params: { trustProxy: 0, suggested: 1 } },
  ]);
});
