import { type Summary, summarize } from './statistics.js';

/** Times by what was timed, collected in turn. */
export class SeriesSet {
  readonly #series = new Map<string, number[]>();

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
    return Object.fromEntries([...this.#series].map(([name, series]) => [name, summarize(series)]));
  }

  rows(): Record<string, string | number>[] {
    return Object.entries(this.summaries()).map(([what, summary]) => ({ what, ...summary }));
  }
}
