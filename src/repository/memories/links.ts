import type { Change, Precondition } from '../../domain/change-set.js';
import type { Memory } from '../../domain/memory.js';
import type { NewLink, NewMemory } from '../../domain/new-memory.js';
import { canonicalEdge, type RelationshipType } from '../../domain/relationship-types.js';
import { mayEdit } from '../../policy/record-rights.js';
import type { RepositoryContext } from '../context.js';
import { forbidden, notFound } from '../failures.js';
import { closedEnd, newRelationship } from '../relationships/new-relationship.js';
import { closingTime, endsEarlier, nextVersion } from './closing.js';

/** What the links of memories about to be stored write, beside the memories themselves. */
export interface LinkDraft {
  readonly preconditions: readonly Precondition[];
  readonly changes: readonly Change[];
  /** New memories that one of their own links closes (`DEPRECATED_BY`), by id: their `valid_until`. */
  readonly closedNew: ReadonlyMap<string, string>;
}

const KNOWN_READ = 1_000;

/** A memory with what its caller said of it. */
export interface Linked {
  readonly memory: Memory;
  readonly input: NewMemory;
  /** False for one that is there already and gets links that an equal one brought. */
  readonly isNew: boolean;
}

/** Relationships and closings of new memories: `relationships[]`, and `supersedes` as REPLACES. Throws `not_found`. */
export async function draftLinks(
  context: RepositoryContext,
  stored: readonly Linked[],
  at: string,
): Promise<LinkDraft> {
  const links = stored.flatMap(({ memory, isNew, input }) =>
    linksOf(input).map((link) => ({ memory, isNew, link })),
  );
  if (links.length === 0) return { preconditions: [], changes: [], closedNew: new Map() };
  const existing = await readTargets(
    context,
    links.map(({ link }) => link.to_memory_id),
  );
  const preconditions: Precondition[] = [];
  const changes: Change[] = [];
  const closings = new Map<string, string>();
  const closedNew = new Map<string, string>();
  const made = new Set<string>();
  for (const { memory, isNew, link } of links) {
    if (!isNew) existing.set(memory.id, memory);
    const input = { ...link, from_memory_id: memory.id };
    // Equal memories of one batch may name the same link.
    const known = form(link.relationship_type, memory.id, link.to_memory_id);
    if (made.has(known)) continue;
    made.add(known);
    const draft = newRelationship(context, input, at);
    preconditions.push(...draft.preconditions);
    changes.push(draft.change);
    const closed = closedEnd(input);
    const target = existing.get(link.to_memory_id);
    if (closed === null || target === undefined) continue;
    const until = closed === memory.id ? closingTime(memory, target, at) : closingTime(target, memory, at);
    if (closed === memory.id && isNew) closedNew.set(memory.id, until);
    else closings.set(closed, earliest(closings.get(closed), until));
  }
  for (const [id, target] of existing) {
    const until = closings.get(id);
    if (until === undefined || !endsEarlier(target, until)) {
      preconditions.push({ kind: 'memory_is', id });
      continue;
    }
    if (!mayEdit(context.scope, target)) throw forbidden('close', 'memory');
    const next = nextVersion(target, { valid_until: until }, { at, user_id: context.scope.user_id });
    preconditions.push(next.precondition);
    changes.push(next.change);
  }
  return { preconditions, changes, closedNew };
}

/** What a memory that is there already gets of the links of an equal one: those it does not have yet. */
export async function withoutKnownLinks(
  context: RepositoryContext,
  memory: Memory,
  input: NewMemory,
): Promise<NewMemory> {
  const links = linksOf(input);
  if (links.length === 0) return input;
  const known = await context.backend.findRelationships(context.scope, {
    memory_ids: [memory.id],
    valid_at: context.clock.now(),
    limit: KNOWN_READ,
  });
  const forms = new Set(known.map((each) => form(each.type, each.from_memory_id, each.to_memory_id)));
  const relationships = links.filter(
    (link) => !forms.has(form(link.relationship_type, memory.id, link.to_memory_id)),
  );
  return { ...input, relationships, supersedes: [] };
}

function form(type: RelationshipType, from: string, to: string): string {
  return JSON.stringify(canonicalEdge(type, from, to));
}

function linksOf(input: NewMemory): NewLink[] {
  const all = [
    ...(input.relationships ?? []),
    ...(input.supersedes ?? []).map((id): NewLink => ({ to_memory_id: id, relationship_type: 'REPLACES' })),
  ];
  const counted = new Map(all.map((link) => [form(link.relationship_type, '', link.to_memory_id), link]));
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
