import { excerpt } from './json.js';
import { print } from './report.js';

/** What went wrong, by kind: every one is counted, the first few are shown. */
export class Faults {
  readonly #counts = new Map<string, number>();
  readonly #examples: string[] = [];
  readonly #shown: number;

  constructor(shown = 3) {
    this.#shown = shown;
  }

  add(kind: string, detail: unknown): void {
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    if (count > this.#shown) return;
    const example = `${kind}: ${excerpt(detail instanceof Error ? detail.message : detail, 600)}`;
    this.#examples.push(example);
    print(`FAULT ${example}`);
  }

  get total(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }

  count(kind: string): number {
    return this.#counts.get(kind) ?? 0;
  }

  summary(): { counts: Record<string, number>; examples: readonly string[] } {
    return { counts: Object.fromEntries(this.#counts), examples: this.#examples };
  }
}
