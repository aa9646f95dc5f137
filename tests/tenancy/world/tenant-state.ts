import { createHash } from 'node:crypto';
import type { MultiTenantBackend } from '../../../src/contracts/tenancy.js';
import type { Memory, MemoryVersion } from '../../../src/domain/memory.js';
import type { Relationship, RelationshipVersion } from '../../../src/domain/relationship.js';
import type { ProjectGrant } from '../../../src/domain/tenant.js';
import { operatorScope } from '../../../src/policy/access-scope.js';

/** All that a tenant holds, as the owner of the store sees it. */
export interface TenantState {
  readonly tenant_id: string;
  readonly memories: ReadonlyMap<string, Memory>;
  readonly versions: readonly MemoryVersion[];
  readonly relationships: ReadonlyMap<string, Relationship>;
  readonly relationshipVersions: readonly RelationshipVersion[];
  readonly grants: readonly ProjectGrant[];
}

/** Reads a tenant through the contract, without any rule of visibility. */
export async function readState(backend: MultiTenantBackend, tenant_id: string): Promise<TenantState> {
  const scope = operatorScope('operator', tenant_id);
  const memories = await all(backend.streamMemories(scope));
  const relationships = await all(backend.streamRelationships(scope));
  return {
    tenant_id,
    memories: new Map(memories.map((each) => [each.id, each])),
    versions: await all(backend.streamMemoryVersions(scope)),
    relationships: new Map(relationships.map((each) => [each.id, each])),
    relationshipVersions: await all(backend.streamRelationshipVersions(scope)),
    grants: await backend.projectGrants(scope),
  };
}

/** One text for all of a state; equal for equal states. */
export function hashOf(state: TenantState): string {
  return createHash('sha256')
    .update(
      JSON.stringify({ ...state, memories: [...state.memories], relationships: [...state.relationships] }),
    )
    .digest('hex');
}

/** Ids of the memories and relationships that differ, or are in one of the states alone. */
export function changedIds(before: TenantState, after: TenantState): Set<string> {
  return new Set([
    ...differing(before.memories, after.memories),
    ...differing(before.relationships, after.relationships),
  ]);
}

function differing<Kind>(before: ReadonlyMap<string, Kind>, after: ReadonlyMap<string, Kind>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (id) => JSON.stringify(before.get(id)) !== JSON.stringify(after.get(id)),
  );
}

async function all<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of stream) items.push(item);
  return items;
}
