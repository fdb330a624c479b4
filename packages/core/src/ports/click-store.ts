import type { CodeLink } from "./people-stores";

/** A person, the fetcher of a link's preview in a messenger, or any other machine. */
export type ClickKind = "human" | "bot" | "preview";

export type SubId = "s1" | "s2" | "s3" | "s4" | "s5";

/** A visit of a share link. */
export interface Click {
  readonly id: string;
  readonly code: string;
  readonly programId: string;
  /** Keyed hash of address and user agent; its key lives a day and is destroyed. */
  readonly visitor: string;
  /** Keyed hash of the visitor's network, with the same key; null for a click of a version that did not keep it. */
  readonly network: string | null;
  /** The hour of the clock (UTC) in which a visitor counts once. */
  readonly hour: Date;
  readonly clickedAt: Date;
  /** Where the link was shared: `s1`. */
  readonly channel: string | null;
  readonly subIds: Readonly<Partial<Record<SubId, string>>>;
  /** Click ids of networks that the program preserves: `{ gclid: "…" }`. */
  readonly clickIds: Readonly<Record<string, string>>;
  readonly kind: ClickKind;
}

/** A visit before its code is looked up: what of it is kept is decided by the program that the code is of. */
export interface Visit extends Omit<Click, "programId" | "clickIds"> {
  /** The programs whose clicks are recorded, each with the click ids that it preserves. */
  readonly programs: ReadonlyMap<string, Click["clickIds"]>;
}

export interface ClickStore {
  /**
   * Looks a code up and records its click, at once where the database can: a friend waits for it. Null where
   * nobody has the code; there, and where it is not active or of no program of the visit, nothing is recorded.
   */
  visit(visit: Visit): Promise<CodeLink | null>;
  /**
   * Durable when it resolves; left out when this visitor's click of this code and hour is already there. Clicks
   * that come while others are being written are written together.
   */
  record(click: Click): Promise<void>;
  /** Null for one that is not there, or that is older than a click is kept. */
  byId(id: string): Promise<Click | null>;
  /** The key of a day (UTC, `2026-11-02`), the same for all instances; made where there is none. */
  visitorKey(day: string, make: () => string): Promise<string>;
}

/** Human clicks of a day (UTC), one a visitor and code an hour, and the people behind them. */
export interface ClickDay {
  /** `2026-11-02` */
  readonly day: string;
  readonly clicks: number;
  readonly visitors: number;
}

/** How far clicks were counted and deleted. 1970 before the first time. */
export interface ClickProgress {
  /** Hours before it are rolled up. */
  readonly rolledUntil: Date;
  /** Days before it are closed. */
  readonly closedUntil: Date;
  /** Hours before it have no clicks any more, only their counts. */
  readonly purgedUntil: Date;
}

/** `from` is included, `until` is not. */
export interface ClickPeriod {
  readonly from: Date;
  readonly until: Date;
}

/** What stays of clicks when they are gone: counts by hour, and the exact visitors and networks of each day. */
export interface ClickHistory {
  /**
   * Days with a click, oldest first: closed ones as they were counted then, the rest counted now.
   * @param query whole days; `programId` null for all programs
   */
  days(query: ClickPeriod & { readonly programId: string | null }): Promise<ClickDay[]>;
  /** Within a transaction, whoever asks next waits until it is over. */
  lockProgress(): Promise<ClickProgress>;
  saveProgress(progress: ClickProgress): Promise<void>;
  oldestHour(): Promise<Date | null>;
  /**
   * Counts these hours again by channel, and writes over what was counted where it changed. Of each link, hour and
   * kind the `mostChannelsAnHour` most clicked channels are counted apart, the rest together as `otherChannels`.
   */
  rollUp(hours: ClickPeriod): Promise<void>;
  /** Counts clicks, visitors and each code's networks of the day that begins then. */
  closeDay(day: Date): Promise<void>;
  /** Deletes the clicks of earlier hours, and answers how many. */
  purge(before: Date): Promise<number>;
  /** Prepares storage for the months of a period, and gives back that of months before `purgedUntil`. */
  openMonths(period: ClickPeriod): Promise<void>;
  /** Destroys the keys of earlier days (`2026-11-02`), and answers how many. */
  destroyVisitorKeys(before: string): Promise<number>;
}
