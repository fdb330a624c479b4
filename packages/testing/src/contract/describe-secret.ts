import type { Order, Secret } from "@goodword/core";
import fc from "fast-check";
import type { OpenStore } from "./describe-store";
import { openShop, type TestShop } from "./open-shop";

const old = "s".repeat(32);
const fresh = "t".repeat(32);
const word = { by: "user_1", reason: "They wrote to us." };

const some = fc.nat(3);
const trace = fc.constantFrom(null, "0151 2345678", "0160 7654321");
/** What happens in a shop, with people and their addresses by number. */
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant("order" as const),
      person: some,
      as: fc.constantFrom("guest", "account", "named account", "tagged guest"),
      /** The account's own address by now: another person's, or the one of before. */
      address: some,
      /** Who sent them: a link or a code typed into one cart. */
      sentBy: fc.option(some),
      types: fc.boolean(),
      phone: trace,
      device: trace,
    }),
  },
  fc.record({ does: fc.constantFrom("merge", "separate", "undo", "ask", "prove", "wait") }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** One history, with the secret changed before the step where `changes` says so; answers what is known at its end. */
async function after(open: OpenStore, history: readonly Step[], changes: ReadonlyMap<number, Secret>) {
  const shop = await openShop(open, { conditions: [{ type: "new-customer" }] });
  const orders: Order[] = [];
  const merges: string[] = [];
  const answers: unknown[] = [];
  const proposals = async () => (await shop.goodword.listProposals({ limit: 50, offset: 0 })).rows;
  const place = async (given: Step & { does: "order" }) => {
    const { person, as, address, sentBy, types, phone, device } = given;
    const own = `person${person}@gmail.com`;
    const account = { customerId: `cus_${person}`, accountEmail: `person${address}@gmail.com` };
    const sender = orders.find(({ id }) => id.endsWith(`_of_${sentBy}`));
    const code = sender && (await shop.codeOf(sender));
    let claim: string | null = null;
    if (code && types) {
      shop.benefit.change("cart_1", { email: own, customerId: null, claim: null, referredBy: null });
      answers.push(await shop.goodword.referCart({ cartId: "cart_1", code }));
      claim = (await shop.benefit.cart("cart_1"))?.claim ?? null;
    } else if (sender) claim = await shop.claim(sender);
    const order = shop.order(`${orders.length}_of_${person}`, {
      email: as === "tagged guest" ? `person${person}+x@gmail.com` : own,
      ...(as.endsWith("account") && { ...account, loggedIn: as === "account" }),
      claim,
      traces: { ...shop.anna.traces, phone, device },
    });
    orders.push(order);
    await shop.place(order);
  };
  for (const [n, one] of history.entries()) {
    const secret = changes.get(n);
    if (secret !== undefined) shop.changeSecret(secret);
    shop.clock.advance({ minutes: 5 });
    if (one.does === "order") await place(one as Step & { does: "order" });
    if (one.does === "wait") shop.clock.advance({ days: 31 });
    if (one.does === "undo") {
      answers.push(await shop.goodword.undoMerge({ mergeId: merges.pop() ?? "", ...word }));
    }
    const [proposal] = await proposals();
    if (proposal !== undefined && (one.does === "merge" || one.does === "separate")) {
      const { mergeId, ...decided } = await shop.goodword.decideProposal({
        proposalId: proposal.id,
        decision: one.does,
        ...word,
      });
      answers.push(decided);
      if (mergeId !== null) merges.push(mergeId);
    }
    if (proposal !== undefined && one.does === "ask") {
      answers.push(await shop.goodword.askPerson({ proposalId: proposal.id, by: "user_1" }));
    }
    if (one.does === "prove") answers.push((await shop.goodword.provePerson(halvesOf(shop))).state);
    await shop.goodword.work();
  }
  shop.clock.advance({ days: 31 });
  await shop.goodword.work();
  const found = {
    answers,
    orders: await Promise.all(orders.map(({ id }) => shop.goodword.explainOrder({ orderId: id }))),
    codes: await Promise.all(orders.map((order) => shop.codeOf(order))),
    // At the end of their hold rewards come upon them in any order, by any order of the two people.
    proposals: (await proposals())
      .map(({ people, state }) => ({ people, state }))
      .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)),
    mails: shop.notifier.mails.map(({ to, content }) => [to, content.template]),
    sums: await shop.sums(),
  };
  await shop.close();
  return found;
}

