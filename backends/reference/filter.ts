import type { AccessScope } from '../../src/domain/access-scope.js';
import { matchesFilter } from '../../src/domain/matches-filter.js';
import type { Memory } from '../../src/domain/memory.js';
import type { MemoryFilter } from '../../src/domain/memory-filter.js';
import { isValidAt } from '../../src/domain/validity.js';
import type { Store } from './store.js';
import { liveRelationships } from './visible.js';

/** A test for the memories a filter lets through, for this scope. */
export function passes(store: Store, scope: AccessScope, filter: MemoryFilter): (memory: Memory) => boolean {
  const related = filter.relationship_types && relatedIds(store, scope, filter.relationship_types, filter);
  return (memory) => matchesFilter(memory, filter) && (related === undefined || related.has(memory.id));
}

function relatedIds(
  store: Store,
  scope: AccessScope,
  types: readonly string[],
  filter: MemoryFilter,
): Set<string> {
  return new Set(
    liveRelationships(store, scope)
      .filter((each) => types.includes(each.type) && isValidAt(each, filter.valid_at))
      .flatMap((each) => [each.from_memory_id, each.to_memory_id]),
  );
}
