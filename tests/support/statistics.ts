/** What a table shows of a series of times, in the unit of the series. */
export interface Summary {
  readonly n: number;
  readonly p50: number;
  readonly p95: number;
  readonly min: number;
  readonly max: number;
}

/** The value below which `share` (0..1) of the series lies; linear between neighbours. */
export function quantile(series: readonly number[], share: number): number {
  if (series.length === 0) return Number.NaN;
  const sorted = [...series].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? 0;
  const high = sorted[Math.ceil(at)] ?? low;
  return low + (high - low) * (at - Math.floor(at));
}

export function median(series: readonly number[]): number {
  return quantile(series, 0.5);
}

export function summarize(series: readonly number[]): Summary {
  return {
    n: series.length,
    p50: round(quantile(series, 0.5)),
    p95: round(quantile(series, 0.95)),
    min: round(quantile(series, 0)),
    max: round(quantile(series, 1)),
  };
}

/** Four significant digits, which is more than these measurements hold. */
export function round(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(4)) : value;
}
