import { localPrincipal } from '../../src/auth/local.js';
import type { Backend } from '../../src/contracts/backend.js';
import { operatorScope, scopeFor } from '../../src/policy/access-scope.js';

/** What a store was made to hold that no list of it shows: it has to be asked for. */
export interface ContentQuestions {
  /** The moment that counts, searches and kept answers are of. */
  readonly at: string;
  /** Analysed words; each is searched for by itself. */
  readonly words: readonly string[];
  /** Whose kept answers, to which tool, under which key. */
  readonly answers: readonly { readonly user_id: string; readonly tool: string; readonly key: string }[];
}

/** All that a store holds, as plain JSON. */
export type StoreContent = Readonly<Record<string, unknown>>;

/**
 * Asks a store, through its contract alone, for all that it holds: records with tombstones, history, use, names of
 * projects, kept answers, the index and what searches find in which order. Earlier versions of this project have
 * every method but that for names of projects, so this runs on them as well.
 */
export async function storeContent(backend: Backend, questions: ContentQuestions): Promise<StoreContent> {
  const operator = operatorScope('operator');
  const reader = scopeFor(localPrincipal('reader'));
  const { at, words } = questions;
  const answers: unknown[] = [];
  for (const { user_id, tool, key } of questions.answers)
    answers.push(await backend.findIdempotency(scopeFor(localPrincipal(user_id)), tool, key, at));
  const found: Record<string, unknown> = {};
  for (const word of words) {
    const query = {
      filter: { valid_at: at },
      groups: [[word]],
      match: 'any',
      scan_limit: 99,
      limit: 99,
    } as const;
    const { candidates } = await backend.findCandidates(reader, query);
    found[word] = candidates.map(({ id }) => id);
  }
  const { document_counts, ...totals } = await backend.termStatistics(reader, words);
  const content = {
    memories: await all(backend.streamMemories(operator)),
    memory_versions: await all(backend.streamMemoryVersions(operator)),
    relationships: await all(backend.streamRelationships(operator)),
    relationship_versions: await all(backend.streamRelationshipVersions(operator)),
    use: await all(backend.streamUse(operator)),
    project_aliases: 'projectAliases' in backend ? await backend.projectAliases(operator) : [],
    answers,
    counts: await backend.counts(operator, at),
    totals: { ...totals, document_counts: Object.fromEntries(document_counts) },
    vocabulary: await backend.vocabulary(reader, { min_length: 1, max_length: 100 }),
    found,
  };
  return JSON.parse(JSON.stringify(content)) as StoreContent;
}

async function all<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of stream) items.push(item);
  return items;
}
