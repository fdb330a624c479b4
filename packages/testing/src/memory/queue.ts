import type { Queue } from "@goodword/core";
import type { QueuedMessage } from "./database";
import { byTime, type Table } from "./table";

export function memoryQueue(messages: Table<QueuedMessage>): Queue {
  const change = (id: string, part: Partial<QueuedMessage>) => {
    const message = messages.get(id);
    if (message !== null) messages.write(id, { ...message, ...part });
  };
  return {
    async put(added) {
      let count = 0;
      for (const message of added) {
        if (messages.find((row) => row.key === message.key) !== null) continue;
        messages.insert(message.id, {
          ...message,
          state: "waiting",
          attempts: 0,
          leaseUntil: null,
          error: null,
        });
        count++;
      }
      return count;
    },
    async claim({ now, limit, leaseUntil }) {
      return messages
        .filter(
          (row) =>
            row.state === "waiting" &&
            row.availableAt <= now &&
            (row.leaseUntil === null || row.leaseUntil <= now),
        )
        .sort((a, b) => a.availableAt.getTime() - b.availableAt.getTime())
        .slice(0, limit)
        .map(({ id, key, kind, payload, availableAt, attempts }) => {
          change(id, { leaseUntil, attempts: attempts + 1 });
          return { id, key, kind, payload, availableAt, attempts: attempts + 1 };
        });
    },
    async done(ids) {
      for (const id of ids) change(id, { state: "done", leaseUntil: null });
    },
    async fail(id, error, retryAt) {
      // A worker that lost its lease must not call dead what another has finished.
      if (messages.get(id)?.state !== "waiting") return;
      change(
        id,
        retryAt === null
          ? { state: "dead", leaseUntil: null, error }
          : { availableAt: retryAt, leaseUntil: null, error },
      );
    },
    async state(now) {
      const waiting = messages.filter((row) => row.state === "waiting");
      const due = waiting.map(({ availableAt }) => availableAt).filter((at) => at <= now);
      due.sort((a, b) => a.getTime() - b.getTime());
      return {
        waiting: waiting.length,
        due: due.length,
        oldestDueAt: due[0] ?? null,
        retrying: waiting.filter(({ attempts, error }) => attempts > 0 && error !== null).length,
        dead: messages.count((row) => row.state === "dead"),
      };
    },
    async dead({ limit, offset }) {
      const dead = messages
        .filter((row) => row.state === "dead")
        .sort(
          byTime(
            (row) => row.availableAt,
            (row) => row.id,
          ),
        )
        .reverse();
      const rows = dead.slice(offset, offset + limit);
      return {
        rows: rows.map(({ state: _, leaseUntil: __, ...row }) => ({ ...row, error: row.error ?? "" })),
        count: dead.length,
      };
    },
    async revive(ids, at) {
      const dead = messages.filter((row) => row.state === "dead" && (ids === null || ids.includes(row.id)));
      for (const { id } of dead) change(id, { state: "waiting", attempts: 0, error: null, availableAt: at });
      return dead.length;
    },
  };
}
