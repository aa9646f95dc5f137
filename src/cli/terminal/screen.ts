/** Columns of the terminal that the answer goes to; null where it goes into a pipe or a file, which takes all of it. */
export function screenColumns(): number | null {
  if (process.stdout.isTTY !== true) return null;
  return process.stdout.columns > 0 ? process.stdout.columns : 80;
}
