import { randomBytes } from 'node:crypto';
import type { StoreKeeping } from '../../src/contracts/backend.js';
import type { AccessScope } from '../../src/domain/access-scope.js';
import { auditLog } from './audit.js';
import { countsOf } from './counts.js';
import { faultsOf } from './faults.js';
import { compare } from './order.js';
import type { Store } from './store.js';
import { asShown, visibleMemory, visibleRelationships, visibleVersions } from './visible.js';

const SECRET_BYTES = 32;

export function storeKeeping(store: Store): StoreKeeping {
  const secret = Uint8Array.from(randomBytes(SECRET_BYTES));
  const shows = (scope: AccessScope, id: string) => visibleMemory(store, scope, id) !== undefined;
  return {
    counts: async (scope, at) => countsOf(store, scope, at),

    streamMemories: (scope) =>
      stream(
        [...store.memories.values()]
          .map(({ memory }) => memory)
          .filter((memory) => shows(scope, memory.id))
          .sort((a, b) => compare(a.created_at, b.created_at) || compare(a.id, b.id)),
      ),

    streamMemoryVersions: (scope) =>
      stream(visibleVersions(store, scope).sort((a, b) => byIdAndVersion(a.memory, b.memory))),

    streamRelationships: (scope) =>
      stream(
        visibleRelationships(store, scope).sort(
          (a, b) => compare(a.created_at, b.created_at) || compare(a.id, b.id),
        ),
      ),

    streamRelationshipVersions: (scope) => {
      const shown = new Set(visibleRelationships(store, scope).map(({ id }) => id));
      return stream(
        [...store.relationshipVersions.values()]
          .filter(({ relationship }) => shown.has(relationship.id))
          .sort((a, b) => byIdAndVersion(a.relationship, b.relationship))
          .map((version) => ({ ...version, relationship: asShown(store, scope, version.relationship) })),
      );
    },

    streamUse: (scope) =>
      stream(
        [...store.use.values()]
          .filter(
            ({ id, user_id }) => shows(scope, id) && (scope.access === null || user_id === scope.user_id),
          )
          .sort((a, b) => compare(a.id, b.id) || compare(a.user_id ?? '', b.user_id ?? '')),
      ),

    verify: async () => ({
      checked: { memories: store.memories.size, relationships: store.relationships.size },
      faults: faultsOf(store),
    }),

    // What a map has lost is nowhere else.
    scrub: async () => {},

    audit: (scope) => auditLog(() => store.audit, scope.tenant_id),

    secret: async () => Uint8Array.from(secret),
  };
}

// The list was taken before the first step, so that writes in between change nothing.
async function* stream<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}

interface Versioned {
  readonly id: string;
  readonly version: number;
}

function byIdAndVersion(a: Versioned, b: Versioned): number {
  return compare(a.id, b.id) || a.version - b.version;
}
