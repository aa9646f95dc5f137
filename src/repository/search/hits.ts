import type { Memory } from '../../domain/memory.js';
import type { Relationship } from '../../domain/relationship.js';
import type { Hit, HitRelationship, SearchRequest } from '../../domain/search-request.js';
import { strongestFirst } from '../../graph/walk.js';
import { SNIPPET_CHARACTERS, snippet } from '../../search/snippet.js';
import { estimateTokens, fitHits } from '../../search/token-budget.js';
import type { RepositoryContext } from '../context.js';

const RELATIONSHIPS_A_HIT = 3;
const RELATIONSHIPS_READ = 500;
/** Tokens of what stands around the hits: what was searched, totals, hints. */
const FRAME_TOKENS = 150;
/** Tokens of a hit's own line in the text: number, type, date, id. */
const LINE_TOKENS = 30;

/** A memory in its place, before it is written out as a hit. */
export interface Placed {
  readonly memory: Memory;
  readonly score?: number;
  readonly matched?: readonly string[];
  /** Analysed words that a snippet is cut around. */
  readonly words?: readonly string[];
}

/** Hits as they are answered, within the budget; how many at the end did not fit. */
export async function writeHits(
  context: RepositoryContext,
  placed: readonly Placed[],
  request: Pick<SearchRequest, 'detail' | 'max_tokens'> & {
    readonly valid_at: string;
    /** Each hit names its project: said where memories of several may be among them. */
    readonly name_projects?: boolean;
  },
): Promise<{ hits: readonly Hit[]; left_out: number }> {
  if (request.detail === 'ids') return { hits: placed.map(idHit), left_out: 0 };
  const relationships = await closestRelationships(
    context,
    placed.map((each) => each.memory.id),
    request.valid_at,
  );
  const full = request.detail === 'full';
  const hits = placed.map((each) => ({
    each,
    hit: {
      ...wholeHit(each, full, relationships.get(each.memory.id) ?? []),
      ...(request.name_projects ? projectOf(each) : {}),
      ...(context.scope.access === null ? {} : readersOf(each)),
    },
  }));
  const fitted = fitHits(hits, Math.max(0, request.max_tokens - FRAME_TOKENS), {
    cost: ({ hit }) => costOf(hit),
    shorten: ({ each, hit }, characters) => ({ each, hit: { ...hit, content: cut(each, characters) } }),
  });
  return { hits: fitted.hits.map(({ hit }) => hit), left_out: fitted.left_out };
}

function idHit({ memory, score }: Placed): Hit {
  return { id: memory.id, title: memory.title, ...(score === undefined ? {} : { score }) };
}

function wholeHit(placed: Placed, full: boolean, relationships: readonly HitRelationship[]): Hit {
  const { memory, matched } = placed;
  return {
    ...idHit(placed),
    type: memory.type,
    ...(memory.summary === null ? {} : { summary: memory.summary }),
    content: full ? memory.content : cut(placed, SNIPPET_CHARACTERS),
    tags: memory.tags,
    importance: memory.importance,
    created_at: memory.created_at,
    valid_from: memory.valid_from,
    valid_until: memory.valid_until,
    ...(matched === undefined ? {} : { matched }),
    ...(relationships.length === 0 ? {} : { relationships }),
    ...(full && Object.keys(memory.context).length > 0 ? { context: memory.context } : {}),
    source: memory.source,
  };
}

function projectOf({ memory }: Placed): Pick<Hit, 'project_id'> {
  const { project_id } = memory.context;
  return project_id === undefined ? {} : { project_id };
}

/** Among several people it matters who wrote a thing, and who else reads it. */
function readersOf({ memory }: Placed): Pick<Hit, 'created_by' | 'visibility' | 'team_id'> {
  const { visibility, team_id } = memory.context;
  return {
    created_by: memory.created_by,
    ...(visibility === undefined ? {} : { visibility }),
    ...(team_id === undefined ? {} : { team_id }),
  };
}

function cut({ memory, words }: Placed, characters: number): string {
  return snippet(memory.content, words ?? [], { characters });
}

/** Structured content and text together: the text repeats title, content, matches and neighbours. */
function costOf(hit: Hit): number {
  const repeated = [
    hit.title,
    hit.project_id ?? '',
    hit.content ?? '',
    ...(hit.matched ?? []),
    ...(hit.relationships ?? []).map((each) => each.title),
  ];
  return estimateTokens(JSON.stringify(hit)) + estimateTokens(repeated.join(' ')) + LINE_TOKENS;
}

async function closestRelationships(
  context: RepositoryContext,
  ids: readonly string[],
  valid_at: string,
): Promise<Map<string, HitRelationship[]>> {
  const closest = new Map<string, HitRelationship[]>();
  if (ids.length === 0) return closest;
  const { backend, scope } = context;
  const found = await backend.findRelationships(scope, {
    memory_ids: ids,
    valid_at,
    limit: RELATIONSHIPS_READ,
  });
  if (found.length === 0) return closest;
  const shown = new Map(ids.map((id) => [id, touching(id, found)]));
  const others = [...new Set([...shown].flatMap(([id, list]) => list.map((each) => otherEnd(each, id))))];
  const titles = await backend.findTitles(scope, others);
  for (const [id, list] of shown) {
    closest.set(
      id,
      list.map((each) => ({
        type: each.type,
        direction: each.from_memory_id === id ? 'out' : 'in',
        id: otherEnd(each, id),
        title: titles.get(otherEnd(each, id)) ?? '',
      })),
    );
  }
  return closest;
}

function touching(id: string, relationships: readonly Relationship[]): Relationship[] {
  return relationships
    .filter((each) => each.from_memory_id === id || each.to_memory_id === id)
    .sort(strongestFirst)
    .slice(0, RELATIONSHIPS_A_HIT);
}

function otherEnd(relationship: Relationship, id: string): string {
  return relationship.from_memory_id === id ? relationship.to_memory_id : relationship.from_memory_id;
}
