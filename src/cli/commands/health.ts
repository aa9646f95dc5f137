import type { HealthStep } from '../../app/health-check.js';
import type { Backend } from '../../contracts/backend.js';
import type { AccessScope } from '../../domain/access-scope.js';
import type { CliCommand, CommandContext, CommandResult } from '../command.js';
import { errorFacts } from '../failure.js';
import { safeLine } from '../terminal/safe-text.js';
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
    let opened: { readonly backend: Backend; readonly scope: AccessScope } | undefined;
    const opening = await timedStep('open', async () => {
      const backend = await context.open({ create: true });
      // With tenants: the token and the tenant are part of what may be out of order.
      opened = { backend, scope: await context.principalScope(backend) };
    });
    if (opened === undefined) return report(context, [opening]);
    const { backend, scope } = opened;
    const tenant_id = context.config.settings.multi_tenant_mode ? scope.tenant_id : undefined;
    return report(context, [opening, ...(await checkHealth(backend, scope))], tenant_id);
  },
};

function report(
  { config, version }: CommandContext,
  steps: readonly HealthStep[],
  tenant_id?: string,
): CommandResult {
  const failed = steps.find((step) => !step.ok);
  const { backend, sqlite_path } = config.settings;
  const tenant = tenant_id === undefined ? {} : { tenant_id };
  const place = tenant_id === undefined ? sqlite_path : `${sqlite_path}, tenant ${safeLine(tenant_id)}`;
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
    text: `${table(['step', 'result', 'time'], rows)}\n\n${place}\n${verdict}`,
    data: {
      ok: failed === undefined,
      version,
      backend,
      sqlite_path,
      ...tenant,
      steps: steps.map(({ error, ...step }) =>
        error === undefined ? step : { ...step, error: errorFacts(error) },
      ),
    },
    exit_code: failed?.error?.exitCode ?? 0,
  };
}
