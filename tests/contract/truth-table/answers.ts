import type { Backend } from '../../../src/contracts/backend.js';
import type { AccessScope } from '../../../src/domain/access-scope.js';
import { collect, ids } from '../bench.js';
import { T0 } from '../records.js';
import { FORMER, GRANTS, type Kept, memoryOf, thingsOf } from './combinations.js';
import { type Person, sees } from './oracle.js';
import { edgeIds, formerThing, HUBS, WITH_HISTORY } from './planted.js';

const LIMIT = 5_000;
const FILTER = { valid_at: T0 };

/** What somebody is told, question by question; lists without an order are sorted. */
export type Answers = Readonly<Record<string, unknown>>;

/** Asks every question whose answer depends on what is visible. */
export async function answersOf(
  backend: Backend,
  scope: AccessScope,
  all: readonly string[],
): Promise<Answers> {
  const filter = FILTER;
  const search = { filter, groups: [['word']], match: 'any', scan_limit: LIMIT, limit: LIMIT } as const;
  const { candidates, total } = await backend.findCandidates(scope, search);
  const counts = await backend.counts(scope, T0);
  const edges = await backend.findRelationships(scope, { limit: LIMIT });
  const ofHub = { memory_ids: [HUBS[0]], direction: 'out', limit: LIMIT } as const;
  const versions = await collect(backend.streamMemoryVersions(scope));
  return {
    found: (await backend.findMemories(scope, all)).map(({ content }) => content).sort(),
    titled: [...(await backend.findTitles(scope, all)).keys()].sort(),
    listed: ids(await backend.listMemories(scope, { filter, order: 'created_at', limit: LIMIT })).sort(),
    listedByUpdate: ids(
      await backend.listMemories(scope, { filter, order: 'updated_at', limit: LIMIT }),
    ).sort(),
    counted: await backend.countMemories(scope, filter),
    countedOfProject: await backend.countMemories(scope, {
      ...filter,
      projects: { ids: ['p'], global: false },
    }),
    candidates: ids(candidates).sort(),
    total,
    completed: (await backend.completeId(scope, '', LIMIT)).sort(),
    completedByPrefix: (await backend.completeId(scope, 't00', LIMIT)).sort(),
    words: [...(await backend.visibleWords(scope, all.filter(isAskedAsWord)))].sort(),
    used: ids(await backend.findUse(scope, all)).sort(),
    streamedUse: ids(await collect(backend.streamUse(scope))).sort(),
    streamed: ids(await collect(backend.streamMemories(scope))).sort(),
    edges: edges.map(({ id }) => id).sort(),
    enders: enders(edges),
    edgesOfHub: ids(await backend.findRelationships(scope, ofHub)).sort(),
    streamedEdges: ids(await collect(backend.streamRelationships(scope))).sort(),
    streamedEnders: enders(
      (await collect(backend.streamRelationshipVersions(scope))).map(({ relationship }) => relationship),
    ),
    summaries: (await backend.projectSummaries(scope))
      .map(({ project_id, memories }) => [project_id, memories])
      .sort(),
    history: await Promise.all(
      WITH_HISTORY.map(async ({ id }) =>
        (await backend.memoryHistory(scope, id)).map(({ memory: { version } }) => version),
      ),
    ),
    streamedVersions: versions.map(({ memory: { id, version } }) => `${id} ${version}`).sort(),
    memories: counts.memories,
    byProject: counts.memories_by_project,
    relationships: counts.relationships,
    versions: counts.versions,
  };
}

/** The same from the rules alone. */
export function expectedAnswers(who: Person): Answers {
  const hubs = HUBS.map((id): Kept => ({ id, thing: { ...PUBLIC, tenant: who.tenant } }));
  const histories = WITH_HISTORY.map((kept) => ({ ...kept, thing: { ...kept.thing, tenant: who.tenant } }));
  const things = thingsOf(who.tenant);
  const seenThings = ids(things.filter(({ thing }) => sees(who, thing, GRANTS)));
  const seen = [...hubs, ...histories, ...things].filter(({ thing }) => sees(who, thing, GRANTS));
  const seenIds = ids(seen).sort();
  const shown = new Set(seenThings);
  const edges = things.flatMap(({ id }) => {
    const { from, to, ended } = edgeIds(id);
    return shown.has(id) ? [from, to, ended] : [ended];
  });
  const told = seenThings.map((id) => `${edgeIds(id).ended} ${id}`).sort();
  const ofProject = new Map<string | null, number>();
  for (const { thing } of seen) {
    const project = thing.project ?? null;
    ofProject.set(project, (ofProject.get(project) ?? 0) + 1);
  }
  const history = histories.map((kept) =>
    sees(who, kept.thing, GRANTS)
      ? FORMER.map((_state, at) => at + 1).filter((version) =>
          sees(who, formerThing(kept, who.tenant, version), GRANTS),
        )
      : [],
  );
  const versions = histories.flatMap(({ id }, at) =>
    (history[at] ?? []).map((version) => `${id} ${version}`),
  );
  return {
    found: seen.map((kept) => memoryOf(kept).content).sort(),
    titled: seenIds,
    listed: seenIds,
    listedByUpdate: seenIds,
    counted: seen.length,
    countedOfProject: ofProject.get('p') ?? 0,
    candidates: seenIds,
    total: seen.length,
    completed: seenIds,
    completedByPrefix: seenIds.filter((id) => id.startsWith('t00')),
    words: seenIds.filter(isAskedAsWord),
    used: [...seenThings].sort(),
    streamedUse: [...seenThings].sort(),
    streamed: seenIds,
    edges: [...edges].sort(),
    enders: told,
    edgesOfHub: edges.filter((id) => !id.startsWith('b-')).sort(),
    streamedEdges: [...edges].sort(),
    streamedEnders: told,
    summaries: [...ofProject].sort(),
    history,
    streamedVersions: versions.sort(),
    memories: seen.length,
    byProject: Object.fromEntries([...ofProject].filter(([project]) => project !== null)),
    relationships: edges.length,
    versions: versions.length + edges.length,
  };
}

/** Each word is a search of its own; a third of them takes a third of the time. */
function isAskedAsWord(id: string): boolean {
  return /[0369]$/.test(id);
}

const PUBLIC = {
  creator: 'root',
  visibility: 'public',
  team: undefined,
  project: undefined,
  deleted: false,
} as const;

/** Which relationships were ended by what, as far as that is told. */
function enders(edges: readonly { readonly id: string; readonly invalidated_by: string | null }[]): string[] {
  return edges
    .filter(({ invalidated_by }) => invalidated_by !== null)
    .map(({ id, invalidated_by }) => `${id} ${invalidated_by}`)
    .sort();
}
