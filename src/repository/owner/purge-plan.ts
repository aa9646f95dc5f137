import { foldText, holdsText } from '../../domain/holds-text.js';
import type { Memory } from '../../domain/memory.js';
import type { Relationship } from '../../domain/relationship.js';
import type { ProjectGrant } from '../../domain/tenant.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import { notFound } from '../failures.js';
import {
  type OwnerContext,
  type OwnerControl,
  requireOperator,
  stopWhereCancelled,
} from './owner-context.js';

/** What to erase: these memories, all that holds a text, or all that was deleted before a time (ISO). */
export type PurgeRequest =
  | { readonly ids: readonly string[] }
  | { readonly containing: string }
  | { readonly deleted_before: string };

/** A memory as a plan names it. */
interface PlannedMemory {
  readonly id: string;
  readonly title: string;
  readonly deleted: boolean;
}

/** What a purge will erase; nothing is written yet. */
export interface PurgePlan {
  /** Erased whole, with their former versions and every relationship that touches them. */
  readonly memories: readonly PlannedMemory[];
  /** How many former versions and relationships go with them. */
  readonly with_versions: number;
  readonly with_relationships: number;
  /** Memories that stay and lose the text of former versions alone. */
  readonly histories: readonly PlannedMemory[];
  /** Relationships erased for the text of their context, and those that lose the context of former versions. */
  readonly relationships: readonly string[];
  readonly relationship_histories: readonly string[];
  /** Answers to earlier calls that are kept for their repetition, and other names of projects. */
  readonly answers: number;
  readonly project_aliases: readonly string[];
  /** Projects granted to teams that are named so; absent where there are none. */
  readonly project_grants?: readonly ProjectGrant[];
  /** The text sought, folded; null where memories were named. */
  readonly folded: string | null;
}

const AT_ONCE = 500;
const FEWEST_CHARACTERS = 2;

/**
 * Looks for what is to be erased, in live, closed and deleted memories and in the past of all. A text is found
 * anywhere in a record's own words, context and origin, without regard to case.
 * Throws `not_found` for an id, `invalid_argument` for a text too short to mean anything, `forbidden`.
 */
export async function planPurge(
  context: OwnerContext,
  request: PurgeRequest,
  control: OwnerControl = {},
): Promise<PurgePlan> {
  requireOperator(context);
  if ('containing' in request) return planByText(context, request.containing, control);
  const memories =
    'ids' in request
      ? await namedMemories(context, request.ids)
      : await deletedBefore(context, request.deleted_before, control);
  return {
    ...(await withMemories(context, memories)),
    histories: [],
    relationships: [],
    relationship_histories: [],
    answers: 0,
    project_aliases: [],
    folded: null,
  };
}

async function namedMemories(context: OwnerContext, asked: readonly string[]): Promise<PlannedMemory[]> {
  const ids = [...new Set(asked)];
  const found = await readMemories(context, ids);
  const missing = ids.find((id) => !found.has(id));
  if (missing !== undefined) throw notFound('memory', missing);
  return ids.flatMap((id) => found.get(id) ?? []);
}

async function deletedBefore(
  context: OwnerContext,
  time: string,
  control: OwnerControl,
): Promise<PlannedMemory[]> {
  const found: PlannedMemory[] = [];
  for await (const memory of context.backend.streamMemories(context.scope)) {
    stopWhereCancelled(control);
    if (memory.deleted_at !== null && memory.deleted_at < time) found.push(planned(memory));
  }
  return found;
}

async function planByText(
  context: OwnerContext,
  containing: string,
  control: OwnerControl,
): Promise<PurgePlan> {
  const folded = foldText(containing);
  if (folded.trim().length < FEWEST_CHARACTERS) {
    throw new MemoryGraphError(
      'invalid_argument',
      `The text to look for needs at least ${FEWEST_CHARACTERS} characters.`,
      { details: { argument: 'containing' } },
    );
  }
  const { backend, scope } = context;
  const memories = new Map<string, PlannedMemory>();
  let seen = 0;
  const look = (): void => {
    stopWhereCancelled(control);
    control.onProgress?.(++seen, null);
  };
  for await (const memory of backend.streamMemories(scope)) {
    look();
    if (holdsText(wordsOf(memory), folded)) memories.set(memory.id, planned(memory));
  }
  const histories = new Set<string>();
  for await (const { memory } of backend.streamMemoryVersions(scope)) {
    look();
    if (!memories.has(memory.id) && holdsText(wordsOf(memory), folded)) histories.add(memory.id);
  }
  const relationships = new Set<string>();
  const gone = new Set<string>();
  for await (const each of backend.streamRelationships(scope)) {
    look();
    if (memories.has(each.from_memory_id) || memories.has(each.to_memory_id)) gone.add(each.id);
    else if (contextHolds(each, folded)) relationships.add(each.id);
  }
  const relationshipHistories = new Set<string>();
  for await (const { relationship } of backend.streamRelationshipVersions(scope)) {
    look();
    const erased = gone.has(relationship.id) || relationships.has(relationship.id);
    if (!erased && contextHolds(relationship, folded)) relationshipHistories.add(relationship.id);
  }
  const grants = (await backend.projectGrants(scope)).filter((grant) =>
    holdsText([grant.team_id, grant.project_id], folded),
  );
  return {
    ...(await withMemories(context, [...memories.values()])),
    ...(grants.length === 0 ? {} : { project_grants: grants }),
    histories: [...(await readMemories(context, [...histories])).values()],
    relationships: [...relationships],
    relationship_histories: [...relationshipHistories],
    answers: await backend.countAnswers(scope, [folded]),
    project_aliases: (await backend.projectAliases(scope))
      .filter((name) => holdsText([name.alias, name.project_id], folded))
      .map(({ alias }) => alias),
    folded,
  };
}

/** The parts of a memory that hold somebody's words. */
export function wordsOf({ title, content, summary, tags, context, source }: Memory): unknown {
  return [title, content, summary, tags, context, source.origin];
}

export function contextHolds({ context }: Relationship, folded: string): boolean {
  return context !== null && holdsText(context, folded);
}

async function withMemories(
  context: OwnerContext,
  memories: readonly PlannedMemory[],
): Promise<Pick<PurgePlan, 'memories' | 'with_versions' | 'with_relationships'>> {
  const { backend, scope } = context;
  const relationships = new Set<string>();
  let versions = 0;
  for (const { id } of memories) {
    versions += (await backend.memoryHistory(scope, id)).length;
    for (const each of await backend.findRelationships(scope, {
      memory_ids: [id],
      limit: Number.MAX_SAFE_INTEGER,
    }))
      relationships.add(each.id);
  }
  return { memories, with_versions: versions, with_relationships: relationships.size };
}

async function readMemories(
  context: OwnerContext,
  ids: readonly string[],
): Promise<Map<string, PlannedMemory>> {
  const found = new Map<string, PlannedMemory>();
  for (let from = 0; from < ids.length; from += AT_ONCE)
    for (const memory of await context.backend.findMemories(context.scope, ids.slice(from, from + AT_ONCE)))
      found.set(memory.id, planned(memory));
  return found;
}

function planned({ id, title, deleted_at }: Memory): PlannedMemory {
  return { id, title, deleted: deleted_at !== null };
}
