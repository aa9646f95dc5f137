import type { Backend } from '../../src/contracts/backend.js';
import type { AccessScope } from '../../src/domain/access-scope.js';
import {
  type CommitOutcome,
  isJudgedAfter,
  type Precondition,
  purgedMemories,
} from '../../src/domain/change-set.js';
import { apply, eraseMentions } from './changes.js';
import { failureOf } from './preconditions.js';
import { copyOf, type Store } from './store.js';
import { addLooks } from './use.js';
import { visibleMemory } from './visible.js';

export function writes(store: Store): Pick<Backend, 'commit' | 'addUse'> {
  return {
    commit: async (scope, changes) => {
      if (store.changeSets.has(changes.id)) return { committed: true };
      const before = changes.preconditions.filter((condition) => !isJudgedAfter(condition));
      const after = changes.preconditions.filter(isJudgedAfter);
      const refused = firstRefusal(store, scope, before, changes.at);
      if (refused !== null) return refused;
      const next = copyOf(store);
      for (const change of changes.changes) apply(next, scope, change);
      eraseMentions(next, purgedMemories(changes.changes));
      const refusedAfter = firstRefusal(next, scope, after, changes.at);
      if (refusedAfter !== null) return refusedAfter;
      next.changeSets.add(changes.id);
      Object.assign(store, next);
      return { committed: true };
    },

    addUse: async (scope, uses) => {
      for (const { id, times, at } of uses) {
        if (visibleMemory(store, scope, id) === undefined) continue;
        addLooks(store, scope, { id, times, at });
      }
    },
  };
}

function firstRefusal(
  store: Store,
  scope: AccessScope,
  conditions: readonly Precondition[],
  at: string,
): CommitOutcome | null {
  for (const condition of conditions) {
    const failure = failureOf(store, scope, condition, at);
    if (failure !== null) return { committed: false, failed: condition, ...failure };
  }
  return null;
}
