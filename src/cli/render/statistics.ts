import type { Statistics } from '../looking/statistics.js';
import { dayText } from '../terminal/dates.js';
import { safeLine } from '../terminal/safe-text.js';
import { screenColumns } from '../terminal/screen.js';
import { style } from '../terminal/style.js';
import { cutToWidth, padToWidth, visibleWidth } from '../terminal/visible-width.js';
import { counted } from './facts.js';

const MOST_ROWS = 12;
const WIDEST_NAME = 44;
const BAR = 20;
const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const;

/** What is stored, in numbers, for a person; in a pipe without bars and with every row. */
export function statisticsText(found: Statistics, now: string): string {
  const { characters, store, oldest_created_at: oldest, newest_created_at: newest } = found;
  const head = [
    `${style.strong(counted(found.memories, 'memory', 'memories'))}, ${counted(found.relationships, 'relationship', 'relationships')}`,
    `${counted(found.closed_memories, 'closed memory', 'closed memories')}, ${counted(found.closed_relationships, 'closed relationship', 'closed relationships')}, ${counted(found.versions, 'former version', 'former versions')}`,
    oldest === null || newest === null
      ? ''
      : `stored from ${dayText(oldest, now)} to ${dayText(newest, now)}`,
    characters.total === 0
      ? ''
      : `${characters.total} characters, ${characters.average} a memory, ${characters.longest} the longest`,
    placeText(store),
  ];
  return [
    head.filter((line) => line !== '').join('\n'),
    section('type', largestFirst(found.memories_by_type)),
    section('project', largestFirst(found.memories_by_project)),
    section('month', Object.entries(found.memories_by_month).toReversed()),
    section('relationship', largestFirst(found.relationships_by_type)),
    section(
      'most used',
      found.most_used.map(({ title, usage_count }) => [title, usage_count]),
    ),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function placeText({ path, bytes, tenant_id }: Statistics['store']): string {
  const tenant = tenant_id === undefined ? '' : `what you see of tenant ${safeLine(tenant_id)}`;
  return `${bytes === undefined ? tenant : sizeText(bytes)} in ${safeLine(path)}`;
}

/** 1,234,567 as `1.2 MB`; a thousand is a thousand. */
function sizeText(bytes: number): string {
  let [size, unit] = [bytes, 0];
  while (size >= 999.5 && unit < UNITS.length - 1) [size, unit] = [size / 1000, unit + 1];
  return `${size >= 100 || unit === 0 ? Math.round(size) : size.toFixed(1)} ${UNITS[unit]}`;
}

function section(name: string, numbers: readonly (readonly [string, number])[]): string {
  if (numbers.length === 0) return '';
  const columns = screenColumns();
  const shown = columns === null ? numbers : numbers.slice(0, MOST_ROWS);
  const rest = numbers.slice(shown.length);
  const names = shown.map(([each]) =>
    columns === null ? safeLine(each) : cutToWidth(safeLine(each), WIDEST_NAME),
  );
  const wide = Math.max(name.length, ...names.map(visibleWidth));
  const most = Math.max(...shown.map(([, number]) => number));
  const digits = String(most).length;
  const lines = shown.map(([, number], at) => {
    const bar = columns === null ? '' : `  ${style.kind('█'.repeat(Math.ceil((number / most) * BAR)))}`;
    return `${padToWidth(names[at] ?? '', wide)}  ${String(number).padStart(digits)}${bar}`;
  });
  const left = rest.reduce((sum, [, number]) => sum + number, 0);
  const more = rest.length === 0 ? [] : [style.faint(`and ${rest.length} more, ${left} together`)];
  return [style.strong(name), ...lines, ...more].join('\n');
}

function largestFirst(numbers: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(numbers).toSorted(([, a], [, b]) => b - a);
}
