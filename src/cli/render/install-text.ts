import type { FileReport, InstallReport } from '../../install/install.js';

/** What an installation, its removal or its preview says to people: each file, then what to do. */
export function installText(
  report: InstallReport,
  how: { remove: boolean; print: boolean; command: string | undefined },
): string {
  const { client, files, next } = report;
  const lines = files.flatMap((file) => fileLines(file, how.print));
  const changed = files.some(({ action }) => action !== 'none' && action !== 'kept');
  if (how.print)
    return [
      ...lines,
      '',
      changed ? 'Nothing was written: --print only shows.' : 'Nothing would change.',
    ].join('\n');
  if (how.remove)
    return [
      ...lines,
      '',
      changed ? `${client.title} no longer knows memorygraph. Start it anew.` : 'Nothing was to be removed.',
    ].join('\n');
  return [
    ...lines,
    '',
    changed ? 'Next:' : 'All of it was there already.',
    ...(changed ? next.map((each) => `  ${each}`) : []),
    `Undo: ${undoLine(report, how.command)}`,
  ].join('\n');
}

function undoLine({ client, scope }: InstallReport, command: string | undefined): string {
  const parts = ['memorygraph install', client.name];
  if (scope !== client.scopes[0]) parts.push(`--${scope}`);
  if (command !== undefined) parts.push('--command', JSON.stringify(command));
  return [...parts, '--remove'].join(' ');
}

const DONE = {
  create: 'written',
  change: 'changed',
  delete: 'removed',
  none: 'unchanged',
  kept: 'kept: its entry memorygraph was not written by this program (--force takes it out)',
} as const;

const PLANNED = {
  ...DONE,
  create: 'would be written',
  change: 'would be changed',
  delete: 'would be removed',
} as const;

function fileLines({ path, holds, action, backup, adds }: FileReport, print: boolean): string[] {
  const lines = [`${path} (${holds}): ${print ? PLANNED[action] : DONE[action]}`];
  if (backup !== null)
    lines.push(`  ${print ? 'a copy from before would be kept' : 'as it was before'}: ${backup}`);
  if (print && adds !== null)
    lines.push(
      ...adds
        .trimEnd()
        .split(/\r?\n/)
        .map((line) => `  | ${line}`),
    );
  return lines;
}
