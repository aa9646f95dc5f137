import type { StoreCounts } from '../../src/contracts/reports.js';
import type { AccessScope } from '../../src/domain/access-scope.js';
import { sixDecimals } from '../../src/domain/numbers.js';
import { isClosedAt, isValidAt } from '../../src/domain/validity.js';
import type { Store } from './store.js';
import { visibleMemories, visibleRelationships, visibleVersions } from './visible.js';

export function countsOf(store: Store, scope: AccessScope, at: string): StoreCounts {
  const memories = visibleMemories(store, scope).map(({ memory }) => memory);
  const relationships = visibleRelationships(store, scope);
  const valid = memories.filter((memory) => isValidAt(memory, at));
  const validRelationships = relationships.filter((each) => isValidAt(each, at));
  const created = valid.map((memory) => memory.created_at).sort();
  return {
    memories: valid.length,
    closed_memories: memories.filter((memory) => isClosedAt(memory, at)).length,
    relationships: validRelationships.length,
    closed_relationships: relationships.filter((each) => isClosedAt(each, at)).length,
    memories_by_type: tally(valid.map((memory) => memory.type)),
    relationships_by_type: tally(validRelationships.map((each) => each.type)),
    memories_by_project: tally(valid.flatMap((memory) => memory.context.project_id ?? [])),
    average_importance: mean(valid.map((memory) => memory.importance)),
    oldest_created_at: created[0] ?? null,
    newest_created_at: created.at(-1) ?? null,
    versions: countVersions(store, scope),
  };
}

function countVersions(store: Store, scope: AccessScope): number {
  const ofMemories = visibleVersions(store, scope);
  const shown = new Set(visibleRelationships(store, scope).map(({ id }) => id));
  const ofRelationships = [...store.relationshipVersions.values()].filter(({ relationship }) =>
    shown.has(relationship.id),
  );
  return ofMemories.length + ofRelationships.length;
}

function tally(names: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries(counts);
}

function mean(numbers: readonly number[]): number | null {
  if (numbers.length === 0) return null;
  return sixDecimals(numbers.reduce((sum, each) => sum + each, 0) / numbers.length);
}
