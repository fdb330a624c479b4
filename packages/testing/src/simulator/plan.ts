import { began, waves } from "./calendar";
import { type Chance, chanceOf } from "./chance";
import type { History } from "./history";
import { simulatedPrograms } from "./programs";
import { Scene } from "./scene";
import { stories } from "./stories";

/**
 * A shop's history of about this many orders, decided by the seed alone. Pure.
 *
 * Left out is only what nobody could call right or wrong, as the rules do not say it: one claim in two orders, two
 * advocates for one friend's orders of the same moment, a milestone of which one of the friends is lost after more
 * than enough were there, an order that is reversed in full before its buyer's next ones in a program that binds
 * friends (whether they were bound at all depends on what was looked at first), and the currency of a milestone
 * of friends who pay in several.
 */
export function planHistory({ orders, seed }: { readonly orders: number; readonly seed: number }): History {
  const chance = chanceOf(seed);
  const scene = new Scene(chance, orders);
  for (let wave = 0; wave < waves; wave += 1) {
    scene.enter(wave);
    const until = Math.ceil((orders * (wave + 1)) / waves);
    while (scene.orders.length < until) storyFor(wave, chance)(scene);
  }
  const eligible = scene.orders.filter(({ hints }) =>
    hints.some((hint) => "of" in hint && hint.of.program === "capped"),
  );
  return {
    seed,
    began,
    waves,
    programs: simulatedPrograms(Math.max(5, Math.floor(eligible.length * 0.6))),
    orders: scene.orders,
    changes: scene.changes.sort((a, b) => a.wave - b.wave || a.at - b.at),
    uses: scene.uses,
    poison: poisonOf(orders, chance),
  };
}

function storyFor(wave: number, chance: Chance): (scene: Scene) => void {
  const open = stories.filter(({ from, to }) => wave >= from && wave <= to);
  let place = chance.next() * open.reduce((sum, { weight }) => sum + weight, 0);
  for (const { weight, tell } of open) {
    place -= weight;
    if (place < 0) return tell;
  }
  return (open[0] as (typeof open)[number]).tell;
}

/** Few: each makes a whole batch be tried one by one, time and again. */
function poisonOf(orders: number, chance: Chance): History["poison"] {
  const count = 2 + Math.floor(orders / 20_000);
  return Array.from({ length: count }, (_, i) => ({
    event: chance.pick(["order.placed", "order.canceled", "order.refunded:100"]),
    orderId: `ghost-${i}`,
    wave: 1 + chance.below(waves - 2),
  }));
}
