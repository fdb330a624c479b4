import { waves } from "./calendar";
import type { Hint, PlacedOrder } from "./history";
import { codeOf, otherSpelling, type Person, suspicious } from "./people";
import { currenciesOf, valueRanges } from "./programs";
import { channels, type Scene } from "./scene";

interface Story {
  /** How often it is told among the others of its waves. */
  readonly weight: number;
  readonly from: number;
  readonly to: number;
  readonly tell: (scene: Scene) => void;
}

const plainPrograms = ["fixed", "hybrid", "captured"];

function stranger(scene: Scene): void {
  // The first orders give each program somebody with a code.
  const channel =
    scene.orders.length < 3 * channels.length ? channels[scene.orders.length % channels.length] : null;
  const person = scene.arrive(channel ?? scene.chance.pick(channels));
  const nonsense = scene.chance.happens(0.05);
  const order = scene.place(person, {
    hints: nonsense ? [{ kind: "nonsense", text: "NOBODY-HAS2THIS" }] : [],
  });
  if (scene.wave > 0 && scene.chance.happens(0.06)) {
    // Not an advocate, so that nothing of others' hangs on it.
    person.busy = true;
    scene.fate(order, "anything");
  } else scene.shares(person);
}

/** A new person sent by somebody of a program, with a first order that may be undone. */
function friend(scene: Scene): void {
  const { chance } = scene;
  befriend(scene, chance.pick(plainPrograms), (person, hint) => {
    const order = scene.place(person, { hints: [hint] });
    if (person.channel === "captured" && chance.happens(0.85)) {
      scene.change(order, "captured", scene.wave + chance.below(2));
    }
    scene.fate(order, "anything");
  });
}

function befriend(
  scene: Scene,
  program: string,
  tell: (person: Person, hint: Hint, advocate: Person) => void,
): void {
  const advocate = scene.advocate(program);
  if (advocate === null) return stranger(scene);
  const person = scene.arrive(program);
  person.referred = true;
  tell(person, scene.hintTo(advocate), advocate);
  scene.shares(person);
}

/** Bound for good: later orders come without a word of the advocate, some before the first one is known. */
function boundFriend(scene: Scene): void {
  const { chance, wave } = scene;
  befriend(scene, "share", (person, hint, advocate) => {
    const first = scene.place(person, { hints: [hint] });
    const more = chance.below(3);
    const isLost = more > 0 && chance.happens(0.1);
    scene.fate(first, isLost ? "gone-later" : "part");
    for (let i = 0; i < more; i += 1) {
      const later = () =>
        scene.fate(scene.place(person, { after: first.placedAt }), isLost ? "part" : "anything");
      const when = wave + chance.below(4);
      if (when === wave) later();
      else scene.in(when, later);
    }
    if (!isLost && person.orders.length === 1) scene.bound.push({ friend: person, advocate, since: wave });
  });
}

function starsFriend(scene: Scene): void {
  const found = scene.star();
  if (found === null) return stranger(scene);
  const person = scene.arrive("milestones");
  person.referred = true;
  const order = scene.place(person, { hints: [scene.hintTo(found.person)] });
  scene.fate(order, found.fate);
  scene.shares(person);
}

/** Two orders within 14 days are asked for: in time, too late, or never; and a third for nothing. */
function repeater(scene: Scene): void {
  const { chance, wave } = scene;
  befriend(scene, "repeat", (person, hint) => {
    person.busy = true;
    const first = scene.place(person, { hints: [hint] });
    const again = (by: number, fate: "part" | "nothing", then = () => {}) => {
      const tell = () => {
        scene.fate(scene.place(person, { after: first.placedAt }), fate);
        then();
      };
      if (by === 0) tell();
      else scene.in(wave + by, tell);
    };
    const dice = chance.next();
    // The third comes in a wave of its own: heard of before the second, it is taken for the second, and stays it.
    const third = () => scene.place(person);
    if (dice < 0.6)
      again(chance.below(3), "part", () => chance.happens(0.3) && scene.in(scene.wave + 1, third));
    else if (dice < 0.8) again(6, "nothing");
  });
}

function cappedFriend(scene: Scene): void {
  befriend(scene, "capped", (person, hint) => {
    scene.place(person, { hints: [hint] });
  });
}

function belowMinimum(scene: Scene): void {
  const { chance } = scene;
  befriend(scene, chance.pick(["fixed", "captured"]), (person, hint) => {
    const currency = chance.pick(currenciesOf[person.channel] as readonly string[]);
    const { least } = valueRanges[currency] as { least: number };
    scene.place(person, { hints: [hint], currency, value: BigInt(least - 1 - chance.below(least - 2)) });
  });
}

/** Nothing of the program is paid in francs; points are. */
function unofferedCurrency(scene: Scene): void {
  befriend(scene, scene.chance.pick(plainPrograms), (person, hint) => {
    person.busy = true;
    scene.place(person, { hints: [hint], currency: "chf" });
  });
}

