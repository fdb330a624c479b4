/** Turns a planned history into what a shop's pages and event bus would do with it, wave by wave. */
import { createHash, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { shuffled } from "@goodword/testing";
import { rowOf, usePromotion } from "./simulated-shop.mjs";

/** Of all events this part is lost altogether; the reconciler finds them. */
const lost = 0.04;
/** Of the orders that are changed in their first wave this part is heard of by the change first. */
const changeFirst = 0.5;

export function feedOf({ history, goodword, store, knex, shop, clock, chance }) {
  const codes = new Map();
  const counts = { delivered: 0, events: 0 };
  const byWave = (items) =>
    Array.from({ length: history.waves }, (_, wave) => items.filter((item) => item.wave === wave));
  const [orders, changes, uses, poison] = [history.orders, history.changes, history.uses, history.poison].map(
    byWave,
  );

  return { counts, prepare, place, change, use };

  /** What happens before the orders of a wave: pages are shown, links are shared and offers are claimed. */
  async function prepare(wave) {
    const needed = new Map();
    for (const { hints } of orders[wave]) {
      for (const hint of hints) if ("of" in hint) needed.set(hint.of.orderId, hint.of);
    }
    await readCodes(
      [...needed.values()].filter(({ orderId }) => !codes.has(orderId) && !chance.happens(0.05)),
    );
    await each([...needed.values()], async (of) => {
      const { orderId } = of;
      if (!codes.has(orderId)) {
        const { prompt } = await again(() => goodword.showPrompt({ orderId }));
        // At a program's cap nothing is promised any more; who has a code from before goes on sharing it.
        if (prompt === null) await readCodes([of]);
        else codes.set(orderId, prompt.link.split("/").at(-1).toUpperCase());
      }
      if (!chance.happens(0.1)) return;
      await again(() => goodword.recordShare({ orderId, channel: "copy" }));
      const visitor = { ip: "2001:db8::1", userAgent: "Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0" };
      await goodword.openShareLink({
        code: codes.get(orderId),
        visitor,
        record: true,
        query: { s1: "copy" },
      });
    });
    const rows = [];
    await each(orders[wave], async (order) => {
      rows.push(rowOf(order, await evidenceOf(order)));
    });
    return rows;
  }

  async function readCodes(asked) {
    for (const some of chunks(asked, 500)) {
      const known = await knex("goodword_order as placed")
        .join("goodword_code as code", "code.participant_id", "placed.participant_id")
        .where("code.is_primary", true)
        .whereIn(
          "placed.order_id",
          some.map(({ orderId }) => orderId),
        )
        .select("placed.order_id", "code.code", "code.program_id");
      const programs = new Map(some.map(({ orderId, program }) => [orderId, program]));
      for (const row of known) {
        if (programs.get(row.order_id) === row.program_id) codes.set(row.order_id, row.code);
      }
    }
  }

  async function evidenceOf({ id, hints }) {
    const evidence = { promotionCodes: [], claim: null, referredBy: null, cookie: null };
    for (const hint of hints) {
      const code = "of" in hint ? codes.get(hint.of.orderId) : hint.text;
      if (hint.kind === "cookie") evidence.cookie = { code, at: hint.at };
      else if (hint.kind !== "claim") evidence.referredBy = chance.happens(0.5) ? code.toLowerCase() : code;
      else {
        const { claim } = await again(() => goodword.claimOffer({ code }));
        evidence.claim = claim.token;
        if (hint.applied) {
          const [referral] = await store.referrals.byClaimHashes([hashOf(claim.token)]);
          await goodword.applyClaim({ cartId: id, claim: claim.token });
          evidence.promotionCodes.push(referral.benefitCode);
        }
      }
    }
    return evidence;
  }

  /** The orders of a wave, and what happened in it to those of before, are in the shop; then their events go out. */
  async function place(wave, rows) {
    const own = new Set(orders[wave].map(({ id }) => id));
    for (const some of chunks(rows, 400)) await again(() => shop("shop_order").insert(some));
    const older = changes[wave].filter(({ orderId }) => !own.has(orderId));
    await applyChanges(older);
    const placed = orders[wave].map(({ id, placedAt }) => ({
      orderId: id,
      event: "order.placed",
      at: placedAt,
    }));
    await tellChanges(placed);
    const changing = new Set(
      changes[wave].filter(({ orderId }) => own.has(orderId)).map(({ orderId }) => orderId),
    );
    const held = placed.filter(({ orderId }) => changing.has(orderId) && chance.happens(changeFirst));
    const now = placed.filter((event) => !held.includes(event));
    return { deliver: () => deliver([...now, ...older.map(eventOf), ...poison[wave]]), held };
  }

  /** What happened to the wave's own orders; those held back are heard of only now. */
  async function change(wave, held) {
    const own = new Set(orders[wave].map(({ id }) => id));
    const news = changes[wave].filter(({ orderId }) => own.has(orderId));
    await applyChanges(news);
    await deliver(news.map(eventOf));
    await deliver(held);
  }

  async function applyChanges(news) {
    await each(news, async ({ orderId, kind, at, refunded }) => {
      const change = kind === "refunded" ? { refunded: refunded.toString() } : { [`${kind}_at`]: at };
      await again(() => shop("shop_order").where({ id: orderId }).update(change));
    });
    await tellChanges(news.map((one) => ({ ...eventOf(one), at: one.at })));
  }

  async function tellChanges(events) {
    const rows = events.map(({ orderId, event, at }) => ({ order_id: orderId, event, at }));
    for (const some of chunks(rows, 400)) await again(() => shop("shop_change").insert(some));
  }

  /** Each event one to five times in any order, near the others of its time; some not at all. */
  async function deliver(events) {
    const kept = events.filter(({ orderId }) => orderId.startsWith("ghost-") || !chance.happens(lost));
    counts.events += kept.length;
    const some = kept.flatMap((event) =>
      Array.from({ length: chance.happens(0.5) ? 1 : 1 + chance.below(5) }, () => event),
    );
    counts.delivered += some.length;
    for (const window of chunks(some, 600)) {
      const mixed = shuffled(window, chance);
      const byHand = mixed.splice(0, 4);
      await Promise.all([
        ...byHand.map(({ event, orderId }) => again(() => goodword.receive(event, orderId))),
        again(() =>
          store.inbox.put(
            mixed.map(({ event, orderId }) => ({
              id: `event_${randomUUID()}`,
              key: `${event}:${orderId}`,
              kind: event,
              payload: { orderId },
              availableAt: clock.now(),
            })),
          ),
        ),
      ]);
    }
  }

  /** Customers use what friends' orders earned, where it was given by now. */
  async function use(wave) {
    const ids = uses[wave].map(({ orderId }) => orderId);
    for (const some of chunks(ids, 500)) {
      const rewards = await knex("goodword_reward")
        .whereIn("order_id", some)
        .where({ state: "issued" })
        .select("code");
      await each(rewards, async ({ code }) => {
        if (!(await again(() => usePromotion(shop, code)))) return;
        await again(() => goodword.redeemReward({ code }));
        if (chance.happens(0.2)) await again(() => goodword.redeemReward({ code }));
      });
    }
  }
}

function eventOf({ orderId, kind, refunded }) {
  return { orderId, event: kind === "refunded" ? `order.refunded:${refunded}` : `order.${kind}` };
}

/** What a page does when the database is busy: it is asked again. */
export async function again(act, tries = 20) {
  for (let left = tries; ; left -= 1) {
    try {
      return await act();
    } catch (error) {
      if (left <= 1) throw error;
      // On SQLite a transaction that read before another process wrote is refused at once.
      await sleep(Math.random() * 100);
    }
  }
}

async function each(items, act, atOnce = 6) {
  const rest = items[Symbol.iterator]();
  const one = async () => {
    for (const item of rest) await act(item);
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}

function chunks(items, size) {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}

function hashOf(token) {
  return createHash("sha256").update(token).digest("hex");
}
