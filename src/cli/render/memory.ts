import type { Memory } from '../../domain/memory.js';
import type { WholeMemory } from '../looking/whole-memory.js';
import { timeText } from '../terminal/dates.js';
import { safeLine, safeText } from '../terminal/safe-text.js';
import { screenColumns } from '../terminal/screen.js';
import { style } from '../terminal/style.js';
import { padToWidth } from '../terminal/visible-width.js';
import { wrapped } from '../terminal/wrap.js';
import { beware, counted, dotted, sourceText } from './facts.js';
import { relationshipsText } from './relationships.js';
import { versionsText } from './versions.js';

const INDENT = '  ';
const WIDEST_TEXT = 100;

/** A memory for a person: title, text, every field that says something, relationships, versions. */
export function memoryText({ memory, relationships, versions }: WholeMemory, now: string): string {
  const columns = screenColumns();
  const head = [
    style.strong(safeLine(memory.title)),
    dotted([
      style.kind(memory.type),
      style.faint(memory.id),
      style.faint(`version ${memory.version}`),
      memory.deleted_at === null ? '' : style.bad(`deleted ${timeText(memory.deleted_at, now)}`),
    ]),
    ...wrapped(beware(memory.source), columns ?? Number.POSITIVE_INFINITY),
    memory.deleted_at === null ? '' : `To bring it back: memorygraph undelete ${memory.id}`,
  ]
    .filter((line) => line !== '')
    .join('\n');
  return [
    head,
    textBlock(memory.content, columns),
    fieldsText(fieldsOf(memory, now), columns),
    relationships.length === 0 ? '' : relationshipsText(relationships, now),
    versions === undefined ? '' : versionsText(versions, now, columns),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function fieldsOf(memory: WholeMemory['memory'], now: string): (readonly [string, string])[] {
  const time = (at: string) => timeText(at, now);
  const changed = memory.updated_at !== memory.created_at || memory.updated_by !== memory.created_by;
  const used =
    memory.usage_count === 0 || memory.last_accessed === null
      ? 'never by an assistant'
      : `${counted(memory.usage_count, 'time', 'times')}, last ${time(memory.last_accessed)}`;
  const fields: (readonly [string, string])[] = [
    ['summary', safeLine(memory.summary ?? '')],
    ['tags', memory.tags.map(safeLine).join(', ')],
    ['created', `${time(memory.created_at)} by ${safeLine(memory.created_by)}`],
    ['changed', changed ? `${time(memory.updated_at)} by ${safeLine(memory.updated_by)}` : ''],
    ['true', validityText(memory, time)],
    ['recorded', memory.recorded_at === memory.updated_at ? '' : time(memory.recorded_at)],
    ['importance', `${memory.importance}`],
    ['confidence', `${memory.confidence}`],
    ['effectiveness', memory.effectiveness === null ? '' : `${memory.effectiveness}`],
    ['used', used],
    ['source', sourceText(memory.source)],
    ...Object.entries(memory.context).map(([name, value]) => [safeLine(name), valueText(value)] as const),
  ];
  return fields.filter(([, value]) => value !== '');
}

function fieldsText(fields: readonly (readonly [string, string])[], columns: number | null): string {
  const wide = Math.max(...fields.map(([name]) => name.length)) + 2;
  const room = columns === null ? null : Math.max(20, columns - wide);
  return fields
    .flatMap(([name, value]) => {
      const [first = '', ...rest] = room === null ? [value] : wrapped(value, room);
      return [
        `${style.faint(padToWidth(name, wide))}${first}`,
        ...rest.map((line) => ' '.repeat(wide) + line),
      ];
    })
    .join('\n');
}

/** A stored text as a block of its own, so that it cannot pose as a field. */
function textBlock(text: string, columns: number | null): string {
  const safe = safeText(text);
  const lines =
    columns === null ? safe.split('\n') : wrapped(safe, Math.min(columns, WIDEST_TEXT) - INDENT.length);
  return lines.map((line) => `${INDENT}${line}`.trimEnd()).join('\n');
}

function validityText(memory: Memory, time: (at: string) => string): string {
  if (memory.valid_until !== null) return `from ${time(memory.valid_from)} until ${time(memory.valid_until)}`;
  return memory.valid_from === memory.created_at ? '' : `since ${time(memory.valid_from)}`;
}

function valueText(value: unknown): string {
  if (Array.isArray(value)) return safeLine(value.join(', '));
  return safeLine(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
}
