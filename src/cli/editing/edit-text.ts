import { isDeepStrictEqual } from 'node:util';
import { parseDocument, stringify } from 'yaml';
import * as z from 'zod';
import { LIMITS } from '../../domain/limits.js';
import type { Memory } from '../../domain/memory.js';
import { MEMORY_TYPES, resolveMemoryType } from '../../domain/memory-types.js';
import type { MemoryPatch } from '../../domain/new-memory.js';
import { textFault } from '../../domain/text.js';
import { parseTime } from '../../domain/time.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';

const FENCE = '---';

/** The fields of a memory that can be edited, as lines above its content. */
type EditedFields = z.output<typeof editedFields>;

const unit = z.number('must be a number from 0 to 1').min(0, 'must be 0 or more').max(1, 'must be 1 or less');
const time = z.string('must be a time, as 2026-05-01T12:00:00Z').transform((text, context) => {
  const parsed = parseTime(text);
  if (parsed !== null) return parsed;
  context.addIssue({ code: 'custom', message: 'must be a time, as 2026-05-01T12:00:00Z' });
  return z.NEVER;
});

const editedFields = z.strictObject({
  title: text(LIMITS.title_characters)
    .refine((title) => title.trim() !== '', 'must not be empty')
    .optional(),
  type: z
    .string('must be the name of a type')
    .transform((name, context) => {
      const resolved = resolveMemoryType(name);
      if (resolved !== null) return resolved.type;
      context.addIssue({ code: 'custom', message: `must be one of ${MEMORY_TYPES.join(', ')}` });
      return z.NEVER;
    })
    .optional(),
  tags: z
    .array(text(LIMITS.tag_characters), 'must be a list, as [one, two]')
    .max(LIMITS.tags, `must be at most ${LIMITS.tags}`)
    .nullable()
    .transform((tags) => tags ?? [])
    .optional(),
  summary: noneIfEmpty(text(LIMITS.summary_characters).nullable().optional()),
  importance: unit.optional(),
  confidence: unit.optional(),
  effectiveness: unit.nullable().optional(),
  valid_from: time.optional(),
  valid_until: noneIfEmpty(time.nullable().optional()),
});

/** What is left empty is none. */
function noneIfEmpty<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === '' ? null : value), schema);
}

function text(most: number) {
  return z.string('must be text; put it into quotes').max(most, `must have at most ${most} characters`);
}

/** A memory as a person edits it: its fields in YAML between two fences, then its content. */
export function editableText(memory: Memory): string {
  const head = [
    `# Memory ${memory.id}, version ${memory.version}.`,
    '# Change what you like, save, and close the editor. Left as it is, nothing is written.',
    '# Below the second line of dashes stands the content. A field that is taken out stays as it is.',
  ];
  return `${[FENCE, ...head].join('\n')}\n${stringify(fieldsOf(memory), { lineWidth: 0 })}${FENCE}\n${memory.content}\n`;
}

/**
 * What the edited text changes of a memory; null where that is nothing.
 * Throws `invalid_argument`, `invalid_text`, with a sentence that names the field.
 */
export function patchFromText(memory: Memory, edited: string): MemoryPatch | null {
  const { fields, content } = readText(edited);
  const former = fieldsOf(memory);
  const changed = Object.entries(fields).filter(
    ([name, value]) => value !== undefined && !isDeepStrictEqual(value, former[name as keyof EditedFields]),
  );
  const same = visibleText(content) === visibleText(memory.content);
  const patch: MemoryPatch = { ...Object.fromEntries(changed), ...(same ? {} : { content }) };
  return Object.keys(patch).length === 0 ? null : patch;
}

/** A person sees no difference in line ends and empty last lines, and an editor may have changed them by itself. */
function visibleText(content: string): string {
  return content.replaceAll('\r\n', '\n').replace(/\n+$/, '');
}

function fieldsOf(memory: Memory): EditedFields {
  const { title, type, tags, summary, importance, confidence, effectiveness, valid_from, valid_until } =
    memory;
  return {
    title,
    type,
    tags: [...tags],
    summary,
    importance,
    confidence,
    effectiveness,
    valid_from,
    valid_until,
  };
}

function readText(edited: string): { fields: EditedFields; content: string } {
  const fault = textFault(edited);
  if (fault !== null)
    throw new MemoryGraphError(
      'invalid_text',
      'The text holds a character that cannot be stored (a NUL, or half of one).',
    );
  const lines = edited.split('\n');
  const end = lines.indexOf(FENCE, 1);
  if (lines[0] !== FENCE || end === -1)
    throw invalid('The fields must stand between two lines of three dashes, at the beginning.');
  const content = lines
    .slice(end + 1)
    .join('\n')
    .replace(/\n$/, '');
  if (content.trim() === '') throw invalid('The content must not be empty.');
  if (content.length > LIMITS.content_characters)
    throw invalid(`The content must have at most ${LIMITS.content_characters} characters.`);
  return { fields: readFields(lines.slice(1, end).join('\n')), content };
}

function readFields(yaml: string): EditedFields {
  const document = parseDocument(yaml);
  const [fault] = document.errors;
  if (fault !== undefined)
    throw invalid(`The fields cannot be read: line ${(fault.linePos?.[0].line ?? 0) + 1} is no YAML.`);
  const read = editedFields.safeParse(document.toJS() ?? {});
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  if (issue?.code === 'unrecognized_keys')
    throw invalid(`There is no field ${issue.keys.join(', ')} to edit.`);
  throw invalid(`${String(issue?.path[0] ?? 'The fields')} ${issue?.message ?? 'cannot be read'}.`);
}

function invalid(sentence: string): MemoryGraphError {
  return new MemoryGraphError('invalid_argument', sentence);
}
