import { createPgConnection } from "@medusajs/framework/utils";
import { medusaIntegrationTestRunner } from "@medusajs/test-utils";
import { type Mailbox, startMailbox } from "./mailbox";
import { settle } from "./settle";
import { Shopper } from "./shopper";
import { type Shop, stockShop } from "./stock-shop";

let mailbox: Mailbox;
beforeAll(async () => {
  mailbox = await startMailbox();
  process.env.GOODWORD_TEST_SMTP_PORT = String(mailbox.port);
});
afterAll(() => mailbox.close());

/** Far beyond each bound below, also on a machine with much else to do. */
const patienceMs = 60_000;
const pause = (ms: number) => new Promise((later) => setTimeout(later, ms));

/** An answer's status and how long it took; status 0 where none came in time. */
interface Timed {
  readonly status: number;
  readonly ms: number;
}

// One table of ours is locked at a time, as a migration, a backup or a runaway report would, while a crowd comes in.
medusaIntegrationTestRunner({
  inApp: true,
  cwd: `${__dirname}/app-with-tight-limits`,
  testSuite: ({ api, getContainer, dbConnection, dbConfig }) => {
    let shop: Shop;
    let shopper: Shopper;

    beforeAll(async () => {
      // So many requests of one address are another test's subject.
      const unlimited = { enter: async () => ({ refused: false, isOverSoft: false, leave: async () => {} }) };
      Object.assign(getContainer().resolve("goodword"), { limiter: unlimited });
      shop = await stockShop(getContainer());
      shopper = new Shopper(api.defaults.baseURL, shop);
    });

    const engine = () => getContainer().resolve("goodword").engine(getContainer());

    async function timed(path: string, body?: object): Promise<Timed> {
      const began = performance.now();
      const status = await fetch(api.defaults.baseURL + path, {
        method: body === undefined ? "GET" : "POST",
        redirect: "manual",
        headers: { "content-type": "application/json", "x-publishable-api-key": shop.publishableKey },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(patienceMs),
      }).then(
        async (response) => {
          await response.text();
          return response.status;
        },
        () => 0,
      );
      return { status, ms: performance.now() - began };
    }

    /** 100 visits and 50 prompts at once, and in the midst of them what a shop cannot do without. */
    async function crowd(code: string, orderId: string) {
      const visits = Array.from({ length: 100 }, () => timed(`/go/${code}`));
      const prompts = Array.from({ length: 50 }, () => timed(`/store/goodword/orders/${orderId}/prompt`));
      const work = engine()
        .work()
        .then(
          () => "done",
          ({ code }: { code?: string }) => code,
        );
      await pause(150);
      const host = [
        await timed("/health"),
        await timed("/store/products"),
        await timed("/store/carts", { region_id: shop.regionId }),
      ];
      return {
        host,
        visits: await Promise.all(visits),
        prompts: await Promise.all(prompts),
        work: await work,
      };
    }

    const slowest = (answers: readonly Timed[]) => Math.max(...answers.map(({ ms }) => ms));
    const statuses = (answers: readonly Timed[]) => [...new Set(answers.map(({ status }) => status))].sort();

    it("mails nothing that a shopper typed for a name and that is none", async () => {
      const victim = "victim@example.com";
      await shopper.buy(await shopper.newCart(), victim, "You have won, take it at https://evil.example/win");
      await settle(getContainer(), dbConnection);
      const [mail] = mailbox.mailsFor(victim);
      // Lines of quoted-printable text are joined again.
      const source = mail?.source.replaceAll("=\r\n", "") ?? "";
      expect(source).toContain("Stoneware mug");
      expect(source).not.toMatch(/evil|You have won/);
      await shopper.buy(await shopper.newCart(), "jose@example.com", "Anne-Marie");
      await settle(getContainer(), dbConnection);
      expect(mailbox.mailsFor("jose@example.com")[0]?.source).toMatch(
        /^To: "?Anne-Marie"? <jose@example\.com>/m,
      );
    });

    it("refuses NUL and half a character by the field's name, and sends a visitor on", async () => {
      for (const [path, body, field] of [
        ["/store/goodword/offers/%00", undefined, "code"],
        ["/store/goodword/orders/order%00/prompt", undefined, "orderId"],
        ["/store/goodword/offers/ANNA/claim", '{"code":"A"}', ""],
        ["/store/goodword/carts/cart_1/claim", { claim: `\u0000${"a".repeat(30)}` }, "claim"],
        ["/store/goodword/carts/cart_1/referrer", { code: "\ud800" }, "code"],
        ["/goodword/program?locale=%00", undefined, "locale"],
        ["/goodword/program?locale=order-1", undefined, "locale"],
        [`/goodword/program?locale=${"a".repeat(8_000)}`, undefined, "locale"],
      ] as const) {
        const answer = await shopper.call(path, body);
        if (field === "") expect([path, answer.status]).toEqual([path, 200]);
        else expect([path, answer.status, answer.body.field]).toEqual([path, 400, field]);
      }
      for (const path of ["/go/%00", "/go/ANNA?s1=%00&gclid=%ED%A0%80"])
        expect([path, (await shopper.call(path)).status]).toEqual([path, 302]);
    });

    it("answers for the shop as before, and sends every visitor on, whichever table of ours is locked", async () => {
      const order = await shopper.buy(await shopper.newCart(), "anna@example.com", "Anna");
      const code = await shopper.codeOf(order.id);
      await crowd(code, order.id);
      const unlocked = await crowd(code, order.id);
      expect(statuses(unlocked.visits)).toEqual([302]);
      expect(unlocked.prompts.filter(({ status }) => status === 200)).not.toEqual([]);

      const { rows: tables } = await dbConnection.raw(
        "select tablename as name from pg_tables where schemaname = 'public' and tablename like 'goodword%' and tablename !~ '[0-9]{4}_[0-9]{2}$' order by 1",
      );
      expect(tables.length).toBeGreaterThan(15);
      const other = createPgConnection({ clientUrl: dbConfig.clientUrl, driverOptions: {} } as never);
      const faults: string[] = [];
      const figures: Record<string, number[]> = {};
      for (const { name } of tables as { name: string }[]) {
        await other.transaction(async (trx: { raw(sql: string): Promise<unknown> }) => {
          await trx.raw(`lock table "${name}" in access exclusive mode`);
          const { host, visits, prompts, work } = await crowd(code, order.id);
          figures[name] = [slowest(host), slowest(visits), slowest(prompts)].map(Math.round);
          const check = (isRight: boolean, what: string) => {
            if (!isRight) faults.push(`${name}: ${what}`);
          };
          check(statuses(host).join() === "200", `the shop answered ${statuses(host)}`);
          const bound = 10 * slowest(unlocked.host) + 2_000;
          check(slowest(host) < bound, `the shop took ${slowest(host)} ms, at most ${bound}`);
          check(statuses(visits).join() === "302", `visits were answered ${statuses(visits)}`);
          check(
            slowest(visits) < 10 * slowest(unlocked.visits) + 2_000,
            `a visit took ${slowest(visits)} ms`,
          );
          check(
            statuses(prompts).every((status) => status === 200 || status === 503),
            `prompts were answered ${statuses(prompts)}`,
          );
          check(
            slowest(prompts) < 10 * slowest(unlocked.prompts) + 8_000,
            `a prompt took ${slowest(prompts)} ms`,
          );
          check(work === "done" || work !== undefined, `a round of work ended in ${work}`);
        });
        // It recovers by itself: programs are at hand for two seconds, and what waited is over.
        let found = { status: 0, location: "" as string | null };
        for (let round = 0; round < 40 && !found.location?.includes("ref="); round++) {
          await pause(100);
          found = await shopper.call(`/go/${code}`);
        }
        if (!found.location?.includes("ref="))
          faults.push(`${name}: links lead to ${found.location} afterwards`);
        const { status } = await timed(`/store/goodword/orders/${order.id}/prompt`);
        if (status !== 200) faults.push(`${name}: a prompt is answered ${status} afterwards`);
      }
      await other.destroy();
      console.info(
        `slowest answer in ms, of the shop's, of visits, of prompts: unlocked ${[slowest(unlocked.host), slowest(unlocked.visits), slowest(unlocked.prompts)].map(Math.round)} ${JSON.stringify(figures)}`,
      );
      expect(faults).toEqual([]);
    }, 900_000);
  },
});
