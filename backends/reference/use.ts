import type { AccessScope } from '../../src/domain/access-scope.js';
import type { MemoryUse } from '../../src/domain/memory.js';
import { frozen } from './frozen.js';
import type { Store } from './store.js';

// With tenants use is kept by user; without them it is one number for each memory.

function keyOf(store: Store, user_id: string, id: string): string {
  return store.has_tenants ? JSON.stringify([user_id, id]) : id;
}

/** The caller's own use of a memory; the operator of a store with tenants gets that of all users together. */
export function useOf(store: Store, scope: AccessScope, id: string): MemoryUse | undefined {
  const looks = [...store.use.values()].filter(
    (use) => use.id === id && (!store.has_tenants || scope.access === null || use.user_id === scope.user_id),
  );
  if (looks.length === 0) return undefined;
  return {
    id,
    usage_count: looks.reduce((sum, use) => sum + use.usage_count, 0),
    last_accessed: looks.map((use) => use.last_accessed ?? '').reduce((a, b) => (a > b ? a : b)) || null,
  };
}

/** Sets a memory's use; that of no user named is the writer's. */
export function setUse(store: Store, scope: AccessScope, { user_id, ...use }: MemoryUse): void {
  const user = user_id ?? scope.user_id;
  const kept = store.has_tenants ? { ...use, user_id: user } : use;
  store.use.set(keyOf(store, user, use.id), frozen(kept));
}

/** Adds looks; the later time stays. */
export function addLooks(
  store: Store,
  scope: AccessScope,
  { id, times, at }: { readonly id: string; readonly times: number; readonly at: string },
): void {
  const before = store.use.get(keyOf(store, scope.user_id, id));
  const looks = [before?.last_accessed ?? at, at].sort();
  setUse(store, scope, {
    id,
    usage_count: (before?.usage_count ?? 0) + times,
    last_accessed: looks.at(-1) ?? at,
  });
}

/** Forgets all use of a memory. */
export function forgetUse(store: Store, id: string): void {
  for (const [key, use] of store.use) if (use.id === id) store.use.delete(key);
}
