import { AUDIT_OUTCOMES } from '../../domain/audit-event.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import { CHAIN_OPTIONS, openChain } from '../auditing/chains.js';
import type { CliCommand } from '../command.js';
import { readLimit, readOptionalTime } from '../looking/asked-memories.js';

const MOST = 10_000;

/** Shows who did what. */
export const auditListCommand: CliCommand = {
  name: 'audit list',
  group: 'Several tenants',
  summary: 'who did what, the last events of the audit log',
  description:
    'Lists the latest events of the audit log of a tenant, the newest last: who called what, through which program,\nwhich records it named or wrote, and how it ended. Never what a memory says.',
  options: [
    ...CHAIN_OPTIONS,
    { flags: '--user <user>', description: 'only of this user, as the list shows it' },
    { flags: '--operation <name>', description: 'only this tool or kind of request' },
    { flags: '--outcome <outcome>', description: 'only what ended like this', values: AUDIT_OUTCOMES },
    { flags: '--since <time>', description: 'from this time on: 2026-05-01, 2h, 3d, yesterday' },
    { flags: '--until <time>', description: 'before this time' },
    { flags: '--limit <number>', description: `how many to show, 1 to ${MOST}; default 50` },
  ],
  examples: [
    { line: 'memorygraph audit list --outcome denied --since 7d', says: 'who was turned away this week?' },
    { line: 'memorygraph audit list --tenant acme --user ann --json', says: 'what did one person do?' },
    { line: 'memorygraph audit list --server', says: 'who came without a valid token?' },
  ],
  async run(context, options) {
    const { systemClock } = await import('../../app/clock.js');
    const { auditText } = await import('../../policy/audit-text.js');
    const { chainName } = await import('../auditing/chain-text.js');
    const { eventsText } = await import('../auditing/events-text.js');
    const now = systemClock.now();
    const query = {
      since: readOptionalTime(options, 'since', now),
      until: readOptionalTime(options, 'until', now),
      outcome: readOutcome(options.text('outcome')),
      // Events hold these as they clean them.
      user_id: cleaned(options.text('user')),
      operation: cleaned(options.text('operation')),
    };
    const limit = readLimit(options, { usual: 50, most: MOST });
    const { tenant_id, log } = await openChain(context, options);
    const events = await log.events({ ...query, limit, latest: true });
    const text =
      events.length === 0
        ? `No such events in the audit log of ${chainName(tenant_id)}.`
        : eventsText(events);
    return { text, data: { tenant_id, events } };

    function cleaned(text: string | undefined): string | undefined {
      return text === undefined ? undefined : auditText(text);
    }
  },
};

function readOutcome(text: string | undefined): (typeof AUDIT_OUTCOMES)[number] | undefined {
  const outcome = AUDIT_OUTCOMES.find((each) => each === text);
  if (text === undefined || outcome !== undefined) return outcome;
  throw new MemoryGraphError('usage', `--outcome must be one of ${AUDIT_OUTCOMES.join(', ')}.`);
}
