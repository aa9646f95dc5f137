import { screenColumns } from './screen.js';
import { style } from './style.js';
import { cutToWidth, padToWidth, visibleWidth } from './visible-width.js';

const GAP = '  ';
/** Less of a column says nothing: then the terminal breaks the line. */
const LEAST_CUT = 12;

/**
 * Columns of text, each as wide as its widest cell; the last one is not padded. Cells may be styled and hold any
 * script. On a terminal the last column is cut to what is left of the width; in a pipe everything is there.
 */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  columns: number | null = screenColumns(),
): string {
  const all = [head.map((cell) => style.strong(cell)), ...rows];
  const last = head.length - 1;
  const widths = head.map((_, column) => Math.max(...all.map((row) => visibleWidth(row[column] ?? ''))));
  const before = widths.slice(0, last).reduce((sum, width) => sum + width + GAP.length, 0);
  const room = columns === null ? Number.POSITIVE_INFINITY : Math.max(LEAST_CUT, columns - before);
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        column === last ? cutToWidth(cell, room) : padToWidth(cell, widths[column] ?? 0),
      )
      .join(GAP)
      .trimEnd();
  return all.map(line).join('\n');
}
