import { befriend, plainPrograms } from "./befriend";
import type { Hint, PlacedOrder } from "./history";
import { codeOf, otherSpelling, suspicious } from "./people";
import { currenciesOf, valueRanges } from "./programs";
import type { Scene } from "./scene";

export function belowMinimum(scene: Scene): void {
  const { chance } = scene;
  befriend(scene, chance.pick(["fixed", "captured"]), (person, hint) => {
    const currency = chance.pick(currenciesOf[person.channel] as readonly string[]);
    const { least } = valueRanges[currency] as { least: number };
    scene.place(person, { hints: [hint], currency, value: BigInt(least - 1 - chance.below(least - 2)) });
  });
}

/** Nothing of the program is paid in francs; points are. */
export function unofferedCurrency(scene: Scene): void {
  befriend(scene, scene.chance.pick(plainPrograms), (person, hint) => {
    person.busy = true;
    scene.place(person, { hints: [hint], currency: "chf" });
  });
}

export function suspiciousFriend(scene: Scene): void {
  const program = scene.chance.pick(["fixed", "hybrid", "share"]);
  const advocate = scene.advocate(program, ({ id, orders }) => id % 3 === 0 && orders.length > 0);
  if (advocate === null) return;
  const person = scene.arrive(program);
  person.referred = true;
  const order = scene.place(person, {
    hints: [scene.hintTo(advocate)],
    ...suspicious(advocate, person, scene.chance),
  });
  scene.fate(order, "part");
}

/** Somebody who has ordered uses another's code: too late to be new, early enough for a share of what follows. */
export function knownFriend(scene: Scene): void {
  const { chance } = scene;
  const advocate = scene.advocate(
    chance.pick(["fixed", "hybrid", "share"]),
    ({ referred, busy }) => !referred && !busy,
  );
  if (advocate === null) return;
  advocate.root = true;
  const person = scene.advocate(
    chance.pick(["fixed", "hybrid"]),
    ({ referred, root, busy }) => !referred && !root && !busy,
  );
  if (person === null) return;
  person.referred = true;
  // No own code of theirs comes in beside it: whether it loses to the binding would hang on which was seen first.
  person.busy = true;
  const order = scene.place(person, { hints: [scene.hintTo(advocate)] });
  if (advocate.channel === "share") {
    scene.place(person, { after: order.placedAt });
    scene.fate(order, "part");
  }
}

/** Two orders of one wave, the second with a code: whichever is looked at first, the person is no new customer. */
export function quickSecond(scene: Scene): void {
  const advocate = scene.advocate("fixed");
  if (advocate === null) return;
  const person = scene.arrive("fixed");
  person.busy = true;
  const first = scene.place(person);
  scene.place(person, { after: first.placedAt, hints: [scene.hintTo(advocate)] });
}

export function selfPurchase(scene: Scene): void {
  const person = scene.advocate(scene.chance.pick(["fixed", "share", "hybrid"]), ({ busy }) => !busy);
  if (person === null) return;
  // Nobody's friend in the same wave: an order judged as one's own stays that when a binding from before it turns up.
  person.root = true;
  scene.place(person, {
    email: otherSpelling(person),
    customerId: null,
    hints: [{ kind: "typed", of: codeOf(person) }],
  });
}

/** The advocate takes the code of a friend they sent themselves. */
export function loop(scene: Scene): void {
  const place = scene.bound.findIndex(
    ({ since, advocate }) => since < scene.wave && !advocate.referred && !advocate.root,
  );
  const [found] = place < 0 ? [] : scene.bound.splice(place, 1);
  if (found === undefined) return;
  found.advocate.referred = true;
  scene.place(found.advocate, { hints: [{ kind: "typed", of: codeOf(found.friend) }] });
}

