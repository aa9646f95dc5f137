import type { HealthStep } from '../../app/health-check.js';
import type { Backend } from '../../contracts/backend.js';
import type { CliCommand, CommandContext, CommandResult } from '../command.js';
import { errorFacts } from '../failure.js';
import { table } from '../terminal/table.js';

/** Tries the configured store from end to end. */
export const healthCommand: CliCommand = {
  name: 'health',
  group: 'Looking',
  summary: 'try the configured store: write, read, search, delete',
  description:
    'Opens the configured store (making it where it is not there), writes a memory, reads it back, finds it by\nsearch and erases it again, and says how long each step took. Ends with 0 only if every step succeeded.',
  options: [],
  examples: [
    { line: 'memorygraph health', says: 'is everything in order?' },
    { line: 'memorygraph health --json', says: 'for a monitor' },
  ],
  async run(context) {
    const { checkHealth, timedStep } = await import('../../app/health-check.js');
    let backend: Backend | undefined;
    const opening = await timedStep('open', async () => {
      backend = await context.open({ create: true });
    });
    if (backend === undefined) return report(context, [opening]);
    const scope = await context.principalScope(backend);
    return report(context, [opening, ...(await checkHealth(backend, scope))]);
  },
};

function report({ config, version }: CommandContext, steps: readonly HealthStep[]): CommandResult {
  const failed = steps.find((step) => !step.ok);
  const { backend, sqlite_path } = config.settings;
  const rows = steps.map(({ step, ok, duration_ms }) => [
    step,
    ok ? 'ok' : 'FAILED',
    `${duration_ms.toFixed(2)} ms`,
  ]);
  const verdict =
    failed?.error === undefined
      ? 'Everything works.'
      : `${failed.step} failed: ${failed.error.operatorMessage} (${failed.error.code})`;
  return {
    text: `${table(['step', 'result', 'time'], rows)}\n\n${sqlite_path}\n${verdict}`,
    data: {
      ok: failed === undefined,
      version,
      backend,
      sqlite_path,
      steps: steps.map(({ error, ...step }) =>
        error === undefined ? step : { ...step, error: errorFacts(error) },
      ),
    },
    exit_code: failed?.error?.exitCode ?? 0,
  };
}
