import { median, quantile, round } from '../../support/statistics.js';

/** How one party's time stands to another's: the median over rounds, and where that lies with 95 % confidence. */
export interface Ratio {
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  readonly rounds: number;
}

/**
 * Times of the same calls by several parties, in rounds. Of each round the medians (or another quantile) of two
 * parties make one ratio, so that what the machine did in that round hit both; the ratios of the rounds are then
 * taken as they are: their median, and its interval by order statistics, which assumes nothing of how they spread.
 */
export class PairedRounds {
  readonly #times = new Map<string, number[][]>();

  add(what: string, party: string, roundNumber: number, milliseconds: number): void {
    const key = keyOf(what, party);
    const rounds = this.#times.get(key) ?? [];
    this.#times.set(key, rounds);
    const times = rounds[roundNumber] ?? [];
    rounds[roundNumber] = times;
    times.push(milliseconds);
  }

  /** Every time of a party, in milliseconds. */
  all(what: string, party: string): number[] {
    return (this.#times.get(keyOf(what, party)) ?? []).flat();
  }

  /** @param share which quantile of a round is compared; the median unless said. */
  ratio(what: string, party: string, base: string, share = 0.5): Ratio {
    const of = (name: string): number[] =>
      (this.#times.get(keyOf(what, name)) ?? []).map((times) => quantile(times, share));
    const under = of(base);
    return ratioOf(of(party).map((time, at) => time / (under[at] ?? Number.NaN)));
  }
}

/** Median and order-statistic interval of independent ratios. */
export function ratioOf(ratios: readonly number[]): Ratio {
  const sorted = [...ratios].sort((a, b) => a - b);
  const { length } = sorted;
  const outside = outsideOf(length);
  return {
    ratio: round(median(sorted)),
    low: round(sorted[outside] ?? Number.NaN),
    high: round(sorted[length - 1 - outside] ?? Number.NaN),
    rounds: length,
  };
}

/** How many of n ordered values lie outside at each end, where the median is inside with 95 % confidence. */
function outsideOf(n: number): number {
  let probability = 0.5 ** n;
  let below = probability;
  let outside = 0;
  while (below <= 0.025 && outside < n) {
    outside += 1;
    probability *= (n - outside + 1) / outside;
    below += probability;
  }
  return Math.max(0, outside - 1);
}

function keyOf(what: string, party: string): string {
  return `${what}\n${party}`;
}
