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