function suspiciousFriend(scene: Scene): void {
  const program = scene.chance.pick(["fixed", "hybrid", "share"]);
  const advocate = scene.advocate(program, ({ id, orders }) => id % 3 === 0 && orders.length > 0);
  if (advocate === null) return stranger(scene);
  const person = scene.arrive(program);
  person.referred = true;
  const order = scene.place(person, {
    hints: [scene.hintTo(advocate)],
    ...suspicious(advocate, person, scene.chance),
  });
  scene.fate(order, "part");
}

/** Somebody who has ordered uses another's code: too late to be new, early enough for a share of what follows. */
function knownFriend(scene: Scene): void {
  const { chance } = scene;
  const advocate = scene.advocate(
    chance.pick(["fixed", "hybrid", "share"]),
    ({ referred, busy }) => !referred && !busy,
  );
  if (advocate === null) return stranger(scene);
  advocate.root = true;
  const person = scene.advocate(
    chance.pick(["fixed", "hybrid"]),
    ({ referred, root, busy }) => !referred && !root && !busy,
  );
  if (person === null) return stranger(scene);
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
function quickSecond(scene: Scene): void {
  const advocate = scene.advocate("fixed");
  if (advocate === null) return stranger(scene);
  const person = scene.arrive("fixed");
  person.busy = true;
  const first = scene.place(person);
  scene.place(person, { after: first.placedAt, hints: [scene.hintTo(advocate)] });
}

function selfPurchase(scene: Scene): void {
  const person = scene.advocate(scene.chance.pick(["fixed", "share", "hybrid"]), ({ busy }) => !busy);
  if (person === null) return stranger(scene);
  scene.place(person, {
    email: otherSpelling(person),
    customerId: null,
    hints: [{ kind: "typed", of: codeOf(person) }],
  });
}

/** The advocate takes the code of a friend they sent themselves. */
function loop(scene: Scene): void {
  const place = scene.bound.findIndex(
    ({ since, advocate }) => since < scene.wave && !advocate.referred && !advocate.root,
  );
  const [found] = place < 0 ? [] : scene.bound.splice(place, 1);
  if (found === undefined) return stranger(scene);
  found.advocate.referred = true;
  scene.place(found.advocate, { hints: [{ kind: "typed", of: codeOf(found.friend) }] });
}

function twoVoices(scene: Scene): void {
  const { chance } = scene;
  const [one, other] = [scene.advocate("fixed"), scene.advocate("hybrid")];
  if (one === null || other === null) return stranger(scene);
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

function oldCookie(scene: Scene): void {
  const advocate = scene.advocate("fixed");
  if (advocate === null) return stranger(scene);
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

/** A guest, then an account with another address, then both at once: one person, whose friends came by either code. */
function merger(scene: Scene): void {
  const person = scene.arrive("fixed");
  person.busy = true;
  const account = { customerId: `account-${person.id}` };
  const first = scene.place(person, { customerId: null });
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
    const second = scene.place(person, { ...account, email: `other-p${person.id}@mail.example` });
    sends(first.id);
    scene.in(scene.wave + 1, () => {
      sends(second.id);
      scene.place(person, account);
      scene.in(scene.wave + 1, () => sends(scene.chance.pick([first.id, second.id])));
    });
  });
}

/** Written down by staff for nobody in particular. */
function anonymous(scene: Scene): void {
  scene.place(scene.arrive("fixed"), { email: null, customerId: null });
}

export const stories: readonly Story[] = [
  { weight: 30, from: 0, to: waves, tell: stranger },
  { weight: 22, from: 1, to: waves, tell: friend },
  { weight: 9, from: 1, to: waves, tell: boundFriend },
  { weight: 7, from: 1, to: waves, tell: starsFriend },
  { weight: 5, from: 1, to: waves, tell: repeater },
  // All at once: the cap is to be held by many at the same time.
  { weight: 40, from: 2, to: 3, tell: cappedFriend },
  { weight: 3, from: 1, to: waves, tell: belowMinimum },
  { weight: 2, from: 1, to: waves, tell: unofferedCurrency },
  { weight: 4, from: 1, to: waves, tell: suspiciousFriend },
  { weight: 4, from: 1, to: waves, tell: knownFriend },
  { weight: 2, from: 1, to: waves, tell: quickSecond },
  { weight: 3, from: 1, to: waves, tell: selfPurchase },
  { weight: 0.7, from: 2, to: waves, tell: loop },
  { weight: 3, from: 1, to: waves, tell: twoVoices },
  { weight: 1, from: 1, to: waves, tell: oldCookie },
  { weight: 1, from: 0, to: waves - 4, tell: merger },
  { weight: 0.4, from: 0, to: waves, tell: anonymous },
];
