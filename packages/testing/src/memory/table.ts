/** Takes a write back. */
type Undo = () => unknown;

/** What one transaction wrote, newest last; running it backwards leaves no trace. */
export class Journal {
  private undos: Undo[] = [];

  note(undo: Undo): void {
    this.undos.push(undo);
  }

  commit(): void {
    this.undos = [];
  }

  rollback(): void {
    for (const undo of this.undos.reverse()) undo();
    this.undos = [];
  }
}

/** Rows by primary key in order of arrival. Rows are copied in and out, as a database would. */
export class Table<Row extends object> {
  private readonly rows = new Map<string, Row>();

  constructor(
    private readonly name: string,
    private readonly journal: Journal,
    private readonly uniqueKeys: ReadonlyArray<(row: Row) => string | null> = [],
  ) {}

  get(key: string): Row | null {
    const row = this.rows.get(key);
    return row === undefined ? null : structuredClone(row);
  }

  find(matches: (row: Row) => boolean): Row | null {
    for (const row of this.rows.values()) if (matches(row)) return structuredClone(row);
    return null;
  }

  filter(matches: (row: Row) => boolean): Row[] {
    return [...this.rows.values()].filter(matches).map((row) => structuredClone(row));
  }

  /** Rows with their keys, to be written again. */
  entries(matches: (row: Row) => boolean): [key: string, row: Row][] {
    return [...this.rows].filter(([, row]) => matches(row)).map(([key, row]) => [key, structuredClone(row)]);
  }

  count(matches: (row: Row) => boolean): number {
    let count = 0;
    for (const row of this.rows.values()) if (matches(row)) count++;
    return count;
  }

  /** @throws Error when the primary key or a unique key is taken, as a database would */
  insert(key: string, row: Row): void {
    if (this.rows.has(key)) throw new Error(`${this.name}: the key ${key} is taken`);
    this.write(key, row);
  }

  /** Writes over what is there, or adds it. */
  write(key: string, row: Row): void {
    for (const unique of this.uniqueKeys) {
      const value = unique(row);
      if (value === null) continue;
      for (const [otherKey, other] of this.rows) {
        if (otherKey !== key && unique(other) === value) {
          throw new Error(`${this.name}: the unique key ${value} is taken`);
        }
      }
    }
    const before = this.rows.get(key);
    this.rows.set(key, structuredClone(row));
    this.journal.note(() => {
      if (before === undefined) this.rows.delete(key);
      else this.rows.set(key, before);
    });
  }

  remove(key: string): void {
    const before = this.rows.get(key);
    if (before === undefined) return;
    this.rows.delete(key);
    this.journal.note(() => this.rows.set(key, before));
  }
}

/** A composite key that no other list of parts makes. */
export const keyOf = (...parts: readonly string[]): string => JSON.stringify(parts);

/** By code point, as a database does with `collate "C"`. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** For sorting by a time and then by a text. */
export const byTime =
  <Row>(time: (row: Row) => Date, text: (row: Row) => string) =>
  (a: Row, b: Row): number =>
    time(a).getTime() - time(b).getTime() || byText(text(a), text(b));
