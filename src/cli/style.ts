import colors from 'picocolors';

/** Colour for a terminal; plain text in a pipe, in a file, or where NO_COLOR is set. */
export const style = {
  /** What the eye should find first: titles, ids asked for. */
  strong: colors.bold,
  /** What is beside the point: ids, dates, counts. */
  faint: colors.dim,
  good: colors.green,
  bad: colors.red,
  note: colors.yellow,
  kind: colors.cyan,
} as const;
