/** What a run of the suite came to. */
export interface ConformanceSummary {
  readonly scenarios: number;
  readonly passed: number;
  readonly failed: number;
  /** Names of scenarios that failed though the revision does not require them, with the suite's reason. */
  readonly unscored_failures: readonly string[];
}

/** Reads the suite's own summary; checks of scenarios it does not score are left out of the counts. */
export function summaryOf(output: string): ConformanceSummary {
  const unscored = new Map<string, string>();
  for (const [, name, reason] of output.matchAll(/^ {2}[✓✗] (\S+) \((.+)\)$/gmu)) {
    if (name !== undefined && reason !== undefined) unscored.set(name, reason);
  }
  let [scenarios, passed, failed] = [0, 0, 0];
  const unscored_failures: string[] = [];
  for (const [, name, good, bad] of output.matchAll(/^[✓✗] (\S+): (\d+) passed, (\d+) failed/gmu)) {
    const reason = unscored.get(name ?? '');
    if (reason === undefined) {
      scenarios += 1;
      passed += Number(good);
      failed += Number(bad);
    } else if (Number(bad) > 0) {
      unscored_failures.push(`${name} (${reason})`);
    }
  }
  return { scenarios, passed, failed, unscored_failures };
}
