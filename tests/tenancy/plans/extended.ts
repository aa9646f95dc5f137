import { linkSlots, NEW_MEMORY_ARGUMENTS } from './core.js';
import { foundAround, itsEdgeVersions, itsPath, itsVersions } from './expect.js';
import { call, type IdSlot, type Plan, type WordSlot } from './plan.js';

const LONG_AGO = '2020-01-01T00:00:00.000Z';

const { on_duplicate, idempotency_key } = NEW_MEMORY_ARGUMENTS;

/** How a relationship is named in a request to change it. */
const REFERENCE_ARGUMENTS = {
  relationship_id: 'id',
  from_memory_id: 'id',
  to_memory_id: 'id',
  relationship_type: 'plain',
} as const;

function referenceSlots(tool: string): IdSlot[] {
  return [
    {
      argument: 'relationship_id',
      of: 'relationship',
      ask: (relationship_id) => call(tool, { relationship_id }),
    },
    {
      argument: 'from_memory_id',
      of: 'memory',
      ask: (id, { own }) => call(tool, { from_memory_id: id, to_memory_id: own }),
    },
    {
      argument: 'to_memory_id',
      of: 'memory',
      ask: (id, { own }) => call(tool, { from_memory_id: own, to_memory_id: id }),
    },
  ];
}

const CONTEXT_WORDS: readonly WordSlot[] = [
  { argument: 'scope', ask: (scope) => call('search_relationships_by_context', { scope }) },
  { argument: 'conditions', ask: (word) => call('search_relationships_by_context', { conditions: [word] }) },
  { argument: 'evidence', ask: (word) => call('search_relationships_by_context', { evidence: [word] }) },
  { argument: 'components', ask: (word) => call('search_relationships_by_context', { components: [word] }) },
  { argument: 'temporal', ask: (temporal) => call('search_relationships_by_context', { temporal }) },
];