const nameOf = ({ people }: { readonly people: readonly { readonly participantId: string }[] }) =>
  people.map(({ participantId }) => participantId).join();

/** What the newest two mails hold. */
function halvesOf({ notifier }: TestShop) {
  const newest = (template: string) =>
    notifier.mails.filter(({ content }) => content.template === template).at(-1)?.content;
  const link = newest("same-person-link");
  const number = newest("same-person-number");
  return {
    token: link?.template === "same-person-link" ? (link.link.split("/").at(-1) ?? "") : "",
    number: number?.template === "same-person-number" ? number.number : "",
  };
}

/** The shop's secret is changed while people go on, over any store. */
export function describeSecret(name: string, open: OpenStore): void {
  describe(`another secret over ${name}`, () => {
    it("changes no participant, code, referral or reward of any history, where the one before is kept", async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(step, { minLength: 2, maxLength: 12 }),
          fc.nat(11),
          fc.option(fc.nat(11)),
          async (history, first, second) => {
            const changes = new Map<number, Secret>([[first, [fresh, old]]]);
            if (second !== null && second > first) changes.set(second, ["u".repeat(32), fresh, old]);
            expect(await after(open, history, changes)).toEqual(await after(open, history, new Map()));
          },
        ),
        { numRuns: Number(process.env.GOODWORD_RUNS ?? 30) },
      );
    }, 600_000);

    describe("for people known under the one before", () => {
      let shop: TestShop;
      beforeEach(async () => {
        shop = await openShop(open);
        await shop.place(shop.anna);
        await shop.place(shop.ben);
      });
      afterEach(() => shop.close());

      const explain = ({ id }: Order) => shop.goodword.explainOrder({ orderId: id });
      const personOf = async (order: Order) => (await explain(order)).order?.participantId ?? "";
      const later = async (name: string, rest: Partial<Order>) => {
        shop.clock.advance({ minutes: 5 });
        const order = shop.order(name, rest);
        await shop.place(order);
        return order;
      };
      const kept: Secret = [fresh, old];

      it.each([
        ["finds", kept],
        ["does not find, once it is left out,", fresh],
      ])("%s who refers themselves and who has ordered before", async (_, secret) => {
        const [self, known] = [await shop.claim(shop.anna), await shop.claim(shop.anna)];
        shop.changeSecret(secret);
        const isKept = secret === kept;
        // The host compares addresses letter by letter: another spelling is known by its hash alone.
        const anna = await later("anna2", { email: "Anna@Example.com.", claim: self });
        const reasons = (await explain(anna)).order?.reasons ?? [];
        expect(reasons.includes("self-referral")).toBe(isKept);
        const ben = await later("ben2", { email: "ben@example.com.", claim: known });
        expect((await explain(ben)).order?.reasons).toEqual(isKept ? ["existing-customer"] : []);
        const { participantId } = await shop.goodword.findAdvocate({ text: "anna@example.com" });
        expect(participantId === (await personOf(shop.anna))).toBe(isKept);
      });

      it("knows them by the new one alone, once they have ordered", async () => {
        shop.changeSecret(kept);
        const anna = await later("anna2", { email: shop.anna.email });
        shop.changeSecret(fresh);
        const again = await later("anna3", { email: shop.anna.email });
        expect(await personOf(anna)).toBe(await personOf(shop.anna));
        expect(await personOf(again)).toBe(await personOf(shop.anna));
        // Ben has not.
        expect(await personOf(await later("ben2", { email: shop.ben.email }))).not.toBe(
          await personOf(shop.ben),
        );
      });

      it.each([
        ["finds", kept],
        ["does not find, once it is left out,", fresh],
      ])("%s what a friend's order shares with their advocate's", async (_, secret) => {
        const traces = { ...shop.anna.traces, phone: "0151 2345678" };
        const dora = await later("dora", { email: "dora@a.example", traces });
        const claim = await shop.claim(dora);
        shop.changeSecret(secret);
        const friend = await later("friend", { email: "dora+x@b.example", claim, traces });
        const [reward] = (await explain(friend)).rewards;
        const signals = reward?.verdict?.signals.map(({ id }) => id) ?? [];
        expect(signals.filter((id) => id === "same-phone" || id === "near-match-email").sort()).toEqual(
          secret === kept ? ["near-match-email", "same-phone"] : [],
        );
      });

      it.each([
        ["goes on with", kept, 1],
        ["begins another than, once it is left out,", fresh, 2],
      ])("%s the claim of a code typed into a cart", async (_, secret, claims) => {
        const code = await shop.codeOf(shop.anna);
        const type = async () => {
          await shop.goodword.referCart({ cartId: "cart_1", code });
          const { claim = null } = (await shop.benefit.cart("cart_1")) ?? {};
          shop.benefit.change("cart_1", { claim: null });
          return claim;
        };
        const before = await type();
        shop.changeSecret(secret);
        expect(new Set([before, await type()]).size).toBe(claims);
      });

      it("lets a cart begin no more claims than before", async () => {
        const codes: string[] = [];
        for (let n = 0; n < 6; n++) codes.push(await shop.codeOf(await later(`sender${n}`, {})));
        const claims = new Set<string>();
        for (const [n, code] of codes.entries()) {
          if (n === 3) shop.changeSecret(kept);
          await shop.goodword.referCart({ cartId: "cart_1", code });
          claims.add((await shop.benefit.cart("cart_1"))?.claim ?? "");
        }
        expect(claims.size).toBe(5);
      });

      const asked = async () => {
        await later("named", {
          email: "kim@example.com",
          customerId: "cus_kim",
          accountEmail: "anna@example.com",
          loggedIn: true,
        });
        const { rows } = await shop.goodword.listProposals({ limit: 1, offset: 0 });
        const proposalId = rows[0]?.id ?? "";
        expect(await shop.goodword.askPerson({ proposalId, by: "user_1" })).toMatchObject({ asked: true });
      };

      it.each([
        ["works", kept, "done"],
        ["works no more once it is left out", fresh, "gone"],
      ])("a proof by mail %s, whether it was sent or still waited", async (_, secret, state) => {
        for (const isSent of [true, false]) {
          await shop.close();
          shop = await openShop(open);
          await later("kim", { customerId: "cus_other", accountEmail: "kim@example.com" });
          await later("anna", {});
          await asked();
          if (isSent) await shop.goodword.work();
          shop.changeSecret(secret);
          await shop.goodword.work();
          const { token, number } = halvesOf(shop);
          expect(token === "").toBe(!isSent && secret === fresh);
          expect(await shop.goodword.showProof({ token })).toMatchObject({
            state: state === "done" ? "open" : "gone",
          });
          if (state === "done") {
            const wrong = number === "0000 0000" ? "0000 0001" : "0000 0000";
            expect(await shop.goodword.provePerson({ token, number: wrong })).toMatchObject({ triesLeft: 4 });
          }
          expect(await shop.goodword.provePerson({ token, number })).toMatchObject({ state });
        }
      });

      it("reaches them by mail, and no more once it is left out", async () => {
        const participantId = await personOf(shop.anna);
        shop.changeSecret(kept);
        expect(await shop.goodword.addressOf({ participantId })).toMatchObject({ address: shop.anna.email });
        shop.changeSecret(fresh);
        expect(await shop.goodword.addressOf({ participantId })).toBeNull();
      });

      it("leaves nobody another's address by a merge that was taken back", async () => {
        const eve = await later("eve", {});
        const account = { customerId: "cus_anna", accountEmail: "anna@example.com" };
        await later("logged-in", { email: "anna@example.com", ...account, loggedIn: true });
        const named = await later("named", { email: "eve@example.com", ...account });
        const anna = await personOf(shop.anna);
        const { rows } = await shop.goodword.listProposals({ limit: 1, offset: 0 });
        const proposalId = rows[0]?.id ?? "";
        const { mergeId } = await shop.goodword.decideProposal({ proposalId, decision: "merge", ...word });
        shop.changeSecret(kept);
        await later("meanwhile", { email: "eve@example.com" });
        await shop.goodword.undoMerge({ mergeId: mergeId ?? "", ...word });
        for (const { id } of [shop.anna, named, { id: "order_logged-in" }]) shop.orders.remove(id);
        expect(await shop.goodword.addressOf({ participantId: anna })).toBeNull();
        const again = await later("again", { email: "eve@example.com" });
        expect(await personOf(again)).toBe(await personOf(eve));
        expect(await personOf(again)).not.toBe(anna);
        shop.changeSecret(fresh);
        const last = await later("last", { email: "eve@example.com" });
        expect(await personOf(last)).toBe(await personOf(eve));
      });
    });
  });
}
