import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import type { UndoReport } from '../../repository/owner/undo.js';
import type { UndoneHow } from '../../repository/owner/undo-steps.js';
import type { CliCommand, CommandResult } from '../command.js';
import { TENANT_OPTION } from '../operator-tenant.js';
import { readTime, TIME_HELP } from '../parse/read-time.js';
import { writeNote } from '../terminal/output.js';
import { safeLine } from '../terminal/safe-text.js';
import { shortened } from '../terminal/shortened.js';
import { style } from '../terminal/style.js';

const SAYS: Readonly<Record<UndoneHow, string>> = {
  deleted: 'created: deleted again',
  undeleted: 'deleted: back again',
  changed_back: 'changed: as it was before',
  closed: 'created: taken back',
};

/** Takes back what one user wrote since a time. */
export const undoCommand: CliCommand = {
  name: 'undo',
  group: 'Your memories',
  summary: 'take back what one user did since a time',
  description:
    'Takes back what a user wrote in a span of time: what they stored is deleted (and can be undeleted), what they\nchanged, closed or deleted is again what it was before. What somebody else has changed since is left as it is,\nand named. The history keeps all of it. Running it twice changes nothing. In a store with tenants it is about all\nthat the user wrote in one tenant, whoever sees it.',
  options: [
    { flags: '--by <user>', description: 'whose work: the user id it was written under', required: true },
    { flags: '--since <time>', description: `from when on: ${TIME_HELP}`, required: true },
    { flags: '--until <time>', description: 'up to when; default: now' },
    { flags: '--dry-run', description: 'say what would be taken back; write nothing' },
    TENANT_OPTION,
  ],
  examples: [
    { line: 'memorygraph undo --by ann --since 2h --dry-run', says: 'what would be taken back?' },
    { line: 'memorygraph undo --by ann --since yesterday', says: 'take it back, after asking' },
  ],
  async run(context, options) {
    const { openOwner } = await import('../open-owner.js');
    const { owner, now, about } = await openOwner(context, options);
    const at = now();
    const until = options.text('until');
    const span = {
      ...about,
      by: options.needed('by'),
      since: readTime(options.needed('since'), at, '--since'),
      ...(until === undefined ? {} : { until: readTime(until, at, '--until') }),
    };
    if (span.until !== undefined && span.until <= span.since)
      throw new MemoryGraphError('usage', '--until must be later than --since.');
    const control = {
      signal: context.signal,
      onProgress: (done: number) => context.progress.show('records', done, null),
    };
    const planned = await owner.undo({ ...span, dry_run: true }, control);
    if (options.given('dryRun') || planned.undone.length === 0) return result(planned, span, true);
    context.progress.clear();
    if (process.stderr.isTTY) writeNote(reportLines(planned).join('\n'));
    await context.confirm(
      `Take back ${planned.undone.length} changes of ${safeLine(span.by)}${place(about)} since ${span.since}?`,
    );
    return result(await owner.undo({ ...span, dry_run: false }, control), span, false);
  },
};

function result(
  report: UndoReport,
  span: { by: string; since: string; tenant_id?: string },
  dry_run: boolean,
): CommandResult {
  const { undone, conflicts } = report;
  const head =
    undone.length === 0
      ? `Nothing by ${safeLine(span.by)}${place(span)} since ${span.since} is there to take back.`
      : `${undone.length} ${dry_run ? 'would be taken back (dry run: nothing was written)' : 'taken back'}${place(span)}.`;
  return {
    text: [...reportLines(report), head].join('\n'),
    data: { ...span, dry_run, undone, conflicts },
  };
}

/** Where it was, in a store with tenants. */
function place({ tenant_id }: { tenant_id?: string }): string {
  return tenant_id === undefined ? '' : ` in tenant ${safeLine(tenant_id)}`;
}

function reportLines({ undone, conflicts }: UndoReport): string[] {
  return [
    ...shortened(undone.map(({ title, how }) => `  ${safeLine(title)} ${style.faint(SAYS[how])}`)),
    ...(conflicts.length === 0 ? [] : [style.note('Left as they are:')]),
    ...shortened(conflicts.map(({ title, reason }) => `  ${safeLine(title)}: ${safeLine(reason)}`)),
  ];
}
