import type { Ask } from '../probing/connection.js';
import { itsNeighbours, theMemory } from './expect.js';
import { call, type Kit, type Plan, type WordSlot } from './plan.js';

type Args = Readonly<Record<string, unknown>>;

const LATER = '2030-01-01T00:00:00.000Z';

/** A new memory that nothing is like. */
const note = (more: Args): Args => ({ type: 'fact', content: 'Unlike anything', ...more });

/** Words of a search: in the question, in every tolerance, and in each filter that takes a text. */
function searchWords(tool: string): WordSlot[] {
  const asked = (args: Args): Ask => call(tool, { limit: 5, ...args });
  return [
    { argument: 'query', ask: (query) => asked({ query }) },
    { argument: 'query', note: 'with a known word', ask: (word) => asked({ query: `clock ${word}` }) },
    { argument: 'project_path', ask: (word) => asked({ query: 'clock', project_path: `/srv/${word}` }) },
    { argument: 'project', ask: (word) => asked({ query: 'clock', project: `github.com/${word}/vault` }) },
  ];
}

const SEARCH_WORDS: readonly WordSlot[] = [
  ...searchWords('search_memories'),
  ...(['strict', 'normal', 'fuzzy'] as const).map(
    (search_tolerance): WordSlot => ({
      argument: 'search_tolerance',
      note: search_tolerance,
      ask: (query) => call('search_memories', { query, search_tolerance, limit: 5 }),
    }),
  ),
  {
    argument: 'query',
    note: 'misspelt',
    fuzzy: true,
    ask: (query) => call('search_memories', { query, search_tolerance: 'fuzzy' }),
  },
  {
    argument: 'query',
    note: 'all',
    ask: (word) => call('search_memories', { query: `clock ${word}`, match_mode: 'all' }),
  },
  { argument: 'terms', ask: (word) => call('search_memories', { terms: [word, `Note ${word}`] }) },
  { argument: 'tags', ask: (word) => call('search_memories', { tags: [word] }) },
  {
    argument: 'tags',
    note: 'with words',
    ask: (word) => call('search_memories', { query: 'clock', tags: [word] }),
  },
  { argument: 'languages', ask: (word) => call('search_memories', { languages: [word] }) },
  { argument: 'frameworks', ask: (word) => call('search_memories', { query: word, frameworks: [word] }) },
  {
    argument: 'include_closed',
    ask: (query) => call('search_memories', { query, include_closed: true, as_of: LATER }),
  },
  { argument: 'project', note: 'none', ask: (query) => call('search_memories', { query, project: 'none' }) },
];

const SEARCH_ARGUMENTS = {
  query: 'word',
  memory_types: 'plain',
  project: 'word',
  project_path: 'word',
  as_of: 'plain',
  limit: 'plain',
  offset: 'plain',
  cursor: 'handle',
  detail: 'plain',
  max_tokens: 'plain',
} as const;

/** What a new memory takes; the ids in it are probed by `linkSlots`. */
export const NEW_MEMORY_ARGUMENTS = {
  type: 'plain',
  title: 'plain',
  content: 'plain',
  summary: 'plain',
  tags: 'plain',
  importance: 'plain',
  confidence: 'plain',
  effectiveness: 'plain',
  context: 'plain',
  project: 'plain',
  valid_from: 'plain',
  valid_until: 'plain',
  relationships: 'id',
  supersedes: 'id',
  visibility: 'plain',
  team_id: 'word',
  on_duplicate: 'plain',
  idempotency_key: 'handle',
} as const;

/** The memories that a new one names. */
export function linkSlots(ask: (memory: Args) => Ask): NonNullable<Plan['ids']> {
  const link = (to_memory_id: string, relationship_type: string) => ({
    relationships: [{ to_memory_id, relationship_type }],
  });
  return [
    { argument: 'relationships', of: 'memory', ask: (id) => ask(note(link(id, 'ANALOGY_TO'))) },
    {
      argument: 'relationships',
      note: 'closing',
      of: 'memory',
      ask: (id) => ask(note(link(id, 'REPLACES'))),
    },
    { argument: 'supersedes', of: 'memory', ask: (id) => ask(note({ supersedes: [id] })) },
  ];
}

