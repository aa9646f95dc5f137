/** A number of 0..1 as every store keeps it: six decimals, never -0. */
export function sixDecimals(value: number): number {
  return Math.round(value * 1_000_000) / 1_000_000 + 0;
}
