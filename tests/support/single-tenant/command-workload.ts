import path from 'node:path';
import { ROOT } from '../paths.js';
import type { RecordedCommand } from '../recorded-program.js';
import type { StoredIds } from './session.js';

/** A store of the Python memorygraph. */
const FOREIGN = path.join(ROOT, 'tests/fixtures/imports/memorygraph-python-sqlite/memory-0.12.4.db');

/** Every command that opens the store, in every way that reads or writes differently, after `useTools`. */
export function commandLines({ problem, doomed, secret }: StoredIds): RecordedCommand[] {
  const lines: readonly (readonly [how: string, ...args: readonly string[]])[] = [
    ['words', 'search', 'deadlock', 'accounts'],
    [
      'filtered',
      'search',
      'billing',
      '--type',
      'decision',
      '--tag',
      'billing',
      '--since',
      '2020-01-01',
      '--project',
      'all',
    ],
    ['closed', 'search', 'billing', '--closed'],
    ['all', 'search', 'billing', '--all'],
    ['as of', 'search', 'billing', '--as-of', '2098-01-01'],
    ['fuzzy', 'search', 'dedlock', '--fuzzy', '--full'],
    ['strict', 'search', 'deadlocks', '--strict'],
    ['plain', 'list'],
    ['changed', 'list', '--changed', '--type', 'decision', '--type', 'problem'],
    ['closed', 'list', '--closed', '--project', 'all'],
    ['all', 'list', '--all', '--project', 'none'],
    ['deleted', 'list', '--deleted'],
    ['plain', 'show', problem],
    ['by its beginning', 'show', problem.slice(0, -1)],
    ['history', 'show', problem, '--history'],
    ['plain', 'stats'],
    ['plain', 'context'],
    ['a question', 'context', '--query', 'worker', '--max-tokens', '400', '--project', 'all'],
    ['ids', 'completion', '--ids', problem.slice(0, 6)],
    ['plain', 'edit', problem],
    ['list', 'project', 'list'],
    ['rename', 'project', 'rename', 'web', 'shop'],
    ['separate', 'project', 'separate', 'web'],
    ['merge', 'project', 'merge', 'web', '--into', 'api'],
    ['plain', 'verify'],
    ['plain', 'health'],
    ['plain', 'export', '--output', 'export.jsonl', '--mask-secrets'],
    ['markdown', 'export', '--output', 'notes', '--format', 'markdown', '--mask-secrets'],
    ['to see', 'import', '--input', 'export.jsonl', '--dry-run'],
    ['what is there', 'import', '--input', 'export.jsonl'],
    ['into a new store', 'import', '--input', 'export.jsonl', '--sqlite-path', 'imported.db'],
    ['another program', 'import', '--input', FOREIGN, '--dry-run', '--sqlite-path', 'imported.db'],
    ['plain', 'backup', '--output', 'all.backup'],
    ['into a new store', 'restore', '--input', 'all.backup', '--sqlite-path', 'restored.db'],
    ['plain', 'undelete', doomed],
    ['to see', 'undo', '--by', 'ann', '--since', '1h', '--dry-run'],
    ['to see', 'purge', secret, '--dry-run'],
    ['by id', 'purge', secret],
    ['by text', 'purge', '--containing', 'canary'],
    ['everything', 'undo', '--by', 'ann', '--since', '1h'],
    ['deleted before', 'purge', '--deleted-before', '0m'],
    ['scrub', 'purge', '--scrub'],
  ];
  return lines.map(([how, ...args]) => ({
    operation: `command: ${args[0]}, ${how}`,
    args: [...args, '--yes'],
  }));
}

/** What clients run at the start of a session; it ends its process by itself. */
export const HOOK_LINE: RecordedCommand = {
  operation: 'command: hook, session-start',
  args: ['hook', 'session-start', '--client', 'claude-code'],
};
