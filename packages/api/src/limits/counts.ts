import type { SharedCounts } from "./shared-counts";

/** How often something was counted, and until when that counts. */
export interface Count {
  readonly count: number;
  readonly until: number;
}

/** Counts of several things at each place, each for a time that begins with its first one. */
export interface Counts {
  /** What this instance knows without asking anybody. */
  known(place: string, what: string): Count;
  /** Counts once more, and hears what the other instances counted. Never throws. */
  add(place: string, what: string, seconds: number): Promise<void>;
  /** The same without a word to the others. */
  addHere(place: string, what: string, seconds: number): void;
}

const none: Count = { count: 0, until: 0 };

/** A flood of made-up addresses must not fill the memory: the older half of the places is forgotten first. */
const mostPlaces = 50_000;

type Place = Map<string, { count: number; until: number }>;

/**
 * Counts in memory. With `shared`, counts come back with those of the other instances, so that whoever is over a
 * ceiling at one is over it at all, while reading costs no round trip.
 */
export function createCounts(shared: SharedCounts | null = null, most = mostPlaces): Counts {
  let places = new Map<string, Place>();
  let older = new Map<string, Place>();

  const at = (place: string) => places.get(place) ?? older.get(place);

  const set = (place: string, what: string, count: number, until: number): void => {
    const found: Place = at(place) ?? new Map();
    found.set(what, { count, until });
    places.set(place, found);
    if (places.size < most / 2) return;
    older = places;
    places = new Map();
  };

  const known = (place: string, what: string): Count => {
    const found = at(place)?.get(what);
    return found !== undefined && found.until > Date.now() ? found : none;
  };

  const addHere = (place: string, what: string, seconds: number): void => {
    const { count, until } = known(place, what);
    set(place, what, count + 1, count === 0 ? Date.now() + seconds * 1_000 : until);
  };

  return {
    known,
    addHere,
    async add(place, what, seconds) {
      addHere(place, what, seconds);
      const theirs = shared === null ? null : await shared.add(`${what}:${place}`, seconds);
      if (theirs === null || theirs.consumedPoints <= known(place, what).count) return;
      set(place, what, theirs.consumedPoints, Date.now() + Math.max(1, theirs.msBeforeNext));
    },
  };
}
