import { type Summary, summarize } from './statistics.js';

/** Times by what was timed, collected in turn. */
export class SeriesSet {
  readonly #series: Map<string, number[]>;

  /** @param names in the order in which they are shown; others follow as they come. */
  constructor(names: readonly string[] = []) {
    this.#series = new Map(names.map((name) => [name, []]));
  }

  add(name: string, milliseconds: number): void {
    const series = this.#series.get(name);
    if (series === undefined) this.#series.set(name, [milliseconds]);
    else series.push(milliseconds);
  }

  summary(name: string): Summary {
    return summarize(this.#series.get(name) ?? []);
  }

  /** Every series that has values. */
  summaries(): Record<string, Summary> {
    return Object.fromEntries(
      [...this.#series]
        .filter(([, series]) => series.length > 0)
        .map(([name, series]) => [name, summarize(series)]),
    );
  }

  rows(): Record<string, string | number>[] {
    return Object.entries(this.summaries()).map(([what, summary]) => ({ what, ...summary }));
  }
}
