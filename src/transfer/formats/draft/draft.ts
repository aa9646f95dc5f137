import { createHash } from 'node:crypto';
import { LIMITS } from '../../../domain/limits.js';
import type { JsonValue } from '../../../domain/memory-context.js';
import { resolveMemoryType } from '../../../domain/memory-types.js';
import { firstCharacters, normalName } from '../../../domain/text.js';
import { titleFromContent } from '../../../domain/title.js';
import { importedMemorySchema, importedRelationshipSchema } from '../../import-schemas.js';
import { issueText } from '../../read-backup.js';
import type { ImportLine } from '../../read-import.js';
import { splitText } from './split-text.js';

/** A memory as another program has it, before it is fitted into our limits. */
export interface Draft {
  readonly id: string;
  /** What the record is called where it comes from. */
  readonly original_id: string;
  /** As the other program names it; empty where it does not. */
  readonly type: string;
  readonly title: string | null;
  readonly content: string;
  readonly summary?: string | null;
  readonly tags?: readonly string[];
  readonly importance?: unknown;
  readonly confidence?: unknown;
  readonly created_at?: string | null;
  readonly updated_at?: string | null;
  readonly context?: Readonly<Record<string, unknown>>;
  readonly metadata?: Readonly<Record<string, JsonValue>>;
}

/** A relationship between drafts. */
export interface DraftLink {
  readonly from: string;
  readonly to: string;
  readonly type: string;
  readonly context?: string | null;
}

/** An id made from what a record is: the same in every import. */
export function madeId(...parts: readonly (string | number)[]): string {
  const hex = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/**
 * A draft as lines of an import: one memory, or several that follow each other where the content is too long for
 * one; and what was left out of it or came in under another name.
 */
export function* draftLines(number: number, draft: Draft): Generator<ImportLine> {
  const leftOut: string[] = [];
  const type = resolveMemoryType(draft.type === '' ? 'general' : draft.type);
  if (draft.type !== '' && type?.renamed !== false)
    yield {
      kind: 'mapped',
      number,
      what: `type ${firstCharacters(draft.type, 50)}`,
      to: type?.type ?? 'general',
    };
  const longTitle = normalName(draft.title ?? '') || titleFromContent(draft.content);
  const { title, cut } = fittedTitle(longTitle);
  const content =
    cut && !draft.content.includes(longTitle) ? `# ${longTitle}\n\n${draft.content}` : draft.content;
  const { tags, others } = fittedTags(draft.tags ?? []);
  const summary = draft.summary ?? '';
  const summaryFits = summary.length <= LIMITS.summary_characters;
  const metadata = fittedMetadata(
    {
      ...draft.metadata,
      ...(type === null ? { original_type: draft.type } : {}),
      ...(others.length === 0 ? {} : { other_tags: others }),
      ...(summaryFits ? {} : { summary }),
    },
    leftOut,
  );
  const parts = splitText(content, LIMITS.content_characters);
  for (const [index, part] of parts.entries()) {
    const counted = parts.length === 1 ? '' : ` (${index + 1}/${parts.length})`;
    const memory = importedMemorySchema.safeParse({
      kind: 'memory',
      id: partId(draft, index),
      type: type?.type ?? 'general',
      title: `${firstCharacters(title, LIMITS.title_characters - counted.length)}${counted}`,
      content: part,
      summary: summary === '' || !summaryFits || index > 0 ? null : summary,
      tags,
      importance: unit(draft.importance),
      confidence: unit(draft.confidence),
      created_at: draft.created_at ?? undefined,
      updated_at: draft.updated_at ?? undefined,
      context: {
        ...draft.context,
        ...(Object.keys(metadata).length === 0 ? {} : { additional_metadata: metadata }),
      },
    });
    if (!memory.success) {
      yield { kind: 'left_out', number, record: 'memory', reason: issueText(memory.error) };
      return;
    }
    const original_id = `${draft.original_id}${counted}`;
    yield { kind: 'memory', number, memory: memory.data, original_id };
    if (index > 0)
      yield linkLine(number, { from: partId(draft, index), to: partId(draft, index - 1), type: 'FOLLOWS' });
  }
  for (const reason of leftOut) yield { kind: 'left_out', number, record: 'detail', reason };
}

/** A relationship as a line of an import. */
export function linkLine(number: number, { from, to, type, context }: DraftLink): ImportLine {
  if (from === to)
    return { kind: 'left_out', number, record: 'relationship', reason: 'relates a memory to itself' };
  const relationship = importedRelationshipSchema.safeParse({
    kind: 'relationship',
    from_memory_id: from,
    to_memory_id: to,
    type,
    context: firstCharacters(context ?? '', LIMITS.relationship_context_characters) || null,
  });
  if (relationship.success) return { kind: 'relationship', number, relationship: relationship.data };
  return { kind: 'left_out', number, record: 'relationship', reason: issueText(relationship.error) };
}

/** The first part has the id of the whole, so that relationships lead there. */
function partId(draft: Draft, index: number): string {
  return index === 0 ? draft.id : madeId('part', draft.id, index + 1);
}

function fittedTitle(title: string): { title: string; cut: boolean } {
  if (title.length <= LIMITS.title_characters) return { title, cut: false };
  const start = firstCharacters(title, LIMITS.title_characters - 1);
  const blank = start.lastIndexOf(' ');
  return { title: `${blank > LIMITS.title_characters / 2 ? start.slice(0, blank) : start}…`, cut: true };
}

function fittedTags(given: readonly string[]): { tags: string[]; others: string[] } {
  const all = [...new Set(given.map((tag) => normalName(tag).toLowerCase()))].filter((tag) => tag !== '');
  const fitting = all.filter((tag) => tag.length <= LIMITS.tag_characters).slice(0, LIMITS.tags);
  return { tags: fitting, others: all.filter((tag) => !fitting.includes(tag)) };
}

/** Smaller fields first, as long as there is room. */
function fittedMetadata(
  metadata: Readonly<Record<string, JsonValue>>,
  leftOut: string[],
): Record<string, JsonValue> {
  const size = (value: unknown): number => JSON.stringify(value).length;
  if (size(metadata) <= LIMITS.metadata_bytes) return { ...metadata };
  const kept = new Set<string>();
  let room = LIMITS.metadata_bytes - 2;
  for (const [key, value] of Object.entries(metadata).toSorted(([, a], [, b]) => size(a) - size(b))) {
    room -= size(key) + size(value) + 2;
    if (room >= 0) kept.add(key);
    else leftOut.push('a field is too large for the metadata');
  }
  return Object.fromEntries(Object.entries(metadata).filter(([key]) => kept.has(key)));
}

function unit(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && number >= 0 && number <= 1 ? number : undefined;
}
