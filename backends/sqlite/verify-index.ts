import type { VerifyReport } from '../../src/contracts/reports.js';
import type { AccessScope } from '../../src/domain/access-scope.js';
import type { Memory } from '../../src/domain/memory.js';
import type { MemoryContext } from '../../src/domain/memory-context.js';
import type { SearchDocument, VocabularyWord } from '../../src/domain/search-document.js';
import type { Connection } from './connection.js';
import { documentWords } from './document-words.js';
import { facetsOf } from './facets.js';
import { scopeParameters } from './scope.js';
import { walkPages } from './walk.js';

/** Counts words, totals and facets anew and compares them with what the commits kept. */
export async function verifyIndex(reader: Connection, scope: AccessScope): Promise<VerifyReport> {
  const words = await countedWords(reader, scope);
  const facets = await countedFacets(reader, scope);
  return {
    checked: { indexed_memories: words.documents, words: words.counts.size, facets: facets.size },
    faults: [...wordFaults(reader, scope, words), ...facetFaults(reader, scope, facets)],
  };
}

interface CountedWords {
  readonly documents: number;
  readonly words: number;
  readonly counts: ReadonlyMap<string, number>;
}

async function countedWords(reader: Connection, scope: AccessScope): Promise<CountedWords> {
  const counts = new Map<string, number>();
  let documents = 0;
  let words = 0;
  const pages = walkPages<SearchDocument>(reader, scope, {
    select: 'w.title, w.content, w.summary, w.tags, w.context',
    from: 'memory_words AS w CROSS JOIN memories AS m ON m.seq = w.rowid',
    where: 'm.tenant_id = :tenant_id',
    keys: ['w.rowid'],
  });
  for await (const page of pages)
    for (const document of page) {
      const { distinct, count } = documentWords(document);
      documents++;
      words += count;
      for (const word of distinct) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  return { documents, words, counts };
}

function wordFaults(reader: Connection, scope: AccessScope, counted: CountedWords): string[] {
  const faults: string[] = [];
  const totals = reader.get<{ documents: number; words: number }>(
    'SELECT documents, words FROM search_totals WHERE tenant_id = :tenant_id',
    scopeParameters(scope),
  ) ?? { documents: 0, words: 0 };
  if (totals.documents !== counted.documents)
    faults.push(`Search totals: ${totals.documents} memories are noted, ${counted.documents} are indexed.`);
  if (totals.words !== counted.words)
    faults.push(`Search totals: ${totals.words} words are noted, ${counted.words} are indexed.`);
  const kept = reader.all<VocabularyWord>(
    'SELECT word, documents FROM search_terms WHERE tenant_id = :tenant_id',
    scopeParameters(scope),
  );
  const wrong = kept.filter(({ word, documents }) => counted.counts.get(word) !== documents).length;
  const absent =
    counted.counts.size - (kept.length - kept.filter(({ word }) => !counted.counts.has(word)).length);
  if (wrong > 0) faults.push(`Search terms: ${wrong} words have a wrong count.`);
  if (absent > 0) faults.push(`Search terms: ${absent} words are not counted.`);
  return faults;
}

async function countedFacets(reader: Connection, scope: AccessScope): Promise<ReadonlySet<string>> {
  const facets = new Set<string>();
  const pages = walkPages<{ seq: number; tags: string; context: string }>(reader, scope, {
    select: 'm.seq, m.tags, m.context',
    from: 'memories AS m',
    where: 'm.tenant_id = :tenant_id',
    keys: ['m.seq'],
  });
  for await (const page of pages)
    for (const { seq, tags, context } of page) {
      const memory: Pick<Memory, 'tags' | 'context'> = {
        tags: JSON.parse(tags) as string[],
        context: JSON.parse(context) as MemoryContext,
      };
      for (const { kind, value } of facetsOf(memory)) facets.add(`${seq} ${kind} ${value}`);
    }
  return facets;
}

function facetFaults(reader: Connection, scope: AccessScope, counted: ReadonlySet<string>): string[] {
  const kept = reader.all<{ facet: string }>(
    "SELECT seq || ' ' || kind || ' ' || value AS facet FROM memory_facets WHERE tenant_id = :tenant_id",
    scopeParameters(scope),
  );
  const wrong = kept.filter(({ facet }) => !counted.has(facet)).length;
  const absent = counted.size - (kept.length - wrong);
  const faults: string[] = [];
  if (wrong > 0) faults.push(`Facets: ${wrong} belong to no memory.`);
  if (absent > 0) faults.push(`Facets: ${absent} are not kept.`);
  return faults;
}