/** The probes of the core tools. */
export const CORE_PLANS: Readonly<Record<string, Plan>> = {
  store_memory: {
    action: 'write',
    arguments: NEW_MEMORY_ARGUMENTS,
    usual: ({ now }) => call('store_memory', note({ title: `Usual ${now}`, visibility: 'private' })),
    ids: linkSlots((memory) => call('store_memory', memory)),
    words: [
      {
        argument: 'team_id',
        ask: (word) => call('store_memory', note({ visibility: 'team', team_id: `team-${word}` })),
      },
    ],
  },
  get_memory: {
    action: 'read',
    arguments: { memory_id: 'id', include_relationships: 'plain', as_of: 'plain', known_at: 'plain' },
    usual: ({ own }) => call('get_memory', { memory_id: own }),
    ids: [
      {
        argument: 'memory_id',
        of: 'memory',
        ask: (memory_id) => call('get_memory', { memory_id }),
        expect: theMemory,
      },
      {
        argument: 'memory_id',
        note: 'known now',
        of: 'memory',
        ask: (memory_id, { now }) => call('get_memory', { memory_id, known_at: now }),
        expect: theMemory,
        former: true,
      },
      {
        argument: 'memory_id',
        note: 'alone',
        of: 'memory',
        ask: (memory_id) => call('get_memory', { memory_id, include_relationships: false }),
        expect: (answer) => (answer.code === null ? [] : ['refused']),
      },
    ],
  },
  search_memories: {
    action: 'read',
    arguments: {
      ...SEARCH_ARGUMENTS,
      terms: 'word',
      match_mode: 'plain',
      search_tolerance: 'word',
      tags: 'word',
      languages: 'word',
      frameworks: 'word',
      relationship_filter: 'plain',
      min_importance: 'plain',
      min_confidence: 'plain',
      created_after: 'plain',
      created_before: 'plain',
      include_closed: 'word',
    },
    usual: () => call('search_memories', { query: 'clock' }),
    words: SEARCH_WORDS,
  },
  recall_memories: {
    action: 'read',
    arguments: SEARCH_ARGUMENTS,
    usual: () => call('recall_memories', { query: 'clock' }),
    words: searchWords('recall_memories'),
  },
  update_memory: {
    action: 'write',
    arguments: {
      memory_id: 'id',
      ...{ type: 'plain', title: 'plain', content: 'plain', summary: 'plain', tags: 'plain' },
      ...{ add_tags: 'plain', remove_tags: 'plain', importance: 'plain', confidence: 'plain' },
      ...{ effectiveness: 'plain', context: 'plain', valid_from: 'plain', valid_until: 'plain' },
      expected_version: 'plain',
    },
    usual: ({ own, now }) => call('update_memory', { memory_id: own, summary: `Usual ${now}` }),
    ids: [
      {
        argument: 'memory_id',
        of: 'memory',
        ask: (memory_id) => call('update_memory', { memory_id, title: 'Mine' }),
      },
      {
        argument: 'memory_id',
        note: 'of a version',
        of: 'memory',
        ask: (memory_id) => call('update_memory', { memory_id, tags: ['x'], expected_version: 99 }),
      },
    ],
  },
  delete_memory: {
    action: 'delete',
    arguments: { memory_id: 'id', expected_version: 'plain' },
    usual: () => call('delete_memory', { memory_id: 'm.nothing' }),
    ids: [{ argument: 'memory_id', of: 'memory', ask: (memory_id) => call('delete_memory', { memory_id }) }],
  },
  create_relationship: {
    action: 'write',
    arguments: {
      from_memory_id: 'id',
      to_memory_id: 'id',
      relationship_type: 'plain',
      strength: 'plain',
      confidence: 'plain',
      context: 'plain',
    },
    usual: ({ own }) => relate(own, 'm.nothing', 'ANALOGY_TO'),
    ids: [
      { argument: 'from_memory_id', of: 'memory', ask: (id, { own }) => relate(id, own, 'ANALOGY_TO') },
      { argument: 'to_memory_id', of: 'memory', ask: (id, { own }) => relate(own, id, 'ANALOGY_TO') },
      {
        argument: 'to_memory_id',
        note: 'closing',
        of: 'memory',
        ask: (id, { own }) => relate(own, id, 'REPLACES'),
      },
    ],
  },
  get_related_memories: {
    action: 'read',
    arguments: {
      memory_id: 'id',
      relationship_types: 'plain',
      max_depth: 'plain',
      direction: 'plain',
      as_of: 'plain',
      limit: 'plain',
    },
    usual: ({ own }: Kit) => call('get_related_memories', { memory_id: own }),
    ids: [
      {
        argument: 'memory_id',
        of: 'memory',
        ask: (memory_id) => call('get_related_memories', { memory_id, max_depth: 2, limit: 100 }),
        expect: itsNeighbours,
      },
    ],
  },
  get_recent_activity: {
    action: 'read',
    arguments: { days: 'plain', project: 'word', limit: 'plain', cursor: 'handle' },
    usual: () => call('get_recent_activity', { days: 30 }),
    words: [
      {
        argument: 'project',
        ask: (word) => call('get_recent_activity', { days: 30, project: `github.com/${word}/vault` }),
      },
      {
        argument: 'project',
        note: 'folder',
        ask: (word) => call('get_recent_activity', { days: 30, project: `/srv/${word}` }),
      },
    ],
  },
};

function relate(from_memory_id: string, to_memory_id: string, relationship_type: string) {
  return call('create_relationship', { from_memory_id, to_memory_id, relationship_type });
}
