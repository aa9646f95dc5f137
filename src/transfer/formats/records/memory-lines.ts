import { LIMITS } from '../../../domain/limits.js';
import type { JsonValue } from '../../../domain/memory-context.js';
import { type MemoryType, resolveMemoryType } from '../../../domain/memory-types.js';
import { firstCharacters, normalName } from '../../../domain/text.js';
import { titleFromContent } from '../../../domain/title.js';
import { importedMemorySchema } from '../../import/import-schemas.js';
import type { ImportLine } from '../../import/read-import.js';
import { fitContext } from './context-fields.js';
import { fitMetadata } from './fit-metadata.js';
import { madeId, ownText } from './made-id.js';
import { plainValue } from './plain-values.js';
import { type RecordNotes, recordNotes } from './record-notes.js';
import { relationshipLines } from './relationship-lines.js';
import { splitText } from './split-text.js';
import { countOf, type Fields, textOf, timeOf, unitOf } from './values.js';

/** A memory as another program has it: nothing of it has been looked at. */
export interface ForeignMemory {
  readonly id: string;
  /** What it is called there, where `id` was made for the import. */
  readonly original_id?: string;
  /** As the other program calls it, and what that means here where the name alone does not say. */
  readonly type: unknown;
  readonly typeNames?: Readonly<Record<string, MemoryType>>;
  readonly title?: unknown;
  readonly content: unknown;
  readonly summary?: unknown;
  readonly tags?: readonly unknown[];
  readonly importance?: unknown;
  readonly confidence?: unknown;
  readonly effectiveness?: unknown;
  readonly created_at?: unknown;
  readonly updated_at?: unknown;
  readonly version?: unknown;
  readonly created_by?: unknown;
  readonly valid_from?: unknown;
  readonly valid_until?: unknown;
  readonly context?: Fields;
  /** What else the record holds. */
  readonly metadata?: Fields;
}

/** Room that ` (12/34)` takes at the end of a title. */
const LONGEST_NUMBERING = 16;

/**
 * A record as lines of an import: a memory within our limits, or several that follow each other where its content
 * is too long for one; and what of it came in under another name or not at all.
 */
export function memoryLines(number: number, record: ForeignMemory): ImportLine[] {
  const notes = recordNotes(number);
  const text = textOf(record.content) ?? textOf(record.title);
  if (text === null) {
    notes.leaveOut('memory', 'it has no text');
    return [...notes.lines];
  }
  const { type, metadata: typeMetadata } = fitType(record, notes);
  const { title, content } = fitTitle(record, text, notes);
  const { tags, others } = fitTags(record.tags ?? []);
  const { context, metadata, author } = fitContext(record.context ?? {}, notes);
  const summary = textOf(record.summary);
  const fits = summary !== null && summary.length <= LIMITS.summary_characters;
  const additional_metadata = fitMetadata(
    {
      ...metadata,
      ...plainFields(record.metadata ?? {}),
      ...typeMetadata,
      ...(others.length === 0 ? {} : { other_tags: others }),
      ...(fits || summary === null ? {} : { summary }),
    },
    notes,
  );
  const common = {
    kind: 'memory',
    type,
    tags,
    importance: number01(record.importance, 'importance', notes),
    confidence: number01(record.confidence, 'confidence', notes),
    effectiveness: number01(record.effectiveness, 'effectiveness', notes),
    ...fitTimes(record, notes),
    version: countOf(record.version, 1),
    created_by: (textOf(record.created_by) ?? author)?.slice(0, MOST_AUTHOR_CHARACTERS),
    context: {
      ...context,
      ...(Object.keys(additional_metadata).length === 0 ? {} : { additional_metadata }),
    },
  };
  const parts = splitText(content, LIMITS.content_characters);
  if (parts.length > 1) notes.map('content over 50,000 characters', 'memories that follow each other');
  const lines: ImportLine[] = [];
  for (const [index, part] of parts.entries()) {
    const counted = parts.length === 1 ? '' : ` (${index + 1}/${parts.length})`;
    const memory = importedMemorySchema.safeParse({
      ...common,
      id: partId(record.id, index),
      title: title === null && counted === '' ? null : `${title ?? titleFromContent(content)}${counted}`,
      content: part,
      summary: fits && index === 0 ? summary : null,
    });
    if (!memory.success) {
      notes.leaveOut('memory', 'it does not fit into a memory');
      return [...notes.lines];
    }
    const original = record.original_id ?? record.id;
    lines.push({ kind: 'memory', number, memory: memory.data, original_id: `${original}${counted}` });
    if (index > 0)
      lines.push(
        ...relationshipLines(number, {
          from: partId(record.id, index),
          to: partId(record.id, index - 1),
          type: 'FOLLOWS',
        }),
      );
  }
  return [...notes.lines, ...lines];
}

