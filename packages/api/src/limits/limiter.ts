import { createHash } from "node:crypto";
import { isInternalAddress, networkOf } from "@goodword/core";
import {
  type Ceiling,
  type Counted,
  ceilings,
  everybody,
  type KeyKind,
  type Outcome,
  shopSize,
  soft,
  softPart,
} from "./ceilings";
import { type Count, type Counts, createCounts } from "./counts";
import { createPlaces } from "./places";
import type { SharedCounts } from "./shared-counts";

/** A request as far as its limits depend on it. */
export interface Asking {
  /** The client's address. */
  readonly address: string;
  readonly cart?: string | undefined;
  readonly order?: string | undefined;
  /** The customer who is logged in. */
  readonly account?: string | undefined;
  /** What the request may turn out to be, beside found and failed. */
  readonly may: readonly Counted[];
  /** What it names that a stranger could guess: missing the same thing again is no further guess. */
  readonly subject?: string | undefined;
}

export interface Entered {
  readonly refused: false;
  /** Over a soft ceiling: the answer is given, and leaves no row. */
  readonly isOverSoft: boolean;
  /** What it turned out to be. Resolves when the answer may go out: whoever guesses a lot waits. */
  leave(outcome: Outcome): Promise<void>;
}

export interface Refused {
  readonly refused: true;
  /** In whole seconds, at least one. */
  readonly retryAfter: number;
}

export interface Limiter {
  /** Decides before anything is looked up, so that a refusal says nothing about what is there. */
  enter(asking: Asking): Promise<Entered | Refused>;
}

export interface LimiterOptions {
  /** Counts shared by several instances; without, each counts in its own memory. */
  readonly shared?: SharedCounts | null;
  /** Addresses of the shop's own servers that call for all of its shoppers. Private addresses need no mention. */
  readonly shopServers?: readonly string[];
  /** Told at most once a minute that very many things are being guessed at. */
  warn?(message: string, fields: Readonly<Record<string, number>>): void;
}

/** How long one waits whose address, cart or account misses a lot; and how long everybody who misses while very many do. */
const slowMs = 500;
const slowestMs = 1_000;
/** Answers that are held back at one time; further ones are given at once. */
const mostHeld = 1_000;
/** Missing the same thing again within this time is no further guess. */
const sameGuessSeconds = 3_600;

const forgiven: ReadonlySet<Counted> = new Set(["missed", "mistyped"]);
const slowed: ReadonlySet<Counted> = new Set(["missed", "refused", "unsigned", "mistyped"]);

type What = keyof typeof ceilings;

/** A ceiling and what it is counted as. */
interface Mark extends Ceiling {
  readonly what: What;
  readonly name: string;
}

const marks = Object.fromEntries(
  Object.entries(ceilings).map(([what, kinds]) => [
    what,
    Object.fromEntries(
      Object.entries(kinds).map(([kind, list]) => [
        kind,
        list.map((ceiling) => ({ ...ceiling, what, name: `${what}:${ceiling.seconds}` })),
      ]),
    ),
  ]),
) as unknown as Readonly<Record<What, Partial<Record<KeyKind, readonly Mark[]>>>>;

interface Who {
  readonly kind: KeyKind;
  readonly place: string;
  readonly size: number;
}

/**
 * Counts what is asked and what came of it, and refuses whoever is over a ceiling. Questions of one address, cart or
 * account are answered at the same time only as far as all of them could miss without going over: the others wait for
 * these, so that many honest ones at once all pass and many guesses at once do not.
 */