export function twoVoices(scene: Scene): void {
  const { chance } = scene;
  const [one, other] = [scene.advocate("fixed"), scene.advocate("hybrid")];
  if (one === null || other === null) return;
  const person = scene.arrive("fixed");
  person.referred = true;
  const ofOne = codeOf(one);
  const ofOther = codeOf(other);
  const cookie = (of: typeof ofOne): Hint => ({ kind: "cookie", of, at: scene.orders.at(-1)?.placedAt ?? 0 });
  const order = scene.place(person);
  const earlier = { ...cookie(ofOther), at: order.placedAt - 60_000 } as Hint;
  const hints = chance.pick<readonly Hint[]>([
    [{ kind: "typed", of: ofOne }, earlier],
    [{ kind: "claim", of: ofOne, applied: false }, earlier],
    [
      { kind: "claim", of: ofOne, applied: false },
      { kind: "typed", of: ofOne },
    ],
    [
      { kind: "claim", of: ofOther, applied: false },
      { kind: "typed", of: ofOne },
    ],
    [{ kind: "nonsense", text: "NOBODY-HAS2THIS" }, earlier],
  ]);
  const told: PlacedOrder = { ...order, hints };
  scene.orders[scene.orders.length - 1] = told;
  person.orders[0] = told;
  scene.fate(told, "anything");
}

export function oldCookie(scene: Scene): void {
  const advocate = scene.advocate("fixed");
  if (advocate === null) return;
  const person = scene.arrive("fixed");
  const order = scene.place(person);
  const days = 31 + scene.chance.below(60);
  const told = {
    ...order,
    hints: [{ kind: "cookie", of: codeOf(advocate), at: order.placedAt - days * 86_400_000 } as Hint],
  };
  scene.orders[scene.orders.length - 1] = told;
  person.orders[0] = told;
}

/**
 * A guest who registers: first by their address alone, then with an account of that address, then logged in with
 * another address. One person, whose friends came by any of the orders' codes.
 */
export function registering(scene: Scene): void {
  const person = scene.arrive("fixed");
  person.busy = true;
  const account = { customerId: `account-${person.id}`, accountEmail: person.email };
  const first = scene.place(person, { customerId: null, accountEmail: null });
  const sends = (orderId: string) => {
    const sent = scene.arrive("fixed");
    sent.busy = true;
    const of = { person: person.id, program: "fixed", orderId };
    scene.place(sent, {
      hints: [
        scene.chance.pick<Hint>([
          { kind: "typed", of },
          { kind: "claim", of, applied: false },
        ]),
      ],
    });
  };
  scene.in(scene.wave + 1, () => {
    const second = scene.place(person, account);
    sends(first.id);
    scene.in(scene.wave + 1, () => {
      sends(second.id);
      const elsewhere = `other-p${person.id}@mail.example`;
      const third = scene.place(person, { ...account, loggedIn: true, email: elsewhere });
      scene.in(scene.wave + 1, () => sends(scene.chance.pick([first.id, second.id, third.id])));
    });
  });
}

/**
 * A stranger's order that carries somebody's account, of which only the address was typed. The two stay two people,
 * and each has the friends who came by their own code.
 */
export function impostor(scene: Scene): void {
  const victim = scene.arrive("fixed");
  victim.busy = true;
  const account = { customerId: `account-${victim.id}`, accountEmail: victim.email };
  const logged = scene.place(victim, { ...account, loggedIn: true });
  scene.in(scene.wave + 1, () => {
    const stranger = scene.arrive("fixed");
    stranger.busy = true;
    const stolen = scene.place(stranger, { ...account, loggedIn: false });
    scene.in(scene.wave + 1, () => {
      for (const { person, id } of [logged, stolen]) {
        const sent = scene.arrive("fixed");
        sent.busy = true;
        scene.place(sent, { hints: [{ kind: "typed", of: { person, program: "fixed", orderId: id } }] });
      }
    });
  });
}

/** Written down by staff for nobody in particular. */
export function anonymous(scene: Scene): void {
  scene.place(scene.arrive("fixed"), { email: null, customerId: null });
}
