import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Position } from '../../domain/page.js';
import type { Relationship } from '../../domain/relationship.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import { analyse } from '../../search/analysis.js';
import type { RepositoryContext } from '../context.js';
import type { RelationshipContextQuery, WorkControl } from '../repositories.js';
import { contextScope, holdsWords, namesEvidence } from './context-facts.js';
import { titlesOf } from './neighbours.js';

const PAGE = 500;

/** Live relationships whose context fits every given part of the query, newest change first. */
export async function searchByContext(
  context: RepositoryContext,
  query: RelationshipContextQuery & WorkControl,
): Promise<{ relationships: Relationship[]; titles: ReadonlyMap<string, string>; total: number }> {
  const valid_at = context.clock.now();
  const found: Relationship[] = [];
  let total = 0;
  let read = 0;
  for (let after: Position | undefined; ; ) {
    const page = await context.backend.findRelationships(context.scope, {
      valid_at,
      limit: PAGE,
      ...(after === undefined ? {} : { after }),
    });
    for (const relationship of page) {
      if (!fits(relationship, query)) continue;
      total += 1;
      if (found.length < query.limit) found.push(relationship);
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) break;
    after = { at: last.updated_at, id: last.id };
    read += page.length;
    query.onProgress?.(read, read + PAGE);
    await nextTurn();
    if (query.signal?.aborted === true) throw new MemoryGraphError('cancelled', 'Cancelled.');
  }
  return { relationships: found, titles: await titlesOf(context, found), total };
}

function fits(relationship: Relationship, query: RelationshipContextQuery): boolean {
  const text = relationship.context ?? '';
  if (query.has_evidence !== undefined && hasEvidence(relationship, text) !== query.has_evidence)
    return false;
  const words = new Set(analyse(text).map(({ word }) => word));
  if (
    query.scope !== undefined &&
    contextScope(text) !== query.scope.toLowerCase() &&
    !inText(words, query.scope)
  )
    return false;
  const phrases = [query.conditions, query.evidence, query.components].flatMap((list) => list ?? []);
  if (query.temporal !== undefined) phrases.push(query.temporal);
  return phrases.every((phrase) => inText(words, phrase));
}

function inText(words: ReadonlySet<string>, phrase: string): boolean {
  return words.size > 0 && holdsWords(words, phrase);
}

function hasEvidence(relationship: Relationship, text: string): boolean {
  return relationship.evidence_count > 0 || namesEvidence(text);
}
