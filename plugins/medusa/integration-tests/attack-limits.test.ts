import { ceilings, createLimiter, postgresCounts } from "@goodword/api";
import { ContainerRegistrationKeys, generateJwtToken } from "@medusajs/framework/utils";
import { medusaIntegrationTestRunner } from "@medusajs/test-utils";
import { type Mailbox, startMailbox } from "./mailbox";
import { type Answer, Shopper } from "./shopper";
import { type Shop, stockShop } from "./stock-shop";

let mailbox: Mailbox;
beforeAll(async () => {
  mailbox = await startMailbox();
  process.env.GOODWORD_TEST_SMTP_PORT = String(mailbox.port);
});
afterAll(() => mailbox.close());

/** At codes; a slow machine may be given fewer to try. */
const attempts = Number(process.env.GOODWORD_GUESSES ?? 400);
const alphabet = "256789BCDFGHJKMNPQRSTVWXYZ";
let guesses = 0;
/** A code of the form that the shop's have, never the same twice. */
const guess = (word = "FRIEND") => {
  guesses += 1;
  let [rest, code] = [guesses, ""];
  for (let n = 0; n < 9; n += 1) {
    code += alphabet[rest % alphabet.length];
    rest = Math.floor(rest / alphabet.length);
  }
  return `${word}-${code}`;
};
const later = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));
const atMost = (what: "missed" | "refused" | "mistyped", kind: "address" | "cart") =>
  Math.max(...(ceilings[what][kind] ?? []).map(({ most }) => most));

