import type { MemoryReads } from '../../src/contracts/backend.js';
import type { AccessScope } from '../../src/domain/access-scope.js';
import { answerHolds } from '../../src/domain/holds-text.js';
import { isClosedAt } from '../../src/domain/validity.js';
import { passes } from './filter.js';
import { comesAfter, newestFirst } from './order.js';
import { answerKey, type Store } from './store.js';
import { useOf } from './use.js';
import { liveMemories, visibleMemories, visibleMemory, visibleVersions } from './visible.js';

export function memoryReads(store: Store): MemoryReads {
  return {
    findMemories: async (scope, ids) =>
      [...new Set(ids)].flatMap((id) => visibleMemory(store, scope, id)?.memory ?? []),

    findTitles: async (scope, ids) =>
      new Map(
        ids.flatMap((id) => {
          const found = visibleMemory(store, scope, id);
          return found === undefined ? [] : [[id, found.memory.title]];
        }),
      ),

    listMemories: async (scope, { filter, order, after, offset = 0, limit }) =>
      visibleMemories(store, scope)
        .map(({ memory }) => memory)
        .filter(passes(store, scope, filter))
        .map((memory) => ({ at: memory[order], id: memory.id, memory }))
        .filter((place) => comesAfter(place, after))
        .sort(newestFirst)
        .slice(offset, offset + limit)
        .map(({ memory }) => memory),

    countMemories: async (scope, filter) =>
      visibleMemories(store, scope)
        .map(({ memory }) => memory)
        .filter(passes(store, scope, filter)).length,

    findUse: async (scope, ids) =>
      [...new Set(ids)]
        .filter((id) => visibleMemory(store, scope, id) !== undefined)
        .flatMap((id) => useOf(store, scope, id) ?? []),

    memoryHistory: async (scope, id) =>
      visibleVersions(store, scope)
        .filter(({ memory }) => memory.id === id)
        .sort((a, b) => a.memory.version - b.memory.version),

    findDuplicate: async (scope, content) => duplicateOf(store, scope, content),

    findIdempotency: async (scope, tool, key, at) => unexpiredAnswer(store, scope, tool, key, at),

    countAnswers: async (_scope, folded) =>
      [...store.answers.values()].filter(({ record }) => answerHolds(record, folded)).length,

    completeId: async (scope, prefix, limit) =>
      visibleMemories(store, scope)
        .map(({ memory }) => ({ at: memory.created_at, id: memory.id }))
        .filter(({ id }) => id.startsWith(prefix))
        .sort(newestFirst)
        .slice(0, limit)
        .map(({ id }) => id),
  };
}

/** The first stored of the live memories with this content, creator and visibility. */
export function duplicateOf(
  store: Store,
  scope: AccessScope,
  content: {
    readonly content_hash: string;
    readonly created_by: string;
    readonly visibility: string | null;
    readonly team_id?: string | null;
    readonly at: string;
  },
): string | null {
  const equal = liveMemories(store, scope)
    .filter(
      ({ memory, content_hash }) =>
        content_hash === content.content_hash &&
        memory.created_by === content.created_by &&
        (memory.context.visibility ?? null) === content.visibility &&
        (content.team_id === undefined || (memory.context.team_id ?? null) === content.team_id) &&
        !isClosedAt(memory, content.at),
    )
    .sort((a, b) => a.sequence - b.sequence);
  return equal[0]?.memory.id ?? null;
}

/** The answer this user got for the key, unless it has expired by `at`. */
export function unexpiredAnswer(store: Store, scope: AccessScope, tool: string, key: string, at: string) {
  const stored = store.answers.get(answerKey(scope.user_id, tool, key));
  return stored !== undefined && stored.record.expires_at > at ? stored.record : null;
}
