import type { Memory } from '../../../src/domain/memory.js';
import { idsIn, listIn, same, sameSet } from '../plans/expect.js';
import { call } from '../plans/plan.js';
import type { Answer, Ask } from '../probing/connection.js';
import type { Prober } from '../probing/prober.js';
import { holdsAt, type Sight } from '../world/oracle.js';
import { type Member, SHOP } from '../world/people.js';

const LONG_AGO = '2020-01-01T00:00:00.000Z';
const DAY_MS = 86_400_000;

interface Looking {
  readonly prober: Prober;
  readonly member: Member;
  readonly sight: Sight;
  readonly now: string;
  readonly ask: (name: string, args: Ask['params'], former?: boolean) => Promise<Answer>;
  readonly check: (what: string, faults: readonly string[]) => void;
}

/** Asks for everything that shows many records at once, and compares it with what the oracle says is there. */
export async function probeViews(prober: Prober, member: Member): Promise<void> {
  const check: Looking['check'] = (what, faults) => {
    for (const each of faults) prober.fault(member, `${what}: ${each}`);
  };
  // Each asks for reports of progress: they are looked at like the answer.
  const ask: Looking['ask'] = (name, args, former) => {
    const { method, params } = call(name, args);
    return prober.ask(
      member,
      { method, params: { ...params, _meta: { progressToken: 'progress' } } },
      former,
    );
  };
  const now = new Date().toISOString();
  const looking: Looking = { prober, member, sight: prober.sight(member), now, ask, check };
  await lookAtCounts(looking);
  await lookAtSearches(looking);
  await lookAtTimes(looking);
  await lookAtHistories(looking);
  await lookAtLists(looking);
  await lookAtMembership(looking);
}

async function lookAtCounts({ sight, now, ask, check }: Looking): Promise<void> {
  const { data } = await ask('get_memory_statistics', {});
  const valid = sight.memories.filter((memory) => holdsAt(memory, now));
  const edges = sight.relationships.filter((edge) => holdsAt(edge, now));
  const dates = valid.map(({ created_at }) => created_at).toSorted();
  const wanted: Readonly<Record<string, unknown>> = {
    memories: valid.length,
    closed_memories: sight.memories.length - valid.length,
    relationships: edges.length,
    closed_relationships: sight.relationships.length - edges.length,
    memories_by_type: tally(valid.map(({ type }) => type)),
    relationships_by_type: tally(edges.map(({ type }) => type)),
    memories_by_project: tally(valid.flatMap(({ context }) => context.project_id ?? [])),
    oldest_created_at: dates[0] ?? null,
    newest_created_at: dates.at(-1) ?? null,
    versions: sight.versions.length + sight.relationshipVersions.length,
  };
  for (const [field, value] of Object.entries(wanted))
    check('statistics', same(field, sorted(data[field]), value));
  const sum = valid.reduce((before, { importance }) => before + importance, 0);
  const average = valid.length === 0 ? null : sum / valid.length;
  const told = data.average_importance as number | null;
  if (average === null ? told !== null : Math.abs(average - (told ?? -1)) > 0.000_002)
    check('statistics', [`average importance ${told} instead of ${average}`]);
}

async function lookAtSearches({ sight, now, ask, check }: Looking): Promise<void> {
  const all = sight.memories;
  const valid = all.filter((memory) => holdsAt(memory, now));
  const types = (wanted: string) => valid.filter(({ type }) => type === wanted);
  const solved = sight.relationships.filter(({ type, ...edge }) => type === 'SOLVES' && holdsAt(edge, now));
  const ends = new Set(solved.flatMap((edge) => [edge.from_memory_id, edge.to_memory_id]));
  const filters: readonly (readonly [Ask['params'], readonly Memory[]])[] = [
    [{}, valid],
    [{ include_closed: true }, all],
    [{ tags: ['ops'] }, valid.filter(({ tags }) => tags.includes('ops'))],
    [{ memory_types: ['problem'] }, types('problem')],
    [{ project: SHOP }, valid.filter(({ context }) => (context.project_id ?? SHOP) === SHOP)],
    [{ project: 'none' }, valid.filter(({ context }) => context.project_id === undefined)],
    [{ min_importance: 0.5 }, valid.filter(({ importance }) => importance >= 0.5)],
    [{ relationship_filter: ['SOLVES'] }, valid.filter(({ id }) => ends.has(id))],
    [{ created_before: now }, valid],
  ];
  for (const [filter, passing] of filters)
    for (const words of [{}, { query: 'clock' }, { query: 'clok', search_tolerance: 'fuzzy' }]) {
      const asked = { ...filter, ...words, limit: 100, detail: 'ids' };
      const answer = await ask('search_memories', asked);
      const what = `search ${JSON.stringify(asked)}`;
      const wanted = 'query' in words ? holding(passing, /clock/) : passing;
      check(what, same('total', answer.data.total, wanted.length));
      if (wanted.length <= 100)
        check(
          what,
          sameSet(
            'hits',
            idsIn(answer, 'results'),
            wanted.map(({ id }) => id),
          ),
        );
    }
  for (const [tool, args, words] of PAGED) {
    const pages = await paged(ask, tool, args);
    const wanted = holding(valid, words).map(({ id }) => id);
    check(`pages of ${tool} ${JSON.stringify(args)}`, sameSet('hits', pages, wanted));
  }
}