medusaIntegrationTestRunner({
  inApp: true,
  cwd: `${__dirname}/app-behind-proxy`,
  testSuite: ({ api, getContainer, dbConnection }) => {
    let shop: Shop;
    let shopper: Shopper;
    let staff: Shopper;

    beforeAll(async () => {
      shop = await stockShop(getContainer());
      const token = generateJwtToken(
        { actor_id: shop.userId, actor_type: "user", auth_identity_id: "authid_tests", app_metadata: {} },
        { secret: "jwt-secret-of-the-tests", expiresIn: "1h" },
      );
      staff = new Shopper(api.defaults.baseURL, shop, token);
      shopper = new Shopper(api.defaults.baseURL, shop);
    });

    let addresses = 0;
    /** Again where the server closed a connection that was kept open just when it was used, as a busy machine's does. */
    const callAgain = async (path: string, body: unknown, from: Record<string, string>): Promise<Answer> => {
      for (let tries = 0; ; tries += 1) {
        try {
          return await shopper.call(path, body, from);
        } catch (error) {
          if (tries === 3 || (error as { cause?: { code?: string } }).cause?.code !== "ECONNRESET")
            throw error;
        }
      }
    };
    /** Somebody at an address of their own. */
    const stranger = () => {
      addresses += 1;
      const from = { "x-forwarded-for": `198.51.100.${addresses}` };
      const call = (path: string, body?: unknown) => callAgain(path, body, from);
      return {
        call,
        /** All of them, twenty at once. */
        async callAll(calls: readonly [path: string, body?: unknown][]): Promise<Answer[]> {
          const answers: Answer[] = [];
          const queue = [...calls];
          const work = async () => {
            for (let next = queue.shift(); next !== undefined; next = queue.shift())
              answers.push(await call(...next));
          };
          await Promise.all(Array.from({ length: 20 }, work));
          return answers;
        },
      };
    };
    type Stranger = ReturnType<typeof stranger>;

    /** What a try answers; once more where it answers null, as on a slow machine a limit's minute ends meanwhile. */
    const overAgain = async <T>(attempt: (n: number) => Promise<T | null>): Promise<T> => {
      for (let n = 0; n < 5; n += 1) {
        const answer = await attempt(n);
        if (answer !== null) return answer;
      }
      throw new Error("the minute ended five times in between");
    };

    /** What two links lead to while their visitor is over the limit: on a slow machine its minute may end meanwhile. */
    const linksOver = (visitor: Stranger, code: string): Promise<(string | null)[]> =>
      overAgain(async () => {
        const misses = Array.from({ length: 40 }, (): [string] => [`/store/goodword/offers/${guess()}`]);
        await visitor.callAll(misses);
        const before = await visitor.call(`/store/goodword/offers/${code}`);
        const links = [await visitor.call(`/go/${code}`), await visitor.call(`/go/${guess()}`)];
        const after = await visitor.call(`/store/goodword/offers/${guess()}`);
        if (before.status !== 429 || after.status !== 429) return null;
        expect(before.body.code).toBe("GW_TOO_MANY_REQUESTS");
        return links.map(({ status, location }) => (status === 302 ? location : null));
      });

    const aCode = async (name: string) =>
      shopper.codeOf((await shopper.buy(await shopper.newCart(), `${name}@example.com`, name)).id);

    const refusedOf = (answers: readonly Answer[]) => answers.filter(({ status }) => status === 429);
    const expectLimited = (answers: readonly Answer[], most: number) => {
      const refused = refusedOf(answers);
      const lookedUp = answers.length - refused.length;
      expect(lookedUp).toBeGreaterThan(0);
      expect(lookedUp).toBeLessThanOrEqual(most);
      for (const { body, headers } of refused) {
        expect(body.code).toBe("GW_TOO_MANY_REQUESTS");
        expect(Number(headers["retry-after"])).toBeGreaterThanOrEqual(1);
      }
    };

    it("finds nothing in thousands of guesses at codes, however they are asked, and looks up no more than are allowed", async () => {
      const attacker = stranger();
      const code = await aCode("anna");
      const calls = Array.from({ length: attempts }, (_, n): [string, unknown?] => {
        const guessed = guess();
        if (n % 4 === 0) return [`/store/goodword/offers/${guessed}/claim`, {}];
        return n % 4 === 1
          ? [`/store/goodword/orders/${guessed}/prompt`]
          : [`/store/goodword/offers/${guessed}`];
      });
      const answers = await attacker.callAll(calls);
      expect(answers.filter(({ body }) => body.offer || body.claim || body.prompt)).toEqual([]);
      expectLimited(answers, atMost("missed", "address"));
      // A code that is there is refused like any other, and its link leads on without it, as unknown ones do.
      const landing = "https://shop.example/welcome";
      expect(await linksOver(attacker, code)).toEqual([landing, landing]);
      // Nobody else is held to it.
      expect((await stranger().call(`/store/goodword/offers/${code}`)).body.offer).not.toBeNull();
      expect((await stranger().call(`/go/${code}`)).location).toContain("ref=");
    });

    it("finds nothing through share links either, and refuses none of them", async () => {
      const attacker = stranger();
      const guessed = Array.from({ length: attempts / 10 }, () => guess());
      const answers = await attacker.callAll(guessed.map((code): [string] => [`/go/${code.toLowerCase()}`]));
      // On a busy machine a link may lead on with a code that nobody looked up.
      const learned = answers.map(
        ({ status, location }, n) => `${status} ${location?.replace(`?ref=${guessed[n]}`, "")}`,
      );
      expect(new Set(learned)).toEqual(new Set(["302 https://shop.example/welcome"]));
    });

    it("tells of no more addresses and claims than are allowed, over as many carts as a stranger makes", async () => {
      const carts = await Promise.all(Array.from({ length: 5 }, () => shopper.newCart()));
      const claim = (n: number) => `${"guessed-claim".padEnd(20, "-")}${n}`;
      const perMinute = ceilings.missed.address?.[0]?.most as number;
      await overAgain(async () => {
        const answers = await stranger().callAll(
          Array.from({ length: 2 * perMinute }, (_, n): [string, unknown] => [
            `/store/goodword/carts/${carts[n % carts.length]}/claim`,
            { claim: claim(n) },
          ]),
        );
        expect(answers.filter(({ body }) => body.applied)).toEqual([]);
        if (refusedOf(answers).length < perMinute) return null;
        expectLimited(answers, perMinute);
        return answers;
      });
    });

    it("judges no more addresses than are allowed that a stranger writes into carts at Medusa's own routes", async () => {
      const code = await aCode("tim");
      const claimed = async () =>
        (await stranger().call(`/store/goodword/offers/${code}/claim`, {})).body.claim.token as string;
      const goods = { region_id: shop.regionId, items: [{ variant_id: shop.variantId, quantity: 1 }] };
      const discountOf = async ({ call }: Stranger, cart: string) =>
        (await call(`/store/carts/${cart}`)).body.cart.discount_total as number;
      /** The discount that a cart has in the end: reviews go on after the answer. */
      const becomes = async (visitor: Stranger, cart: string, isOn: boolean) => {
        for (let tries = 0; tries < 100 && (await discountOf(visitor, cart)) > 0 !== isOn; tries += 1)
          await later(100);
        return (await discountOf(visitor, cart)) > 0;
      };
      const made = async ({ call }: Stranger, email?: string) => {
        const metadata = { goodword_claim: await claimed() };
        return (await call("/store/carts", { ...goods, metadata, email })).body.cart.id as string;
      };
      // How it is for few: an address of a customer's takes the discount off, any other does not.
      const few = stranger();
      const cart = await made(few);
      expect(await becomes(few, cart, true)).toBe(true);
      expect(await becomes(few, await made(few, "new-1@example.com"), true)).toBe(true);
      const write = ({ call }: Stranger, to: string, email: string) => call(`/store/carts/${to}`, { email });
      expect((await write(few, cart, "tim@example.com")).body.cart.discount_total).toBe(0);
      await write(few, cart, "new-2@example.com");
      expect(await becomes(few, cart, true)).toBe(true);
      // What such writes are refused counts as it does at our own routes.
      const most = ceilings.refused.cart?.[0]?.most as number;
      const isLimited = async ({ call }: Stranger, one: string) =>
        (await call(`/store/goodword/carts/${one}/claim`, { claim: await claimed() })).status === 429;
      await overAgain(async () => {
        const one = await made(few);
        expect(await becomes(few, one, true)).toBe(true);
        for (let n = 0; n < most; n += 1) await write(few, one, "tim@example.com");
        return (await isLimited(few, one)) || null;
      });
      // Over the limit, a new friend's address looks like a customer's, however it is written.
      const seen = await overAgain(async (n) => {
        const many = stranger();
        const own = await Promise.all([1, 2, 3, 4, 5].map(() => made(many, "tim@example.com")));
        const fresh = await made(many);
        expect(await becomes(many, fresh, true)).toBe(true);
        const claim = await claimed();
        const asked = (one: string): [string, unknown] => [`/store/goodword/carts/${one}/claim`, { claim }];
        await many.callAll(own.flatMap((one) => Array.from({ length: most }, () => asked(one))));
        if (!(await isLimited(many, fresh))) return null;
        await write(many, fresh, `new-3-${n}@example.com`);
        const touched = [fresh, await made(many, `new-4-${n}@example.com`), await made(many)];
        await later(1_500);
        // A change that says nothing of an address brings nothing back either.
        for (const one of touched) await many.call(`/store/carts/${one}`, { metadata: { note: "x" } });
        await later(1_500);
        const discounts = await Promise.all(touched.map((one) => discountOf(many, one)));
        return (await isLimited(many, fresh)) ? discounts.map((discount) => discount > 0) : null;
      });
      // Nobody's cart is as good as before.
      expect(seen).toEqual([false, false, true]);
      // And nobody else is held to it.
      const other = stranger();
      expect(await becomes(other, await made(other, "new-5@example.com"), true)).toBe(true);
    });

    it("limits guesses at codes that were minted wherever Medusa takes a code, and nobody's own", async () => {
      const attacker = stranger();
      const cart = await shopper.newCart();
      const answers: Answer[] = [];
      const most = ceilings.mistyped.cart?.[0]?.most as number;
      for (let n = 0; n < most + 4; n += 1) {
        const body = { promo_codes: [guess("THANKS")] };
        answers.push(
          n % 8 !== 0
            ? await attacker.call(`/store/carts/${cart}/promotions`, body)
            : await attacker.call(`/store/carts/${cart}`, body),
        );
      }
      expect(refusedOf(answers).length).toBeGreaterThanOrEqual(4);
      expectLimited(answers, most);
      // What the shop calls its own codes goes through, also where it is unknown.
      const own = await attacker.call(`/store/carts/${cart}/promotions`, { promo_codes: ["SUMMER10"] });
      expect(own.status).toBe(400);
      expect((await attacker.call(`/store/carts/${cart}`, { email: "ben@example.com" })).status).toBe(200);
    });

    /** Codes that a stranger may not tell apart: one of each kind that leads nowhere, afresh each time for the unknown. */
    const deadCodes = async (): Promise<Record<string, () => string>> => {
      const [alive, disabled, paused, foreign] = await Promise.all(["eva", "dora", "paul", "fay"].map(aCode));
      const change = (code: string | undefined, field: "status" | "program_id", value: string) =>
        dbConnection.raw(`update goodword_code set ${field} = ? where code = ?`, [
          value,
          code?.toUpperCase(),
        ]);
      const [{ program }] = (await staff.call("/admin/goodword/programs")).body.programs;
      const { version: _, ...definition } = {
        ...program,
        id: "winter",
        landingUrl: "https://shop.example/winter",
      };
      await staff.call("/admin/goodword/programs", { definition });
      const moveTo = (state: string) => staff.call("/admin/goodword/programs/winter/state", { state });
      await moveTo("live");
      await change(paused, "program_id", "winter");
      for (const code of [disabled, paused, foreign]) {
        expect((await stranger().call(`/store/goodword/offers/${code}`)).body.offer).not.toBeNull();
      }
      await change(disabled, "status", "disabled");
      expect((await moveTo("paused")).body.program.state).toBe("paused");
      // Of a program that this shop does not have.
      await change(foreign, "program_id", "elsewhere");
      // Somebody's own discount: a code that is there, and no advocate's.
      await shopper.cartFrom(alive as string);
      const { rows } = await dbConnection.raw("select benefit_code from goodword_referral limit 1");
      const discount: string = rows[0].benefit_code;
      const given = { disabled, paused, foreign, discount } as Record<string, string>;
      return {
        unknown: guess,
        ...Object.fromEntries(Object.entries(given).map(([kind, code]) => [kind, () => code])),
      };
    };

    it.each([
      [
        "an offer",
        async ({ call }: Stranger) =>
          (code: string) =>
            call(`/store/goodword/offers/${code}`),
      ],
      [
        "a claim",
        async ({ call }: Stranger) =>
          (code: string) =>
            call(`/store/goodword/offers/${code}/claim`, {}),
      ],
      [
        "a share link",
        async ({ call }: Stranger) =>
          (code: string) =>
            call(`/go/${code}`),
      ],
      [
        "a code that is typed into a cart",
        async ({ call }: Stranger) => {
          const path = `/store/goodword/carts/${await shopper.newCart()}/referrer`;
          return (code: string) => call(path, { code });
        },
      ],
    ])(
      "answers unknown, disabled, paused and foreign codes alike, and in about the same time: %s",
      async (_, asking) => {
        const codes = Object.entries(await deadCodes());
        const times: Record<string, number[]> = {};
        const seen = new Set<string>();
        const round = async (n: number) => {
          const ask = await asking(stranger());
          // None is always asked first.
          for (const [kind, code] of codes.map(
            (_, place) => codes[(place + n) % codes.length] as (typeof codes)[0],
          )) {
            const since = performance.now();
            const answer = await ask(code());
            times[kind] = [...(times[kind] ?? []), performance.now() - since];
            seen.add(JSON.stringify(answer));
          }
        };
        const median = (of: number[] = []) => [...of].sort((a, b) => a - b)[Math.floor(of.length / 2)] ?? 0;
        const unlike = () =>
          codes
            .map(([kind]) => median(times[kind]) / median(times.unknown))
            .filter((by) => by < 0.3 || by > 3);
        // What differs by itself goes on to differ; what a busy machine did does not.
        for (let n = 0; n < 12 || (n < 36 && unlike().length > 0); n += 1) await round(n);
        expect([...seen]).toHaveLength(1);
        expect(unlike()).toEqual([]);
      },
    );

    it("refuses none of 200 honest shoppers behind one address at once", async () => {
      const office = stranger();
      const { id } = await shopper.buy(await shopper.newCart(), "office@example.com", "Olga");
      const code = await shopper.codeOf(id);
      const walk = async () => [
        await office.call(`/store/goodword/orders/${id}/prompt`),
        await office.call(`/go/${code}`),
        await office.call(`/store/goodword/offers/${code}`),
        await office.call(`/store/goodword/offers/${code}/claim`, {}),
      ];
      const isOwnOrders = 100;
      const walks = await Promise.all(Array.from({ length: isOwnOrders }, walk));
      const others = await Promise.all(
        Array.from({ length: 200 - isOwnOrders }, async () => [
          await office.call(`/go/${code}`),
          await office.call(`/store/goodword/offers/${code}`),
          await office.call(`/store/goodword/offers/${code}/claim`, {}),
        ]),
      );
      expect(refusedOf([...walks, ...others].flat())).toEqual([]);
      expect(others.flat().filter(({ location }) => location !== null && !location.includes("ref="))).toEqual(
        [],
      );
    });

    it("shares counts between instances, which store no address", async () => {
      const secret = "a-secret-of-the-tests-with-enough-characters";
      const knex = getContainer().resolve(ContainerRegistrationKeys.PG_CONNECTION);
      const failures: unknown[] = [];
      // What is shown is that they share, and not how fast the machine of the tests is.
      const options = { secret, report: (error: unknown) => failures.push(error), patienceMs: 30_000 };
      const instances = [1, 2].map(() => createLimiter({ shared: postgresCounts(knex, options) }));
      let answered = 0;
      for (let n = 0; n < 80; n += 1) {
        const limiter = instances[n % 2];
        const entry = await limiter?.enter({ address: "192.0.2.77", may: ["missed"], subject: `guess-${n}` });
        if (entry === undefined || entry.refused) continue;
        answered += 1;
        await entry.leave("missed");
      }
      expect(failures).toEqual([]);
      const most = ceilings.missed.address?.[0]?.most as number;
      // Whoever did not hear of the last guess may answer one more.
      expect(answered).toBeGreaterThanOrEqual(most);
      expect(answered).toBeLessThanOrEqual(most + 1);
      const { rows } = await dbConnection.raw("select key from goodword_limit");
      expect(rows.length).toBeGreaterThan(0);
      for (const { key } of rows) expect(key).toMatch(/^[0-9a-f]{64}$/);
    });

    it("goes on answering while the counts are locked", async () => {
      const transaction = await dbConnection.transaction();
      try {
        await transaction.raw("lock table goodword_limit in access exclusive mode");
        const visitor = stranger();
        const answers = await visitor.callAll(
          Array.from({ length: 100 }, (): [string] => [`/store/goodword/offers/${guess()}`]),
        );
        expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 429]));
        expectLimited(answers, ceilings.missed.address?.[0]?.most as number);
        expect((await visitor.call("/store/regions")).status).toBe(200);
      } finally {
        await transaction.rollback();
      }
    });
  },
});
