const SHOWN = 20;

/** The first lines of a long list, and how many more there are. */
export function shortened(lines: readonly string[]): string[] {
  if (lines.length <= SHOWN + 1) return [...lines];
  return [...lines.slice(0, SHOWN), `  and ${lines.length - SHOWN} more`];
}
