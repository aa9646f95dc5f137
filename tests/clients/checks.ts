import { print } from '../support/report.js';

/** What a check found out; thrown by `skip` where something cannot be had here. */
class Skipped extends Error {}

/** Says that a check cannot be made here, and why. */
export function skip(reason: string): never {
  throw new Skipped(reason);
}

/** Fails a check unless this holds. */
export function must(holds: boolean, says: string): asserts holds {
  if (!holds) throw new Error(says);
}

export interface Check {
  readonly name: string;
  /** What was seen, in a few words. */
  run(): Promise<string>;
}

/** Runs checks one after another and prints a line for each. @returns how many of each outcome. */
export async function runChecks(
  checks: readonly Check[],
): Promise<{ passed: number; failed: number; skipped: number }> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { name, run } of checks) {
    const started = performance.now();
    const seconds = (): string => `${((performance.now() - started) / 1000).toFixed(1)} s`;
    try {
      const seen = await run();
      counts.passed++;
      print(`passed   ${name}: ${seen} (${seconds()})`);
    } catch (thrown) {
      const says = thrown instanceof Error ? thrown.message : String(thrown);
      const outcome = thrown instanceof Skipped ? 'skipped' : 'failed';
      counts[outcome]++;
      print(`${outcome === 'failed' ? 'FAILED ' : 'skipped'}  ${name}: ${says} (${seconds()})`);
    }
  }
  return counts;
}
