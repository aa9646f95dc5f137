import type { Memory } from '../../../src/domain/memory.js';
import type { MemoryContext } from '../../../src/domain/memory-context.js';
import type { Relationship } from '../../../src/domain/relationship.js';
import { addMilliseconds } from '../../../src/domain/time.js';
import type { Visibility } from '../../../src/domain/visibility.js';
import { Random } from '../../support/random.js';
import { canary } from './canaries.js';
import { BLUE, RED, SHOP, SITE, type Tenancy, USERS } from './people.js';

/** A record in all its versions, oldest first; the last one is the present one. */
type Lives<Kind> = readonly [Kind, ...Kind[]];

/** What a tenant of the world holds. */
export interface WorldRecords {
  readonly memories: readonly Lives<Memory>[];
  readonly relationships: readonly Lives<Relationship>[];
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** How long ago the first record was made. */
const BEGUN_DAYS = 20;
const SHARED_IDS = 14;
const EDGES = 140;
const TYPES: readonly Memory['type'][] = [
  'problem',
  'decision',
  'fix',
  'preference',
  'task',
  'fact',
  'error',
];
const EDGE_TYPES: readonly Relationship['type'][] = [
  'SOLVES',
  'RELATED_TO',
  'DEPENDS_ON',
  'CAUSES',
  'SIMILAR_TO',
  'BUILDS_ON',
];

/** Every way a memory can be visible, and some that only a fault could write. */
function kinds({ team, vault }: Tenancy): MemoryContext[] {
  return [
    { visibility: 'private' },
    { visibility: 'public' },
    { visibility: 'team', team_id: RED },
    { visibility: 'team', team_id: BLUE },
    { visibility: 'team', team_id: team },
    { visibility: 'team', team_id: '*' },
    { visibility: 'team' },
    { visibility: 'project', project_id: SHOP },
    { visibility: 'project', project_id: SITE },
    { visibility: 'project', project_id: vault },
    { visibility: 'project' },
    { project_id: SHOP },
    { visibility: 'private', project_id: SHOP, team_id: RED },
    { visibility: 'world' as Visibility, project_id: SHOP, team_id: RED },
  ];
}

/** The records of a tenant: the same for the same tenant and `now`. */
export function recordsOf(tenancy: Tenancy, place: number, now: string): WorldRecords {
  const memories = memoriesOf(tenancy, place, now);
  return { memories, relationships: edgesOf(tenancy, memories, now) };
}

function memoriesOf(tenancy: Tenancy, place: number, now: string): Lives<Memory>[] {
  const all = kinds(tenancy);
  const authors = [...USERS.filter((user) => user !== 'reader' && user !== 'omni'), tenancy.zed];
  const lives: Lives<Memory>[] = [];
  const add = (name: string, created_by: string, context: MemoryContext, id?: string): void => {
    lives.push(livesOf({ tenancy, name, at: lives.length, created_by, context, id, others: all, now }));
  };
  for (const author of authors)
    for (const [kind, context] of all.entries()) add(`${author}/${kind}`, author, context);
  for (const user of USERS) add(`${user}/own`, user, { visibility: 'private' });
  // The same ids in every tenant, each seen by others there.
  for (let at = 0; at < SHARED_IDS; at += 1) {
    const context = all[(at + place * 3) % all.length] ?? {};
    add(`shared/${at}`, tenancy.zed, context, `shared-${String(at).padStart(2, '0')}`);
  }
  return lives;
}

interface Making {
  readonly tenancy: Tenancy;
  readonly name: string;
  readonly at: number;
  readonly created_by: string;
  readonly context: MemoryContext;
  readonly id: string | undefined;
  readonly others: readonly MemoryContext[];
  readonly now: string;
}

/** Some were visible otherwise before, some have ended, some are deleted. */
function livesOf(making: Making): Lives<Memory> {
  const { tenancy, name, at, others, now } = making;
  const made = addMilliseconds(now, -BEGUN_DAYS * DAY_MS + at * MINUTE_MS);
  const word = canary(`${tenancy.tenant_id} ${name}`);
  const first = memoryOf(making, at % 3 === 0 ? canary(`${tenancy.tenant_id} ${name} before`) : word, made);
  const versions: [Memory, ...Memory[]] = [first];
  const next = (changed: Partial<Memory>): void => {
    const former = versions.at(-1) ?? first;
    const updated_at = addMilliseconds(former.recorded_at, DAY_MS);
    const stamp = { version: former.version + 1, updated_at, recorded_at: updated_at };
    versions.push({ ...former, ...changed, ...stamp, updated_by: making.created_by });
  };
  if (at % 3 === 0) {
    const { visibility: _visibility, team_id: _team, project_id: _project, ...rest } = first.context;
    versions[0] = { ...first, context: { ...rest, ...others[(at + 4) % others.length] } };
    const { title, content, summary, tags, context } = memoryOf(making, word, made);
    next({ title, content, summary, tags, context });
  }
  if (at % 5 === 4) next({ valid_until: addMilliseconds(made, 3 * DAY_MS) });
  if (at % 11 === 7 && !name.endsWith('/own')) next({ deleted_at: addMilliseconds(made, 4 * DAY_MS) });
  return versions;
}

function memoryOf(
  { tenancy, name, at, created_by, context, id }: Making,
  word: string,
  made: string,
): Memory {
  return {
    id: id ?? `m.${canary(`${tenancy.tenant_id} id of ${name}`)}`,
    type: TYPES[at % TYPES.length] ?? 'fact',
    title: `Note ${word}`,
    content: `The clock of the shop was wrong, so the deploy failed and was run anew (${word})`,
    summary: at % 4 === 0 ? `In short ${word}` : null,
    tags: ['ops', word],
    importance: (at % 10) / 10,
    confidence: 0.8,
    effectiveness: null,
    created_at: made,
    updated_at: made,
    version: 1,
    created_by,
    updated_by: created_by,
    valid_from: made,
    valid_until: null,
    recorded_at: made,
    context: {
      ...context,
      tenant_id: tenancy.tenant_id,
      project_path: `/srv/${word}/app`,
      files_involved: [`src/${word}.ts`],
      languages: [word],
      git_branch: word,
      session_id: word,
      additional_metadata: { ticket: word },
    },
    source: { kind: 'assistant', client: `client ${word}` },
    deleted_at: null,
  };
}

function edgesOf(tenancy: Tenancy, memories: readonly Lives<Memory>[], now: string): Lives<Relationship>[] {
  const random = new Random(tenancy.tenant_id.length * 7919 + tenancy.tenant_id.charCodeAt(0));
  const ids = memories.map(([{ id }]) => id);
  const authors = [...USERS, tenancy.zed];
  const seen = new Set<string>();
  const edges: Lives<Relationship>[] = [];
  while (edges.length < EDGES) {
    const [from, to] = [random.pick(ids), random.pick(ids)];
    if (from === to || seen.has(from + to) || seen.has(to + from)) continue;
    seen.add(from + to);
    const at = edges.length;
    const word = canary(`${tenancy.tenant_id} edge ${at}`);
    const made = addMilliseconds(now, -(BEGUN_DAYS - 1) * DAY_MS + at * MINUTE_MS);
    const first: Relationship = {
      id: `r.${word}`,
      from_memory_id: from,
      to_memory_id: to,
      type: EDGE_TYPES[at % EDGE_TYPES.length] ?? 'RELATED_TO',
      strength: 0.7,
      confidence: 0.8,
      context: `Always in production, verified (${word})`,
      evidence_count: 0,
      success_rate: null,
      validation_count: 0,
      counter_evidence_count: 0,
      created_at: made,
      updated_at: made,
      last_validated: null,
      valid_from: made,
      valid_until: null,
      recorded_at: made,
      invalidated_by: null,
      created_by: random.pick(authors),
      updated_by: tenancy.zed,
      version: 1,
    };
    const ended = addMilliseconds(made, 2 * DAY_MS);
    const second = { ...first, version: 2, updated_at: ended, recorded_at: ended };
    const closed = { valid_until: ended, invalidated_by: random.pick(ids) };
    if (at % 4 === 1) edges.push([first, { ...second, ...closed }]);
    else if (at % 4 === 2)
      edges.push([
        { ...first, context: `Before (${canary(`${tenancy.tenant_id} edge ${at} before`)})` },
        second,
      ]);
    else if (at % 4 === 3)
      edges.push([
        { ...first, ...closed },
        { ...second, ...closed, invalidated_by: random.pick(ids) },
      ]);
    else edges.push([first]);
  }
  return edges;
}
