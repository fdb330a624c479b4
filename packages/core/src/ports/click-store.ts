import type { Click, ClickDay, ClickPeriod, ClickProgress, Visit } from "../click/click";
import type { CodeLink } from "../referral/code";

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
