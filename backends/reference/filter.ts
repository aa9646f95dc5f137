import type { AccessScope } from '../../src/domain/access-scope.js';
import type { Memory } from '../../src/domain/memory.js';
import type { MemoryFilter } from '../../src/domain/memory-filter.js';
import { isValidAt } from '../../src/domain/validity.js';
import type { Store } from './store.js';
import { liveRelationships } from './visible.js';

/** A test for the memories a filter lets through, for this scope. */
export function passes(store: Store, scope: AccessScope, filter: MemoryFilter): (memory: Memory) => boolean {
  const related = filter.relationship_types && relatedIds(store, scope, filter.relationship_types, filter);
  return (memory) =>
    (filter.include_closed === true || isValidAt(memory, filter.valid_at)) &&
    (filter.types === undefined || filter.types.includes(memory.type)) &&
    (filter.tags ?? []).every((tag) => memory.tags.includes(tag)) &&
    isInContext(memory, filter) &&
    memory.importance >= (filter.min_importance ?? 0) &&
    memory.confidence >= (filter.min_confidence ?? 0) &&
    isInTime(memory, filter) &&
    (related === undefined || related.has(memory.id));
}

function isInContext({ context }: Memory, filter: MemoryFilter): boolean {
  return (
    (filter.project_path === undefined || isAtOrBelow(context.project_path, filter.project_path)) &&
    (filter.project_id === undefined || context.project_id === filter.project_id) &&
    (filter.session_id === undefined || context.session_id === filter.session_id) &&
    holdsOne(context.languages, filter.languages) &&
    holdsOne(context.frameworks, filter.frameworks)
  );
}

function isInTime(memory: Memory, filter: MemoryFilter): boolean {
  return (
    (filter.created_after === undefined || memory.created_at >= filter.created_after) &&
    (filter.created_before === undefined || memory.created_at < filter.created_before) &&
    (filter.updated_after === undefined || memory.updated_at >= filter.updated_after)
  );
}

function isAtOrBelow(path: string | undefined, folder: string): boolean {
  if (path === undefined) return false;
  return `${slashed(path)}/`.startsWith(`${slashed(folder)}/`);
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/').replace(/\/+$/, '');
}

function holdsOne(held: readonly string[] | undefined, wanted: readonly string[] | undefined): boolean {
  if (wanted === undefined) return true;
  const names = new Set((held ?? []).map((name) => name.toLowerCase()));
  return wanted.some((name) => names.has(name.toLowerCase()));
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