export function createLimiter({ shared = null, shopServers = [], warn }: LimiterOptions = {}): Limiter {
  // Apart, so that many visitors do not make the guesses of a few forgotten.
  const ofGuesses = createCounts(shared);
  const ofVisits = createCounts();
  const countsOf = (what: What): Counts => (what === "asked" || soft.has(what) ? ofVisits : ofGuesses);
  const places = createPlaces();
  const servers = new Set(shopServers.map(hostOf));
  let held = 0;
  let warnedUntil = 0;

  /** What a request is counted under, and how many times a visitor's room that has. */
  const whoAsks = (asking: Asking): Who[] => {
    const host = hostOf(asking.address);
    const size = servers.has(host) || isInternalAddress(asking.address) ? shopSize : 1;
    const who: Who[] = [{ kind: "address", place: `address:${host}`, size }];
    const site = siteOf(asking.address);
    if (site !== host && size === 1) who.push({ kind: "site", place: `site:${site}`, size: 1 });
    for (const kind of ["cart", "order", "account"] as const) {
      const value = asking[kind];
      if (value !== undefined) who.push({ kind, place: `${kind}:${value.slice(0, 128)}`, size: 1 });
    }
    return who;
  };

  const knownOf = ({ what, name }: Mark, { place }: Who) => countsOf(what).known(place, name);
  const isOver = (mark: Mark, by: Who) => knownOf(mark, by).count >= mark.most * by.size;

  return {
    async enter(asking) {
      const who = whoAsks(asking);
      const softly = asking.may.filter((what) => soft.has(what));
      const hardly = asking.may.filter((what) => !soft.has(what));
      const asked = softly.length > 0 ? [] : (["asked"] as const);
      const own = who.filter(({ kind }) => hardly.some((what) => marks[what][kind] !== undefined));
      const names = own.map(({ place }) => place);
      // Each count is read once, and no list is made of them: this stands before every answer.
      const entered = await places.enter(names, () => {
        let waitFor: string | null = null;
        const isRefused = some(hardly, who, (mark, by) => {
          const { count } = knownOf(mark, by);
          const most = mark.most * by.size;
          if (count + places.taken(by.place) >= most) waitFor ??= by.place;
          return count >= most;
        });
        return isRefused || some(asked, who, isOver) ? { refused: true } : { refused: false, waitFor };
      });
      if (!entered) {
        const over: Count[] = [];
        each([...asked, ...hardly], who, (mark, by) => {
          if (isOver(mark, by)) over.push(knownOf(mark, by));
        });
        return { refused: true, retryAfter: secondsLeft(over) };
      }
      countHere(asked, who);
      const isOverSoft = some(softly, who, isOver);
      return {
        refused: false,
        isOverSoft,
        async leave(outcome) {
          let wait = 0;
          try {
            if (outcome !== "found" && outcome !== "failed") wait = await count(outcome, who, asking.subject);
          } finally {
            places.leave(names);
          }
          if (wait > 0) await hold(wait);
        },
      };
    },
  };

  /** Nobody waits for it, and no other instance hears of it. */
  function countHere(whats: readonly What[], who: readonly Who[]): void {
    each(whats, who, ({ name, seconds }, { place }) => ofVisits.addHere(place, name, seconds));
  }

  /** Answers for how long the answer is held back. */
  async function count(what: Counted, who: readonly Who[], subject: string | undefined): Promise<number> {
    if (soft.has(what)) {
      countHere([what], who);
      return 0;
    }
    const isFirst = forgiven.has(what) && subject !== undefined ? firstOf(subject) : () => true;
    const told: Promise<void>[] = [];
    each([what], who, (mark, by) => {
      if (isFirst(mark, by)) told.push(ofGuesses.add(by.place, mark.name, mark.seconds));
    });
    await Promise.all(told);
    if (!slowed.has(what)) return 0;
    if (told.length > 0) ofVisits.addHere("everybody", "", everybody.seconds);
    if (isRush()) return slowestMs;
    const isSlow = (mark: Mark, by: Who) => knownOf(mark, by).count > mark.most * by.size * softPart;
    return some([what], who, isSlow) ? slowMs : 0;
  }

  function firstOf(subject: string): (mark: Mark, by: Who) => boolean {
    // Whole, and short: what is cut off would make one guess of many.
    const named = createHash("sha256").update(subject).digest("base64url");
    return ({ name }, { place }) => {
      const guess = `guess:${place}:${named}`;
      if (ofGuesses.known(guess, name).count > 0) return false;
      ofGuesses.addHere(guess, name, sameGuessSeconds);
      return true;
    };
  }

  function isRush(): boolean {
    const { count } = ofVisits.known("everybody", "");
    if (count <= everybody.most) return false;
    if (Date.now() >= warnedUntil) {
      warnedUntil = Date.now() + everybody.seconds * 1_000;
      warn?.("very many unknown codes, orders or claims are asked for; answers to them are slowed down", {
        count,
      });
    }
    return true;
  }

  async function hold(milliseconds: number): Promise<void> {
    if (held >= mostHeld) return;
    held += 1;
    await new Promise((later) => setTimeout(later, milliseconds));
    held -= 1;
  }
}

/** Looks at the ceilings of what a request may be, for each that it is counted under, until one `fits`. */
function some(whats: readonly What[], who: readonly Who[], fits: (mark: Mark, by: Who) => boolean): boolean {
  for (const what of whats) {
    for (const by of who) {
      for (const mark of marks[what][by.kind] ?? []) if (fits(mark, by)) return true;
    }
  }
  return false;
}

function each(whats: readonly What[], who: readonly Who[], look: (mark: Mark, by: Who) => void): void {
  some(whats, who, (mark, by) => {
    look(mark, by);
    return false;
  });
}

/** One address of IPv4; of IPv6 what one household or server is given, as it can change the rest at will. */
function hostOf(address: string): string {
  return networkOf(address, { v4: 32, v6: 64 });
}

/** What a provider of IPv6 may give one customer, who then has 65,536 such; the same as the host for IPv4. */
function siteOf(address: string): string {
  return networkOf(address, { v4: 32, v6: 48 });
}

function secondsLeft(over: readonly Count[]): number {
  const until = Math.max(0, ...over.map((count) => count.until));
  return Math.max(1, Math.ceil((until - Date.now()) / 1_000));
}
