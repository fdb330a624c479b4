import {
  type Click,
  type ClickDay,
  type ClickHistory,
  type ClickProgress,
  type ClickStore,
  clickOfVisit,
  mostChannelsAnHour,
  otherChannels,
} from "@goodword/core";
import { memoryCodes } from "./codes";
import type { ClickHour, MemoryDatabase } from "./database";
import { closeInvitations } from "./invitations";
import { byText, keyOf } from "./table";

const dayLength = 86_400_000;
const never: ClickProgress = {
  rolledUntil: new Date(0),
  closedUntil: new Date(0),
  purgedUntil: new Date(0),
};

const isWithin = (from: Date, until: Date) => (at: Date) => at >= from && at < until;
const dayOf = (at: Date) => at.toISOString().slice(0, 10);
const progressOf = ({ clickProgress }: MemoryDatabase) => clickProgress.get("clicks") ?? never;

export function memoryClicks(database: MemoryDatabase): ClickStore {
  const { clicks, visitorKeys } = database;
  const codes = memoryCodes(database);
  const record = async (click: Click): Promise<void> => {
    const key = keyOf(click.code, click.visitor, click.hour.toISOString());
    if (clicks.get(key) === null) clicks.insert(key, click);
  };
  return {
    record,
    async visit(visit) {
      const link = await codes.linkOf(visit.code);
      const click = clickOfVisit(visit, link);
      if (click !== null) await record(click);
      return link;
    },
    async byId(id) {
      return clicks.find((row) => row.id === id);
    },
    async visitorKey(day, make) {
      const known = visitorKeys.get(day);
      if (known !== null) return known.key;
      const key = make();
      visitorKeys.insert(day, { day, key });
      return key;
    },
  };
}

export function memoryClickHistory(database: MemoryDatabase): ClickHistory {
  const { clicks, clickHours, clickDays, clickProgress, visitorKeys } = database;

  const countDay = (day: string, rows: readonly Click[]): ClickDay => ({
    day,
    clicks: rows.length,
    visitors: new Set(rows.map(({ visitor }) => visitor)).size,
  });

  return {
    async days({ programId, from, until }) {
      const { closedUntil } = progressOf(database);
      const isIn = isWithin(from, until);
      const closed = clickDays.filter(
        (row) => row.programId === programId && isIn(new Date(row.day)) && new Date(row.day) < closedUntil,
      );
      const open = clicks.filter(
        (row) =>
          row.kind === "human" &&
          isIn(row.hour) &&
          row.hour >= closedUntil &&
          (programId === null || row.programId === programId),
      );
      const names = [...new Set(open.map(({ hour }) => dayOf(hour)))];
      return [
        ...closed.map(({ day, clicks, visitors }) => ({ day, clicks, visitors })),
        ...names.map((name) =>
          countDay(
            name,
            open.filter(({ hour }) => dayOf(hour) === name),
          ),
        ),
      ].sort((a, b) => (a.day < b.day ? -1 : 1));
    },
    async lockProgress() {
      return progressOf(database);
    },
    async saveProgress(progress) {
      clickProgress.write("clicks", progress);
    },
    async oldestHour() {
      const hours = clicks.filter(() => true).map(({ hour }) => hour.getTime());
      return hours.length === 0 ? null : new Date(Math.min(...hours));
    },
    async rollUp({ from, until }) {
      const isIn = isWithin(from, until);
      const counted = countChannels(clicks.filter(({ hour }) => isIn(hour)));
      const links = new Set(counted.map(linkHour));
      // With new clicks, a channel may no longer be one of the most clicked.
      const before = clickHours.entries((row) => isIn(row.hour) && links.has(linkHour(row)));
      for (const [key] of before) clickHours.remove(key);
      for (const row of counted) clickHours.write(keyOf(linkHour(row), row.channel), row);
    },
    async closeDay(day) {
      const isIn = isWithin(day, new Date(day.getTime() + dayLength));
      const rows = clicks.filter(({ hour, kind }) => kind === "human" && isIn(hour));
      if (rows.length === 0) return;
      for (const programId of [null, ...new Set(rows.map((row) => row.programId))]) {
        const own = rows.filter((row) => programId === null || row.programId === programId);
        clickDays.write(keyOf(programId ?? "", dayOf(day)), { programId, ...countDay(dayOf(day), own) });
      }
      closeInvitations(database, dayOf(day), rows);
    },
    async purge(before) {
      const old = clicks.filter(({ hour }) => hour < before);
      for (const { code, visitor, hour } of old) clicks.remove(keyOf(code, visitor, hour.toISOString()));
      return old.length;
    },
    async openMonths() {},
    async destroyVisitorKeys(before) {
      const old = visitorKeys.filter(({ day }) => day < before);
      for (const { day } of old) visitorKeys.remove(day);
      return old.length;
    },
  };
}

const linkHour = ({ programId, code, hour, kind }: Omit<ClickHour, "channel" | "clicks">) =>
  keyOf(programId, code, hour.toISOString(), kind);

/** By link, hour and kind the most clicked channels apart, no channel before all others, and the rest together. */
export function countChannels(clicks: readonly Click[]): ClickHour[] {
  const channels = new Map<string, ClickHour>();
  for (const { programId, code, channel: given, hour, kind } of clicks) {
    const row = { programId, code, channel: given ?? "", hour, kind };
    const key = keyOf(linkHour(row), row.channel);
    channels.set(key, { ...row, clicks: (channels.get(key)?.clicks ?? 0) + 1 });
  }
  const sorted = [...channels.values()].sort(
    (a, b) =>
      Number(a.channel !== "") - Number(b.channel !== "") ||
      b.clicks - a.clicks ||
      byText(a.channel, b.channel),
  );
  const places = new Map<string, number>();
  const counted = new Map<string, ClickHour>();
  for (const row of sorted) {
    const place = (places.get(linkHour(row)) ?? 0) + 1;
    places.set(linkHour(row), place);
    const channel = place <= mostChannelsAnHour ? row.channel : otherChannels;
    const key = keyOf(linkHour(row), channel);
    counted.set(key, { ...row, channel, clicks: (counted.get(key)?.clicks ?? 0) + row.clicks });
  }
  return [...counted.values()];
}

/** Human clicks of a code: hours that were counted, and the clicks since. */
export function humanClicks(database: MemoryDatabase, code: string): number {
  const { rolledUntil } = progressOf(database);
  const isOfCode = (row: { readonly code: string; readonly kind: string }) =>
    row.code === code && row.kind === "human";
  const rolled = database.clickHours.filter((row) => isOfCode(row) && row.hour < rolledUntil);
  return (
    rolled.reduce((sum, row) => sum + row.clicks, 0) +
    database.clicks.count((row) => isOfCode(row) && row.hour >= rolledUntil)
  );
}
