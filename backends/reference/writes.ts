import type { Backend } from '../../src/contracts/backend.js';
import { apply } from './changes.js';
import { frozen } from './frozen.js';
import { failureOf } from './preconditions.js';
import { copyOf, type Store } from './store.js';
import { visibleMemory } from './visible.js';

export function writes(store: Store): Pick<Backend, 'commit' | 'addUse'> {
  return {
    commit: async (scope, changes) => {
      if (store.changeSets.has(changes.id)) return { committed: true };
      for (const condition of changes.preconditions) {
        const failure = failureOf(store, scope, condition, changes.at);
        if (failure !== null) return { committed: false, failed: condition, ...failure };
      }
      const next = copyOf(store);
      for (const change of changes.changes) apply(next, scope, change);
      next.changeSets.add(changes.id);
      Object.assign(store, next);
      return { committed: true };
    },

    addUse: async (scope, uses) => {
      for (const { id, times, at } of uses) {
        if (visibleMemory(store, scope, id) === undefined) continue;
        const before = store.use.get(id);
        const looks = [before?.last_accessed ?? at, at].sort();
        store.use.set(
          id,
          frozen({
            id,
            usage_count: (before?.usage_count ?? 0) + times,
            last_accessed: looks.at(-1) ?? at,
          }),
        );
      }
    },
  };
}
