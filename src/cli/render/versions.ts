import type { Version } from '../looking/versions.js';
import { timeText } from '../terminal/dates.js';
import { safeLine, safeText } from '../terminal/safe-text.js';
import { style } from '../terminal/style.js';
import { wrapped } from '../terminal/wrap.js';
import { counted, dotted } from './facts.js';

const CHANGE_INDENT = '    ';

/** Fields of one line of text or a value; texts are compared line by line. */
const TEXTS: ReadonlySet<string> = new Set(['content', 'summary']);

/** Every version, oldest first, with what it changed. */
export function versionsText(versions: readonly Version[], now: string, columns: number | null): string {
  const head = style.strong(counted(versions.length, 'version', 'versions'));
  return [head, ...versions.map((version, at) => versionText(version, at === 0, now, columns))].join('\n');
}

function versionText(version: Version, isFirst: boolean, now: string, columns: number | null): string {
  const head = `  ${dotted([
    style.kind(`version ${version.version}`),
    style.faint(timeText(version.recorded_at, now)),
    style.faint(`by ${safeLine(version.updated_by)}`),
    version.superseded_at === null ? 'present' : '',
  ])}`;
  if (isFirst)
    return [head, `    ${style.faint(`stored as "${valueText(version.changed.title)}"`)}`].join('\n');
  const changes = Object.entries(version.changed).flatMap(([field, after]) =>
    changeLines(field, version.former[field], after),
  );
  const lines =
    columns === null ? changes : changes.flatMap((line) => wrapped(line, columns - CHANGE_INDENT.length));
  return [head, ...lines.map((line) => `${CHANGE_INDENT}${line}`)].join('\n');
}

function changeLines(field: string, before: unknown, after: unknown): string[] {
  if (TEXTS.has(field)) return [`${field}:`, ...lineChanges(textOf(before), textOf(after))];
  return [`${field}: ${style.bad(valueText(before))} -> ${style.good(valueText(after))}`];
}

/** What lies between the lines that begin and end both texts alike. */
function lineChanges(before: string, after: string): string[] {
  const [old, fresh] = [safeText(before).split('\n'), safeText(after).split('\n')];
  let start = 0;
  while (start < Math.min(old.length, fresh.length) && old[start] === fresh[start]) start += 1;
  let end = 0;
  while (
    end < Math.min(old.length, fresh.length) - start &&
    old[old.length - 1 - end] === fresh[fresh.length - 1 - end]
  )
    end += 1;
  return [
    ...old.slice(start, old.length - end).map((line) => style.bad(`- ${line}`)),
    ...fresh.slice(start, fresh.length - end).map((line) => style.good(`+ ${line}`)),
  ];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : safeLine(value.join(', '));
  return safeLine(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
}
