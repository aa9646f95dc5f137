import type { ImportReport } from '../../transfer/import/import.js';
import { table } from '../terminal/table.js';

const MOST_SHOWN = 20;

/** What an import did, as people read it. */
export function importText(report: ImportReport, path: string, dryRun: boolean): string {
  const { memories, relationships, secrets, left_out, mapped, warnings } = report;
  const stored = dryRun ? 'would be stored' : 'stored';
  const row = (name: string, kind: typeof memories | typeof relationships): string[] => [
    name,
    String(kind.read),
    String(kind.created),
    String(kind.duplicates),
  ];
  return [
    `${path}: ${report.format}${dryRun ? ' (dry run: nothing was stored)' : ''}`,
    table(
      ['', 'read', stored, 'here already'],
      [row('memories', memories), row('relationships', relationships)],
    ),
    ...(memories.edited === 0
      ? []
      : [`memories here already but edited here or there since, not taken over: ${memories.edited}`]),
    ...(secrets.masked === 0 ? [] : [`likely secrets that a mark stands for now: ${secrets.masked}`]),
    ...(secrets.left_out === 0
      ? []
      : [`memories left out, as they hold likely secrets: ${secrets.left_out}`]),
    ...relationships.skipped.map(({ reason, count }) => `relationships passed over, as ${reason}: ${count}`),
    ...listed(
      'left out:',
      left_out.map(({ record, reason, count }) => [String(count), `${record}: ${reason}`]),
    ),
    ...listed(
      'brought in under another name:',
      mapped.map(({ what, to, count }) => [String(count), `${what} -> ${to}`]),
    ),
    ...warnings,
  ].join('\n');
}

function listed(title: string, rows: readonly (readonly [string, string] | string[])[]): string[] {
  if (rows.length === 0) return [];
  const lines = rows.slice(0, MOST_SHOWN).map(([count = '', what = '']) => `  ${count.padStart(6)}  ${what}`);
  const more =
    rows.length > MOST_SHOWN ? [`  and ${rows.length - MOST_SHOWN} kinds more; --json lists all`] : [];
  return [title, ...lines, ...more];
}
