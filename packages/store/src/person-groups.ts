import type { Enrolment, Identity } from "@goodword/core";

/** Entries of a list that are one person: they share an identity, or each shares one with a third. */
export interface PersonGroup {
  readonly candidate: Enrolment["candidate"];
  /** By key, each once. */
  readonly identities: ReadonlyMap<string, Identity>;
  /** Where in the list its entries stand, rising; the first leads. */
  readonly places: readonly number[];
}

export const identityKey = ({ kind, value }: Identity) => `${kind}:${value}`;

/** Groups the list by the marks of its entries: those that share one, or are joined by others that do. */
export function joined<T>(list: readonly T[], marksOf: (item: T) => Iterable<string>): T[][] {
  const groups = new Map<string, { members: number[]; marks: string[] }>();
  list.forEach((item, place) => {
    const group = { members: [place], marks: [...marksOf(item)] };
    for (const known of new Set(group.marks.flatMap((mark) => groups.get(mark) ?? []))) {
      group.members.push(...known.members);
      group.marks.push(...known.marks);
    }
    // An entry without a mark is on its own.
    for (const mark of group.marks.length === 0 ? [`alone ${place}`] : group.marks) groups.set(mark, group);
  });
  return [...new Set(groups.values())].map(({ members }) =>
    members.sort((a, b) => a - b).map((place) => list[place] as T),
  );
}

/** The people of a list, whichever of their identities it names them by. */
export function personGroups(people: readonly Enrolment[]): PersonGroup[] {
  const entries = people.map((person, place) => ({ ...person, place }));
  return joined(entries, ({ identities }) => identities.map(identityKey)).map((same) => ({
    candidate: (same[0] as Enrolment).candidate,
    identities: new Map(
      same.flatMap(({ identities }) => identities.map((identity) => [identityKey(identity), identity])),
    ),
    places: same.map(({ place }) => place),
  }));
}

/** Groups that turned out to be one person. */
export function oneGroup(groups: readonly PersonGroup[]): PersonGroup {
  const sorted = [...groups].sort((a, b) => (a.places[0] as number) - (b.places[0] as number));
  return {
    candidate: (sorted[0] as PersonGroup).candidate,
    identities: new Map(sorted.flatMap(({ identities }) => [...identities])),
    places: sorted.flatMap(({ places }) => places).sort((a, b) => a - b),
  };
}
