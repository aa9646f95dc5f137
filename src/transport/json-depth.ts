/** Whether a JSON value holds objects or lists nested deeper than `levels`; without recursion. */
export function isDeeperThan(value: unknown, levels: number): boolean {
  let layer = containersOf([value]);
  for (let depth = 1; layer.length > 0; depth += 1) {
    if (depth > levels) return true;
    layer = layer.flatMap((container) => containersOf(Object.values(container)));
  }
  return false;
}

function containersOf(values: readonly unknown[]): object[] {
  return values.filter((value): value is object => typeof value === 'object' && value !== null);
}
