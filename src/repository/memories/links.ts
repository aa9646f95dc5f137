import type { Change, Precondition } from '../../domain/change-set.js';
import type { Memory } from '../../domain/memory.js';
import type { NewLink, NewMemory } from '../../domain/new-memory.js';
import { canonicalEdge } from '../../domain/relationship-types.js';
import type { RepositoryContext } from '../context.js';
import { notFound } from '../failures.js';
import { closedEnd, newRelationship } from '../relationships/new-relationship.js';
import { closingTime, endsEarlier, nextVersion } from './closing.js';

/** What the links of memories about to be stored write, beside the memories themselves. */
export interface LinkDraft {
  readonly preconditions: readonly Precondition[];
  readonly changes: readonly Change[];
  /** New memories that one of their own links closes (`DEPRECATED_BY`), by id: their `valid_until`. */
  readonly closedNew: ReadonlyMap<string, string>;
}

interface Linked {
  readonly memory: Memory;
  readonly input: NewMemory;
}

/** Relationships and closings of new memories: `relationships[]`, and `supersedes` as REPLACES. Throws `not_found`. */
export async function draftLinks(
  context: RepositoryContext,
  stored: readonly Linked[],
  at: string,
): Promise<LinkDraft> {
  const links = stored.flatMap(({ memory, input }) => linksOf(input).map((link) => ({ memory, link })));
  if (links.length === 0) return { preconditions: [], changes: [], closedNew: new Map() };
  const existing = await readTargets(
    context,
    links.map(({ link }) => link.to_memory_id),
  );
  const preconditions: Precondition[] = [];
  const changes: Change[] = [];
  const closings = new Map<string, string>();
  const closedNew = new Map<string, string>();
  for (const { memory, link } of links) {
    const input = { ...link, from_memory_id: memory.id };
    const draft = newRelationship(context, input, at);
    preconditions.push(...draft.preconditions);
    changes.push(draft.change);
    const closed = closedEnd(input);
    const target = existing.get(link.to_memory_id);
    if (closed === null || target === undefined) continue;
    if (closed === memory.id) closedNew.set(memory.id, closingTime(memory, target, at));
    else closings.set(closed, earliest(closings.get(closed), closingTime(target, memory, at)));
  }
  for (const [id, target] of existing) {
    const until = closings.get(id);
    if (until === undefined || !endsEarlier(target, until)) {
      preconditions.push({ kind: 'memory_is', id });
      continue;
    }
    const next = nextVersion(target, { valid_until: until }, { at, user_id: context.scope.user_id });
    preconditions.push(next.precondition);
    changes.push(next.change);
  }
  return { preconditions, changes, closedNew };
}

function linksOf(input: NewMemory): NewLink[] {
  const all = [
    ...(input.relationships ?? []),
    ...(input.supersedes ?? []).map((id): NewLink => ({ to_memory_id: id, relationship_type: 'REPLACES' })),
  ];
  const counted = new Map(
    all.map((link) => [JSON.stringify(canonicalEdge(link.relationship_type, '', link.to_memory_id)), link]),
  );
  return [...counted.values()];
}

async function readTargets(context: RepositoryContext, ids: readonly string[]): Promise<Map<string, Memory>> {
  const found = new Map(
    (await context.backend.findMemories(context.scope, [...new Set(ids)])).map((m) => [m.id, m]),
  );
  const missing = ids.find((id) => !found.has(id));
  if (missing !== undefined) throw notFound('memory', missing);
  return found;
}

function earliest(a: string | undefined, b: string): string {
  return a === undefined || b < a ? b : a;
}
