import { posix } from 'node:path';
import { stringify } from 'yaml';
import type { Memory } from '../../../domain/memory.js';
import type { JsonValue } from '../../../domain/memory-context.js';
import type { Relationship } from '../../../domain/relationship.js';
import { END_OF_CONTENT, MIRROR_KEY, MIRROR_VERSION } from './page-format.js';

/** What a page needs to know of another to link to it. */
export interface PageLink {
  readonly path: string;
  readonly title: string;
}

/** The relationships of one memory. */
export interface PageRelationships {
  readonly outgoing: readonly Relationship[];
  readonly incoming: readonly Relationship[];
}

/**
 * A memory as a Markdown file: every field in the front matter, the content as it is, links to related memories.
 * Equal memories give equal bytes.
 */
export function pageText(
  memory: Memory,
  related: PageRelationships,
  pages: ReadonlyMap<string, PageLink>,
): string {
  const { deleted_at: _none, content, ...fields } = memory;
  const relationships = related.outgoing.map(relationshipFields);
  const front = frontMatter({
    [MIRROR_KEY]: MIRROR_VERSION,
    ...inOrder(fields),
    ...(relationships.length === 0 ? {} : { relationships }),
  });
  const links = linkLines(memory, related, pages);
  const needsEnd = links.length > 0 || content.includes(END_OF_CONTENT);
  const end = needsEnd ? `\n${END_OF_CONTENT}\n` : '';
  const section = links.length === 0 ? '' : `\n## Relationships\n\n${links.join('\n')}\n`;
  return `${front}\n${content}\n${end}${section}`;
}

/** Front matter that reads back exactly: texts in quotes with escapes, one a line. */
export function frontMatter(fields: Readonly<Record<string, unknown>>): string {
  const yaml = stringify(fields, {
    lineWidth: 0,
    defaultStringType: 'QUOTE_DOUBLE',
    defaultKeyType: 'PLAIN',
    doubleQuotedAsJSON: true,
    aliasDuplicateObjects: false,
  });
  return `---\n${yaml}---\n`;
}

/** Text of a link or a heading: one line, with nothing in it that Markdown would read as more. */
export function inlineText(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').replaceAll(/[\\[\]<>`*_]/g, (each) => `\\${each}`);
}

const FIRST = ['id', 'type', 'title', 'summary', 'tags', 'importance', 'confidence', 'effectiveness'];

function inOrder(fields: Omit<Memory, 'content' | 'deleted_at'>): Record<string, unknown> {
  const all = fields as Readonly<Record<string, unknown>>;
  const first = Object.fromEntries(FIRST.map((key) => [key, all[key]]));
  const context = sorted(fields.context as unknown as JsonValue);
  const source = sorted(fields.source as unknown as JsonValue);
  return { ...first, ...without(all, [...FIRST, 'context', 'source']), context, source };
}

/** Fields that say nothing (null, 0) are left out: they come back as the same. */
function relationshipFields(relationship: Relationship): Record<string, unknown> {
  const { id, type, to_memory_id, from_memory_id: _here, ...rest } = relationship;
  const telling = Object.entries(rest).filter(([, value]) => value !== null && value !== 0);
  const weights = { strength: rest.strength, confidence: rest.confidence };
  return {
    id,
    type,
    to_memory_id,
    ...weights,
    ...without(Object.fromEntries(telling), Object.keys(weights)),
  };
}

function linkLines(
  memory: Memory,
  { outgoing, incoming }: PageRelationships,
  pages: ReadonlyMap<string, PageLink>,
): string[] {
  const folder = posix.dirname(pages.get(memory.id)?.path ?? '');
  const line = (relationship: Relationship, other: string, arrow: string): string => {
    const page = pages.get(other);
    const title = page === undefined ? inlineText(other) : linkTo(folder, page);
    const until =
      relationship.valid_until === null ? '' : ` (until ${relationship.valid_until.slice(0, 10)})`;
    return `- ${arrow.replace('*', relationship.type)} ${title}${until}`;
  };
  return [
    ...outgoing.map((each) => line(each, each.to_memory_id, '* →')),
    ...incoming.map((each) => line(each, each.from_memory_id, '← *')),
  ];
}

/** A link from a file in `folder`, as Obsidian and GitHub follow it. */
export function linkTo(folder: string, { path, title }: PageLink): string {
  return `[${inlineText(title)}](${posix.relative(folder, path)})`;
}

function without(
  fields: Readonly<Record<string, unknown>>,
  keys: readonly string[],
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !keys.includes(key)));
}

/** Keys in order at every level, so that it does not matter which store the data came from. */
function sorted(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const entries = Object.entries(value as Readonly<Record<string, JsonValue>>).filter(
    ([, each]) => each !== undefined,
  );
  return Object.fromEntries(
    entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, sorted(each)]),
  );
}
