/**
 * Whether to write in colour: on a terminal, unless NO_COLOR is set or the terminal is a dumb one; elsewhere only
 * where FORCE_COLOR asks for it. NO_COLOR goes before FORCE_COLOR.
 */
export function colourWanted(
  isTerminal: boolean,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): boolean {
  const { NO_COLOR = '', FORCE_COLOR, TERM } = environment;
  if (NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined) return !['0', 'false', 'never'].includes(FORCE_COLOR.toLowerCase());
  return isTerminal && TERM !== 'dumb';
}
