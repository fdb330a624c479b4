import { befriend, plainPrograms } from "./befriend";
import { waves } from "./calendar";
import { channels, type Scene } from "./scene";
import {
  anonymous,
  belowMinimum,
  impostor,
  knownFriend,
  loop,
  oldCookie,
  quickSecond,
  registering,
  selfPurchase,
  suspiciousFriend,
  twoVoices,
  unofferedCurrency,
} from "./unusual-stories";

interface Story {
  /** How often it is told among the others of its waves. */
  readonly weight: number;
  readonly from: number;
  readonly to: number;
  readonly tell: (scene: Scene) => void;
}

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
  if (found === null) return;
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
  { weight: 1, from: 0, to: waves - 4, tell: registering },
  { weight: 1, from: 0, to: waves - 3, tell: impostor },
  { weight: 0.4, from: 0, to: waves, tell: anonymous },
];
