/**
 * Runs a script to its end and turns a failure into exit code 2. On SIGINT and SIGTERM the process ends in the
 * ordinary way, so that children and temporary folders go as well.
 */
export function run(script: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => process.exit(130));
  script().then(
    () => process.exit(),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      process.exit(2);
    },
  );
}
