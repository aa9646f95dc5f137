import type { AccessScope } from '../../domain/access-scope.js';
import type { ChangeSet, CommitOutcome, Precondition } from '../../domain/change-set.js';
import type { Relationship } from '../../domain/relationship.js';
import { type CanonicalEdge, canonicalEdge } from '../../domain/relationship-types.js';
import { isClosedAt } from '../../domain/validity.js';
import type { ImportStore } from './import-run.js';

/** A store that holds nothing, for a dry run where there is none yet. */
export const NO_STORE: Pick<ImportStore, 'findMemories' | 'findDuplicate' | 'findRelationships'> = {
  findMemories: async () => [],
  findDuplicate: async () => null,
  findRelationships: async () => [],
};

const PAGE = 1_000;

/**
 * Answers as the store would, and writes nothing: what was committed is remembered, so that equal relationships
 * and cycles among the records of one import are found as they would be.
 */
export function pretend(store: typeof NO_STORE): ImportStore {
  /** Canonical edges that are not closed: from -> type and to. */
  const edges = new Map<string, CanonicalEdge[]>();
  return {
    findMemories: store.findMemories.bind(store),
    findDuplicate: store.findDuplicate.bind(store),
    findRelationships: store.findRelationships.bind(store),
    async commit(scope, changes): Promise<CommitOutcome> {
      const failed = await firstFailing(scope, changes);
      if (failed !== null) return { committed: false, failed };
      for (const change of changes.changes)
        if (change.kind === 'put_relationship' && !isClosedAt(change.relationship, changes.at))
          remember(change.relationship);
      return { committed: true };
    },
  };

  function remember({ type, from_memory_id, to_memory_id }: Relationship): void {
    const edge = canonicalEdge(type, from_memory_id, to_memory_id);
    const known = edges.get(edge.from);
    if (known === undefined) edges.set(edge.from, [edge]);
    else known.push(edge);
  }

  async function firstFailing(scope: AccessScope, { at, preconditions }: ChangeSet) {
    for (const each of preconditions) if (await fails(scope, each, at)) return each;
    return null;
  }

  async function fails(scope: AccessScope, asked: Precondition, at: string): Promise<boolean> {
    if (asked.kind !== 'no_equal_relationship' && asked.kind !== 'acyclic') return false;
    const { type, from, to } = canonicalEdge(asked.type, asked.from, asked.to);
    if (asked.kind === 'no_equal_relationship') return (await targets(scope, type, from, at)).has(to);
    const seen = new Set([to]);
    for (const reached of seen) {
      if (reached === from) return true;
      for (const next of await targets(scope, type, reached, at)) seen.add(next);
    }
    return false;
  }

  /** Where edges of a canonical type lead to from a memory, here and in what this run pretends to have stored. */
  async function targets(scope: AccessScope, type: string, from: string, at: string): Promise<Set<string>> {
    const found = new Set((edges.get(from) ?? []).filter((edge) => edge.type === type).map(({ to }) => to));
    for (let page: Relationship[] = []; ; ) {
      const last = page.at(-1);
      page = await store.findRelationships(scope, {
        memory_ids: [from],
        limit: PAGE,
        ...(last === undefined ? {} : { after: { at: last.updated_at, id: last.id } }),
      });
      for (const each of page) {
        const edge = canonicalEdge(each.type, each.from_memory_id, each.to_memory_id);
        if (edge.type === type && edge.from === from && !isClosedAt(each, at)) found.add(edge.to);
      }
      if (page.length < PAGE) return found;
    }
  }
}
