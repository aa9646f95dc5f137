import type { Memory } from '../../domain/memory.js';
import type { NewMemory } from '../../domain/new-memory.js';
import { sixDecimals } from '../../domain/numbers.js';
import type { Source, SourceFlag } from '../../domain/source.js';
import { normalName, textFlags } from '../../domain/text.js';
import { titleFromContent } from '../../domain/title.js';
import { timesInWrongOrder } from '../failures.js';

const DEFAULT_IMPORTANCE = 0.5;
const DEFAULT_CONFIDENCE = 0.8;

/** Who and what stamps a record. */
export interface Stamp {
  readonly id: string;
  readonly at: string;
  readonly user_id: string;
  readonly source: Source;
}

/** Version 1 of a memory as its caller described it. Throws `invalid_argument` where its times are in the wrong order. */
export function newRecord(input: NewMemory, stamp: Stamp): Memory {
  const title =
    input.title === undefined || normalName(input.title) === ''
      ? titleFromContent(input.content)
      : normalName(input.title);
  const valid_from = input.valid_from ?? stamp.at;
  const valid_until = input.valid_until ?? null;
  if (valid_until !== null && valid_until <= valid_from) throw timesInWrongOrder();
  const { summary = null, context = {} } = input;
  const tags = normalTags(input.tags ?? []);
  return {
    id: stamp.id,
    type: input.type,
    title,
    content: input.content,
    summary,
    tags,
    importance: sixDecimals(input.importance ?? DEFAULT_IMPORTANCE),
    confidence: sixDecimals(input.confidence ?? DEFAULT_CONFIDENCE),
    effectiveness: input.effectiveness === undefined ? null : sixDecimals(input.effectiveness),
    created_at: stamp.at,
    updated_at: stamp.at,
    version: 1,
    created_by: stamp.user_id,
    updated_by: stamp.user_id,
    valid_from,
    valid_until,
    recorded_at: stamp.at,
    context,
    source: flagged(stamp.source, { title, content: input.content, summary, tags, context }),
    deleted_at: null,
  };
}

/** Tags in their one form: NFC, lower-case, each once, empty ones dropped. */
export function normalTags(tags: readonly string[]): string[] {
  return [...new Set(tags.map((tag) => normalName(tag).toLowerCase()))].filter((tag) => tag !== '');
}

/** The source with the flags that a memory's texts call for, and its own: whatever of it may be shown to a reader. */
export function flagged(
  source: Source,
  {
    title,
    content,
    summary,
    tags,
    context,
  }: Pick<Memory, 'title' | 'content' | 'summary' | 'tags' | 'context'>,
): Source {
  const { flags: _former, ...rest } = source;
  const texts = [title, content, summary ?? '', ...tags, ...textsIn(context), ...textsIn(rest)];
  const flags = [...new Set(texts.flatMap(textFlags))] satisfies SourceFlag[];
  return flags.length === 0 ? rest : { ...rest, flags };
}

/** Every text in a JSON value, names of fields too. Values are no deeper than `LIMITS.json_depth`. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...textsIn(inner)]);
}
