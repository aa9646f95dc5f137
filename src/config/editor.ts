/**
 * The editor that a person has chosen, as a command line: VISUAL, else EDITOR; null where neither is set.
 */
export function chosenEditor(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string | null {
  const chosen = [environment.VISUAL, environment.EDITOR].find(
    (each) => each !== undefined && each.trim() !== '',
  );
  return chosen ?? null;
}
