import colors from 'picocolors';
import { colourWanted } from '../../config/colour.js';

// Not left to the library, which colours pipes on Windows and in CI as well.
const made = colors.createColors(colourWanted(process.stdout.isTTY === true));

/** Colour for a terminal; plain text in a pipe, in a file, or where NO_COLOR is set. All are readable on light and dark. */
export const style = {
  /** What the eye should find first: titles, ids asked for. */
  strong: made.bold,
  /** What is beside the point: ids, dates, counts. */
  faint: made.dim,
  good: made.green,
  bad: made.red,
  note: made.magenta,
  kind: made.cyan,
} as const;
