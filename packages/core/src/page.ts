export interface Page {
  readonly limit: number;
  readonly offset: number;
}

export interface PageOf<T> {
  readonly rows: readonly T[];
  readonly count: number;
}