const MOST_AUTHOR_CHARACTERS = 200;

function fitType(
  { type: given, typeNames = {} }: ForeignMemory,
  notes: RecordNotes,
): { type: MemoryType; metadata: Record<string, JsonValue> } {
  const name = normalName(textOf(given) ?? '');
  if (name === '') return { type: 'general', metadata: {} };
  const key = name.toLowerCase();
  const named = Object.hasOwn(typeNames, key) ? typeNames[key] : undefined;
  const type = named ?? resolveMemoryType(name)?.type ?? 'general';
  if (type === key) return { type, metadata: {} };
  notes.map(`type ${name}`, type);
  return { type, metadata: { original_type: firstCharacters(name, LIMITS.context_text_characters) } };
}

/** A title that is too long is cut at a word, and stands whole at the head of the content. */
function fitTitle(
  { title: given }: ForeignMemory,
  content: string,
  notes: RecordNotes,
): { title: string | null; content: string } {
  const whole = normalName(textOf(given) ?? '');
  if (whole === '') return { title: null, content };
  const most = LIMITS.title_characters - (content.length > LIMITS.content_characters ? LONGEST_NUMBERING : 0);
  if (whole.length <= most) return { title: whole, content };
  notes.map(`title over ${LIMITS.title_characters} characters`, 'its beginning; the whole in the content');
  const start = firstCharacters(whole, most - 1);
  const blank = start.lastIndexOf(' ');
  const title = `${blank > most / 2 ? start.slice(0, blank) : start}…`;
  return { title, content: content.startsWith(whole) ? content : `${whole}\n\n${content}` };
}

function fitTags(given: readonly unknown[]): { tags: string[]; others: string[] } {
  const all = [...new Set(given.map((tag) => normalName(textOf(tag) ?? '').toLowerCase()))];
  const named = all.filter((tag) => tag !== '');
  const tags = named.filter((tag) => tag.length <= LIMITS.tag_characters).slice(0, LIMITS.tags);
  const kept = new Set(tags);
  return { tags, others: named.filter((tag) => !kept.has(tag)) };
}

function fitTimes(record: ForeignMemory, notes: RecordNotes): Record<string, string> {
  const times: Record<string, string> = {};
  for (const key of ['created_at', 'updated_at', 'valid_from', 'valid_until'] as const) {
    const given = record[key];
    const time = timeOf(given);
    if (time !== null) times[key] = time;
    else if (given !== null && given !== undefined && given !== '')
      notes.leaveOut('detail', `${key} is no date`);
  }
  const { valid_from, valid_until } = times;
  if (valid_from === undefined || valid_until === undefined || valid_from <= valid_until) return times;
  notes.leaveOut('detail', 'valid_from lies after valid_until');
  delete times.valid_from;
  return times;
}

function number01(value: unknown, name: string, notes: RecordNotes): number | undefined {
  const number = unitOf(value);
  if (number === undefined && value !== null && value !== undefined)
    notes.leaveOut('detail', `${name} is no number of 0 to 1`);
  return number;
}

function plainFields(fields: Fields): Record<string, JsonValue> {
  return fieldsRecord(plainValue(fields));
}

function fieldsRecord(value: JsonValue): Record<string, JsonValue> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { ...(value as Record<string, JsonValue>) }
    : {};
}

/** The first part has the id of the whole, so that relationships lead there. */
function partId(id: string, index: number): string {
  return index === 0 ? ownText(id) : madeId('part', id, index + 1);
}