const PAGED: readonly (readonly [string, Ask['params'], RegExp])[] = [
  ['search_memories', { query: 'clock', limit: 40, max_tokens: 25_000 }, /clock/],
  ['search_memories', { limit: 40, max_tokens: 25_000 }, /./],
  [
    'recall_memories',
    { query: 'did the deploy of the shop fail', limit: 40, max_tokens: 25_000 },
    /deploy|shop/,
  ],
  ['get_recent_activity', { days: 60, limit: 40 }, /./],
];

/** Those that hold a word in what is indexed of them: of the world's own memories all hold the common ones. */
function holding(memories: readonly Memory[], words: RegExp): Memory[] {
  return memories.filter(({ title, content, context }) =>
    words.test(JSON.stringify([title, content, context])),
  );
}

async function paged(ask: Looking['ask'], tool: string, args: Ask['params']): Promise<Set<string>> {
  const found = new Set<string>();
  for (let cursor: unknown; ; ) {
    const answer = await ask(tool, { ...args, ...(cursor === undefined ? {} : { cursor }) });
    for (const id of idsIn(answer, 'results')) found.add(id);
    cursor = answer.data.next_cursor;
    if (cursor === undefined) return found;
  }
}

async function lookAtTimes({ sight, now, ask, check }: Looking): Promise<void> {
  for (const days of [0, 5, 12, 18, 19.95, 25]) {
    const at = new Date(Date.parse(now) - days * DAY_MS).toISOString();
    const truth = sight.memories.filter((memory) => holdsAt(memory, at));
    const asOf = await ask('query_as_of', { as_of: at });
    check(`as of ${days} days ago`, same('total', asOf.data.total, truth.length));
    for (const words of [{}, { query: 'clock' }]) {
      const known = holding(knownAt(sight, at), 'query' in words ? /clock/ : /./).map(({ id }) => id);
      const answer = await ask(
        'query_as_of',
        { known_at: at, ...words, limit: 100, max_tokens: 25_000 },
        true,
      );
      const what = `known ${days} days ago ${JSON.stringify(words)}`;
      check(what, same('total', answer.data.total, known.length));
      const stray = idsIn(answer, 'results').filter((id) => !known.includes(id));
      check(
        what,
        stray.map((id) => `${id} was not known to them`),
      );
    }
  }
  const { data, ...answer } = await ask('what_changed', { since: LONG_AGO, limit: 100 });
  const changed = ['created', 'updated', 'closed'].flatMap((field) => idsIn({ data, ...answer }, field));
  check(
    'what changed',
    sameSet(
      'memories',
      changed,
      sight.memories.map(({ id }) => id),
    ),
  );
  if (sight.relationships.length <= 100) {
    const edges = listIn({ data, ...answer }, 'relationships_created').map(({ id }) => String(id));
    check(
      'what changed',
      sameSet(
        'relationships',
        edges,
        sight.relationships.map(({ id }) => id),
      ),
    );
  }
}

/** What was seen otherwise before, and by whom a relationship was ended, where that is hidden. */
async function lookAtHistories({ prober, member, sight, ask, check }: Looking): Promise<void> {
  const state = prober.world.state(member.tenancy.tenant_id);
  const versions = (id: string): number => sight.versions.filter((each) => each.memory.id === id).length;
  const hidden = state.versions.filter(({ memory: { id, version } }) => {
    const isShown = sight.versions.some((each) => each.memory.id === id && each.memory.version === version);
    return !isShown && sight.memories.some((each) => each.id === id);
  });
  for (const { memory } of hidden.slice(0, HISTORIES)) {
    const answer = await ask('get_memory_history', { memory_id: memory.id }, true);
    check(`history of ${memory.id}`, same('total', answer.data.total, versions(memory.id) + 1));
    const then = await ask('get_memory', { memory_id: memory.id, known_at: memory.recorded_at }, true);
    check(`${memory.id} as it was hidden`, same('code', then.code, 'not_found'));
  }
  const ended = state.relationshipVersions.filter(({ relationship: { id, invalidated_by: by } }) => {
    const isShown = sight.relationships.some((each) => each.id === id);
    return isShown && by !== null && !sight.memories.some((each) => each.id === by);
  });
  for (const { relationship } of ended.slice(0, HISTORIES)) {
    const answer = await ask('get_memory_history', { relationship_id: relationship.id }, true);
    const told = listIn(answer, 'versions').map(
      ({ changed }) => (changed as Ask['params']).invalidated_by ?? null,
    );
    check(
      `history of ${relationship.id}`,
      told.includes(relationship.invalidated_by) ? ['who ended it is told'] : [],
    );
  }
}

