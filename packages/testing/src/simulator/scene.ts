import { momentOf, waves } from "./calendar";
import type { Chance } from "./chance";
import type { Hint, OrderChange, PlacedOrder } from "./history";
import { codeOf, newPerson, type Person } from "./people";
import { currenciesOf, valueRanges } from "./programs";

export const channels = Object.keys(currenciesOf);

/** An advocate whose friends pass milestones. */
interface Star {
  readonly person: Person;
  /** Of these three friends the first is lost early: the milestone is never kept. */
  readonly losing: boolean;
  left: number;
}

/** How much of an order may be undone. */
export type Fate = "nothing" | "part" | "anything" | "gone-later" | "gone-early";

/** What the plan has told so far: stories add to it. */
export class Scene {
  readonly orders: PlacedOrder[] = [];
  readonly changes: OrderChange[] = [];
  readonly uses: { orderId: string; wave: number }[] = [];
  /** Share-program friends whose first order stands, with their advocate. */
  readonly bound: { friend: Person; advocate: Person; since: number }[] = [];
  wave = 0;
  private people = 0;
  private readonly advocates = new Map<string, Person[]>(channels.map((channel) => [channel, []]));
  private readonly arriving: Person[] = [];
  private readonly later = new Map<number, (() => void)[]>();
  private readonly stars: Star[] = [];

  constructor(
    readonly chance: Chance,
    readonly size: number,
  ) {}

  /** Whoever ordered before this wave is known by now, with a code. */
  enter(wave: number): void {
    this.wave = wave;
    for (const person of this.arriving.splice(0)) this.advocates.get(person.channel)?.push(person);
    for (const act of this.later.get(wave) ?? []) act();
  }

  /** What a story goes on with in a later wave; nothing when the plan is over by then. */
  in(wave: number, act: () => void): void {
    this.later.set(wave, [...(this.later.get(wave) ?? []), act]);
  }

  arrive(channel: string): Person {
    this.people += 1;
    return newPerson(this.people, channel);
  }

  /** From the next wave on, this person's code may be used. */
  shares(person: Person): void {
    this.arriving.push(person);
  }

  /** Somebody with a code of this program; null in a wave where there is nobody yet. */
  advocate(program: string, is: (person: Person) => boolean = () => true): Person | null {
    const people = this.advocates.get(program) ?? [];
    for (let tries = 0; tries < 12 && people.length > 0; tries += 1) {
      const person = this.chance.pick(people);
      if (is(person)) return person;
    }
    return null;
  }

  /** An advocate of the milestones program whose next friend this is. */
  star(): { person: Person; fate: Fate } | null {
    let star = this.stars.at(-1);
    if (star === undefined || star.left === 0) {
      const person = this.advocate("milestones", (one) => !one.busy);
      if (person === null) return null;
      person.busy = true;
      const losing = this.chance.happens(0.25) && this.wave <= waves - 6;
      star = { person, losing, left: losing ? 3 : 1 + this.chance.below(6) };
      this.stars.push(star);
    }
    star.left -= 1;
    return { person: star.person, fate: star.losing && star.left === 2 ? "gone-early" : "part" };
  }

  place(person: Person, change: Partial<PlacedOrder> & { after?: number } = {}): PlacedOrder {
    const { after = 0, ...rest } = change;
    const currency = rest.currency ?? this.chance.pick(currenciesOf[person.channel] as readonly string[]);
    const { least, most } = valueRanges[currency] as { least: number; most: number };
    const order: PlacedOrder = {
      id: `o${this.orders.length + 1}`,
      person: person.id,
      wave: this.wave,
      placedAt: momentOf(this.wave, this.chance, after),
      email: person.email,
      customerId: person.customerId,
      accountEmail: person.customerId === null ? null : person.email,
      loggedIn: false,
      channel: person.channel,
      value: BigInt(least + this.chance.below(most - least)),
      hints: [],
      traces: person.traces,
      ...rest,
      currency,
    };
    this.orders.push(order);
    person.orders.push(order);
    return order;
  }

  /** A friend's way to an advocate's code: claimed, typed or in a cookie. */
  hintTo(advocate: Person): Hint {
    const of = codeOf(advocate);
    const way = this.chance.next();
    if (way < 0.45) return { kind: "claim", of, applied: this.chance.happens(0.2) };
    if (way < 0.75) return { kind: "typed", of };
    return {
      kind: "cookie",
      of,
      at: momentOf(this.wave, this.chance) - Math.floor(this.chance.next() * 4 * 86_400_000),
    };
  }

  change(order: PlacedOrder, kind: OrderChange["kind"], wave: number, refunded = 0n): void {
    if (wave >= waves) return;
    const at = momentOf(wave, this.chance, order.placedAt);
    this.changes.push({ orderId: order.id, wave, at, kind, refunded });
  }

  /** What happens to an order after it was placed. Early is before the hold can be over, late is after issue. */
  fate(order: PlacedOrder, fate: Fate): void {
    const { chance, wave } = this;
    if (chance.happens(0.3)) this.change(order, "fulfilled", wave + chance.below(2));
    if (fate === "nothing") return;
    const late = fate === "gone-later" || (fate !== "gone-early" && chance.happens(0.2));
    const when = () =>
      wave +
      (fate === "gone-later"
        ? 1 + chance.below(6)
        : late
          ? 5 + chance.below(2)
          : chance.below(fate === "gone-early" ? 2 : 3));
    const used = order.hints.length > 0 && wave + 5 < waves && chance.happens(0.15);
    if (used) this.uses.push({ orderId: order.id, wave: wave + 5 });
    const goes = fate === "gone-early" || fate === "gone-later";
    const dice = goes ? 0.2 + chance.next() * 0.1 : chance.next();
    if (!goes && (dice < 0.13 || (used && chance.happens(0.3)))) this.refundParts(order, when());
    else if (fate !== "part" && dice >= 0.2 && dice < 0.24) this.change(order, "canceled", when());
    else if (fate !== "part" && dice >= 0.24 && dice < 0.27)
      this.change(order, "refunded", when(), order.value);
    else if (fate !== "part" && dice >= 0.27 && dice < 0.3) {
      // Refunded in part, then charged back altogether, shipping included.
      const at = when();
      if (at + 1 < waves) this.change(order, "refunded", at, order.value / 3n);
      this.change(order, "refunded", at + 1 < waves ? at + 1 : at, order.value + 500n);
    }
  }

  private refundParts(order: PlacedOrder, from: number): void {
    let refunded = 0n;
    const parts = 1 + this.chance.below(3);
    for (let part = 0; part < parts; part += 1) {
      refunded += BigInt(1 + this.chance.below(Number(order.value / 4n)));
      this.change(order, "refunded", from + part, refunded);
    }
  }
}
