import { join } from 'node:path';
import type { Backend } from '../../../../src/contracts/backend.js';
import type { AccessScope } from '../../../../src/domain/access-scope.js';
import type { Memory } from '../../../../src/domain/memory.js';
import type { Relationship } from '../../../../src/domain/relationship.js';
import { exportMarkdown } from '../../../../src/transfer/export/markdown-export.js';
import type { Workshop } from '../../../support/repositories.js';

let made = 0;

/** Exports a store to a new folder in `parent`. */
export async function mirrorOf(
  shop: Workshop,
  parent: string,
  force = false,
  name?: string,
): Promise<string> {
  const folder = join(parent, name ?? `mirror-${++made}`);
  const { signal } = new AbortController();
  await exportMarkdown(shop.backend, shop.context.scope, folder, { force, signal });
  return folder;
}

/** What a person wrote of everything in a store: without what the server stamps. */
export async function userFields({
  backend,
  context,
}: Workshop): Promise<{ memories: object[]; relationships: object[] }> {
  const memories = await all(backend, context.scope, 'streamMemories');
  const relationships = await all(backend, context.scope, 'streamRelationships');
  return {
    memories: memories.map(memoryFields).toSorted(byId),
    relationships: relationships.map(relationshipFields).toSorted(byId),
  };
}

async function all<Kind extends 'streamMemories' | 'streamRelationships'>(
  backend: Backend,
  scope: AccessScope,
  kind: Kind,
) {
  const records = [];
  for await (const record of backend[kind](scope)) records.push(record);
  return records as Kind extends 'streamMemories' ? Memory[] : Relationship[];
}

function memoryFields(memory: Memory) {
  const {
    created_at: _c,
    updated_at: _u,
    version: _v,
    created_by: _b,
    updated_by: _y,
    recorded_at: _r,
    source: _s,
    ...kept
  } = memory;
  return kept;
}

function relationshipFields(relationship: Relationship) {
  const {
    created_at: _c,
    updated_at: _u,
    version: _v,
    created_by: _b,
    updated_by: _y,
    recorded_at: _r,
    last_validated: _l,
    ...kept
  } = relationship;
  return kept;
}

function byId(one: { id: string }, other: { id: string }): number {
  return one.id < other.id ? -1 : 1;
}