/** Records of which the history is looked at. */
const HISTORIES = 3;

/** Memories of which a version was present at a time, shown then, and true then. */
function knownAt(sight: Sight, at: string): Memory[] {
  return sight.memories.flatMap((memory) => {
    if (memory.recorded_at <= at) return holdsAt(memory, at) ? [memory] : [];
    const then = sight.versions.find(
      (version) =>
        version.memory.id === memory.id && version.memory.recorded_at <= at && at < version.superseded_at,
    );
    return then !== undefined && holdsAt(then.memory, at) ? [then.memory] : [];
  });
}

async function lookAtLists({ prober, member, sight, now, ask, check }: Looking): Promise<void> {
  const valid = sight.memories.filter((memory) => holdsAt(memory, now));
  const byChange = valid.toSorted((a, b) => newest(a.updated_at, b.updated_at) || newest(a.id, b.id));
  const listed = await prober.ask(member, { method: 'resources/list', params: {} });
  const uris = listIn(listed, 'resources').map(({ uri }) => decodeURIComponent(String(uri)));
  const wanted = ['memory://recent', ...byChange.slice(0, uris.length - 1).map(({ id }) => `memory://${id}`)];
  check('resources', same('list', uris, wanted));
  if (byChange.length > 0 && uris.length < 2) check('resources', ['none is listed']);

  const byAge = sight.memories.toSorted((a, b) => newest(a.created_at, b.created_at) || newest(a.id, b.id));
  for (const prefix of ['', 'm', 'm.zq', 'shared-', 'shared-0', 'zz']) {
    const ref = { type: 'ref/resource', uri: 'memory://{id}' };
    const params = { ref, argument: { name: 'id', value: prefix } };
    const answer = await prober.ask(member, { method: 'completion/complete', params });
    const { values } = answer.data.completion as { readonly values: readonly string[] };
    const ids = byAge.map(({ id }) => id).filter((id) => id.startsWith(prefix));
    check(`completion of "${prefix}"`, same('ids', values, ids.slice(0, 50)));
  }
  const edges = sight.relationships.filter((edge) => holdsAt(edge, now));
  const inProduction = edges.filter(({ context }) => context?.includes('production'));
  const evident = edges.filter((edge) => edge.evidence_count > 0 || edge.context?.includes('verified'));
  for (const [words, fitting] of [
    [{}, edges],
    [{ conditions: ['production'] }, inProduction],
    [{ has_evidence: true }, evident],
  ] as const) {
    const answer = await ask('search_relationships_by_context', { ...words, limit: 100 });
    check(`relationships ${JSON.stringify(words)}`, same('total', answer.data.total, fitting.length));
  }
  const recent = await ask('get_recent_activity', { days: 60, limit: 20 });
  const solvable = listIn(recent, 'results').filter(({ type }) => type === 'problem' || type === 'error');
  const open = solvable.filter(
    ({ id }) => !edges.some((edge) => edge.to_memory_id === id && edge.type === 'SOLVES'),
  );
  check(
    'open problems',
    same(
      'ids',
      recent.data.open_problems ?? [],
      open.slice(0, 5).map(({ id }) => id),
    ),
  );
}

async function lookAtMembership({ prober, member, sight, ask, check }: Looking): Promise<void> {
  const { user_id, membership } = member.principal;
  const { grants } = prober.world.state(membership.tenant_id);
  const teams = [...membership.team_ids].toSorted().map((team_id) => ({
    team_id,
    memories: sight.memories.filter(
      ({ context }) => context.visibility === 'team' && context.team_id === team_id,
    ).length,
    projects: grants.filter((grant) => grant.team_id === team_id).map(({ project_id }) => project_id),
  }));
  check('list_teams', same('teams', (await ask('list_teams', {})).data.teams, teams));
  const { data } = await ask('whoami', {});
  const own = sight.memories.filter(({ created_by }) => created_by === user_id).length;
  check(
    'whoami',
    same('facts', [data.user_id, data.tenant_id, data.own_memories], [user_id, membership.tenant_id, own]),
  );
  for (const topic of [undefined, 'clock of the shop']) {
    const params = { name: 'start_of_session', ...(topic === undefined ? {} : { arguments: { topic } }) };
    const answer = await prober.ask(member, { method: 'prompts/get', params });
    if (answer.code !== null) check('start_of_session', [`refused with ${answer.code}`]);
  }
  await prober.ask(member, { method: 'prompts/get', params: { name: 'end_of_session' } });
}

function newest(a: string, b: string): number {
  return a < b ? 1 : a > b ? -1 : 0;
}

function tally(names: readonly string[]): unknown {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return sorted(counts);
}

/** Counts by name, in one order of the names. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