/** The probes of the tools of the extended toolset. */
export const EXTENDED_PLANS: Readonly<Record<string, Plan>> = {
  store_memories: {
    action: 'write',
    arguments: { memories: 'id', on_duplicate, idempotency_key },
    usual: ({ now }) =>
      call('store_memories', {
        memories: [{ type: 'fact', content: `Several ${now}`, visibility: 'private' }],
      }),
    ids: linkSlots((memory) =>
      call('store_memories', { memories: [{ type: 'fact', content: 'Another first' }, memory] }),
    ).map((slot) => ({ ...slot, note: `${slot.argument} ${slot.note ?? ''}`, argument: 'memories' })),
  },
  get_memory_statistics: {
    action: 'read',
    arguments: {},
    usual: () => call('get_memory_statistics', {}),
  },
  contextual_search: {
    action: 'read',
    arguments: { memory_id: 'id', query: 'word', max_depth: 'plain', limit: 'plain' },
    usual: ({ own }) => call('contextual_search', { memory_id: own, query: 'clock' }),
    ids: [
      {
        argument: 'memory_id',
        of: 'memory',
        ask: (memory_id) =>
          call('contextual_search', { memory_id, query: 'clock', max_depth: 2, limit: 100 }),
        expect: foundAround,
      },
    ],
    words: [
      { argument: 'query', ask: (query, { own }) => call('contextual_search', { memory_id: own, query }) },
    ],
  },
  search_relationships_by_context: {
    action: 'read',
    arguments: {
      scope: 'word',
      conditions: 'word',
      has_evidence: 'plain',
      evidence: 'word',
      components: 'word',
      temporal: 'word',
      limit: 'plain',
    },
    usual: () => call('search_relationships_by_context', {}),
    words: CONTEXT_WORDS,
  },
  find_memory_path: {
    action: 'read',
    arguments: {
      from_memory_id: 'id',
      to_memory_id: 'id',
      max_depth: 'plain',
      relationship_types: 'plain',
      as_of: 'plain',
    },
    usual: ({ own }) => call('find_memory_path', { from_memory_id: own, to_memory_id: own }),
    ids: [
      {
        argument: 'from_memory_id',
        of: 'memory',
        ask: (id, { own }) => call('find_memory_path', { from_memory_id: id, to_memory_id: own }),
        expect: itsPath,
      },
      {
        argument: 'to_memory_id',
        of: 'memory',
        ask: (id, { own }) => call('find_memory_path', { from_memory_id: own, to_memory_id: id }),
        expect: itsPath,
      },
    ],
  },
  get_memory_history: {
    action: 'read',
    arguments: { memory_id: 'id', relationship_id: 'id', limit: 'plain' },
    usual: ({ own }) => call('get_memory_history', { memory_id: own }),
    ids: [
      {
        argument: 'memory_id',
        of: 'memory',
        ask: (memory_id) => call('get_memory_history', { memory_id }),
        expect: itsVersions,
        former: true,
      },
      {
        argument: 'relationship_id',
        of: 'relationship',
        ask: (relationship_id) => call('get_memory_history', { relationship_id }),
        expect: itsEdgeVersions,
        former: true,
      },
    ],
  },
  query_as_of: {
    action: 'read',
    arguments: {
      as_of: 'plain',
      known_at: 'plain',
      query: 'word',
      memory_types: 'plain',
      tags: 'word',
      project: 'word',
      project_path: 'word',
      limit: 'plain',
      max_tokens: 'plain',
    },
    usual: ({ now }) => call('query_as_of', { as_of: now }),
    words: (['as_of', 'known_at'] as const).flatMap((time): WordSlot[] => [
      { argument: 'query', note: time, ask: (query, { now }) => call('query_as_of', { [time]: now, query }) },
      {
        argument: 'tags',
        note: time,
        ask: (word, { now }) => call('query_as_of', { [time]: now, tags: [word] }),
      },
      {
        argument: 'project',
        note: time,
        ask: (word, { now }) => call('query_as_of', { [time]: now, project: `github.com/${word}/vault` }),
      },
      {
        argument: 'project_path',
        note: time,
        ask: (word, { now }) => call('query_as_of', { [time]: now, project_path: `/srv/${word}` }),
      },
    ]),
  },
  what_changed: {
    action: 'read',
    arguments: { since: 'plain', until: 'plain', project: 'word', limit: 'plain' },
    usual: ({ now }) => call('what_changed', { since: LONG_AGO, until: now }),
    words: [
      {
        argument: 'project',
        ask: (word, { now }) =>
          call('what_changed', { since: LONG_AGO, until: now, project: `github.com/${word}/vault` }),
      },
    ],
  },
  invalidate_relationship: {
    action: 'write',
    arguments: {
      ...REFERENCE_ARGUMENTS,
      invalidated_by: 'id',
      valid_until: 'plain',
      expected_version: 'plain',
    },
    usual: () => call('invalidate_relationship', { relationship_id: 'r.nothing' }),
    ids: [
      ...referenceSlots('invalidate_relationship'),
      {
        argument: 'invalidated_by',
        of: 'memory',
        ask: (invalidated_by, { edge: relationship_id }) =>
          relationship_id === undefined
            ? undefined
            : call('invalidate_relationship', { relationship_id, invalidated_by }),
      },
    ],
  },
  reinforce_relationship: {
    action: 'write',
    arguments: { ...REFERENCE_ARGUMENTS, success: 'plain', strength: 'plain' },
    usual: () => call('reinforce_relationship', { relationship_id: 'r.nothing' }),
    ids: referenceSlots('reinforce_relationship'),
  },
  get_relationship_types: {
    action: 'read',
    arguments: { category: 'plain' },
    usual: () => call('get_relationship_types', {}),
  },
  share_memory: {
    action: 'share',
    arguments: { memory_id: 'id', visibility: 'plain', team_id: 'word', expected_version: 'plain' },
    usual: ({ own }) => call('share_memory', { memory_id: own, visibility: 'private' }),
    ids: [
      {
        argument: 'memory_id',
        of: 'memory',
        ask: (memory_id) => call('share_memory', { memory_id, visibility: 'public' }),
      },
      {
        argument: 'memory_id',
        note: 'of a version',
        of: 'memory',
        ask: (memory_id) => call('share_memory', { memory_id, visibility: 'private', expected_version: 99 }),
      },
    ],
    words: [
      {
        argument: 'team_id',
        ask: (word, { own }) =>
          call('share_memory', { memory_id: own, visibility: 'team', team_id: `team-${word}` }),
      },
    ],
  },
  list_teams: { action: 'read', arguments: {}, usual: () => call('list_teams', {}) },
  whoami: { action: 'read', arguments: {}, usual: () => call('whoami', {}) },
};
