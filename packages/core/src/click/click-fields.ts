import type { Click, SubId, Visit } from "./click";

const subIds: readonly SubId[] = ["s1", "s2", "s3", "s4", "s5"];
const subId = /^[\w.-]{1,64}$/;
const clickIdName = /^[a-z][\w-]{0,31}$/i;
const clickId = /^[\w.~:-]{1,256}$/;
const mostClickIds = 10;
/** What a share link sets itself. */
const reserved: ReadonlySet<string> = new Set(["ref", ...subIds]);

type Query = Readonly<Record<string, unknown>>;

/**
 * Most channels of one link, hour and kind whose clicks are counted apart, no channel being one of them. These counts
 * are never deleted, and a visitor may invent a channel: without a bound, one visitor could fill the database. Shops
 * share on far fewer.
 */
export const mostChannelsAnHour = 20;

/** The channel under which the other clicks of the hour are counted together; `s1` may not contain its brackets. */
export const otherChannels = "(other)";

/** The sub-IDs of a link that are no longer than 64 letters, digits, `_`, `.` and `-`. */
export function subIdsOf(query: Query): Click["subIds"] {
  return Object.fromEntries(subIds.flatMap((name) => entryOf(query, name, subId)));
}

/**
 * The click ids that the program preserves, ten at most and 256 characters each; others are left where they
 * are, and none may replace the link's own parameters.
 */
export function clickIdsOf(query: Query, preserved: readonly string[]): Click["clickIds"] {
  const names = preserved.filter((name) => clickIdName.test(name) && !reserved.has(name.toLowerCase()));
  return Object.fromEntries(names.flatMap((name) => entryOf(query, name, clickId)).slice(0, mostClickIds));
}

/** What is recorded of a visit, by its code; null where that is nothing. */
export function clickOfVisit(
  { programs, ...visit }: Visit,
  link: { readonly status: string; readonly programId: string } | null,
): Click | null {
  const clickIds = link?.status === "active" ? programs.get(link.programId) : undefined;
  if (link === null || clickIds === undefined) return null;
  return { ...visit, programId: link.programId, clickIds };
}

function entryOf(query: Query, name: string, allowed: RegExp): [string, string][] {
  const value = query[name];
  return typeof value === "string" && allowed.test(value) ? [[name, value]] : [];
}
