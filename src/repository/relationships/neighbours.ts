import type { MemoryPath, Neighbourhood } from '../../domain/graph.js';
import { LIMITS } from '../../domain/limits.js';
import type { Memory } from '../../domain/memory.js';
import type { Relationship } from '../../domain/relationship.js';
import type { RelationshipType } from '../../domain/relationship-types.js';
import { isValidAt } from '../../domain/validity.js';
import { chainTo, type EdgesOf, walk } from '../../graph/walk.js';
import type { RepositoryContext } from '../context.js';
import { notFound } from '../failures.js';

const EDGES_A_STEP = 5_000;
const MEMORIES_A_READ = 500;

interface WalkOptions {
  readonly types?: readonly RelationshipType[];
  readonly max_depth: number;
  readonly direction?: 'out' | 'in' | 'both';
  readonly as_of?: string;
}

/** Memories around one, nearest and strongest first. Replaced ones are shown too, with the end of their validity. */
export async function neighbourhood(
  context: RepositoryContext,
  id: string,
  options: WalkOptions & { readonly limit: number },
): Promise<Neighbourhood> {
  await mustExist(context, [id]);
  const limit = Math.min(options.limit, LIMITS.traversal_memories);
  const { reached, truncated } = await walk(id, edgesOf(context, options), { ...options, limit });
  const memories = await readMemories(
    context,
    reached.map((step) => step.id),
  );
  const neighbours = reached.flatMap((step) => {
    const memory = memories.get(step.id);
    if (memory === undefined || (options.as_of !== undefined && !isValidAt(memory, options.as_of))) return [];
    return [{ memory, relationship: step.relationship, direction: step.direction, depth: step.depth }];
  });
  return { neighbours, truncated };
}

/** A shortest chain between two memories, whatever way its relationships point. */
export async function memoryPath(
  context: RepositoryContext,
  from: string,
  to: string,
  options: Omit<WalkOptions, 'direction'>,
): Promise<MemoryPath> {
  await mustExist(context, [from, to]);
  if (from === to) return { memories: [...(await readMemories(context, [from])).values()], steps: [] };
  const bounds = { max_depth: options.max_depth, limit: LIMITS.traversal_memories, until: to };
  const { reached } = await walk(from, edgesOf(context, options), bounds);
  const chain = chainTo(to, reached);
  if (chain.length === 0) return { memories: [], steps: [] };
  const ids = [from, ...chain.map((step) => step.id)];
  const memories = await readMemories(context, ids);
  return {
    memories: ids.flatMap((id) => memories.get(id) ?? []),
    steps: chain.map(({ relationship, direction }) => ({ relationship, direction })),
  };
}

/**
 * Relationships of one memory, newest change first, with the titles of their other ends.
 * @param options `unchecked` = nobody has made sure that the caller sees the memory. Where a rule of visibility holds it
 * is looked for first: of what is hidden no more may be read than of what is not there, or the time would tell.
 */
export async function relationshipsOf(
  context: RepositoryContext,
  id: string,
  options: {
    readonly as_of?: string;
    readonly include_closed?: boolean;
    readonly limit?: number;
    readonly unchecked?: boolean;
  } = {},
): Promise<{ relationships: Relationship[]; titles: ReadonlyMap<string, string> }> {
  const { backend, scope } = context;
  if (options.unchecked === true && scope.access !== null && (await readTitles(context, [id])).size === 0)
    return { relationships: [], titles: new Map() };
  const relationships = await backend.findRelationships(scope, {
    memory_ids: [id],
    limit: options.limit ?? LIMITS.page,
    ...(options.include_closed === true ? {} : { valid_at: options.as_of ?? context.clock.now() }),
  });
  return { relationships, titles: await titlesOf(context, relationships) };
}

/** Titles of the ends of relationships, by id. */
export async function titlesOf(
  context: RepositoryContext,
  relationships: readonly Relationship[],
): Promise<ReadonlyMap<string, string>> {
  return readTitles(
    context,
    relationships.flatMap((each) => [each.from_memory_id, each.to_memory_id]),
  );
}

function edgesOf(context: RepositoryContext, options: WalkOptions): EdgesOf {
  const valid_at = options.as_of ?? context.clock.now();
  return (memory_ids) =>
    context.backend.findRelationships(context.scope, {
      memory_ids,
      valid_at,
      limit: EDGES_A_STEP,
      ...(options.types === undefined || options.types.length === 0 ? {} : { types: options.types }),
      ...(options.direction === undefined ? {} : { direction: options.direction }),
    });
}

async function mustExist(context: RepositoryContext, ids: readonly string[]): Promise<void> {
  const found = await readTitles(context, ids);
  const missing = ids.find((id) => !found.has(id));
  if (missing !== undefined) throw notFound('memory', missing);
}

function readMemories({ backend, scope }: RepositoryContext, ids: readonly string[]) {
  return readById(ids, async (part) =>
    (await backend.findMemories(scope, part)).map((memory): [string, Memory] => [memory.id, memory]),
  );
}

function readTitles({ backend, scope }: RepositoryContext, ids: readonly string[]) {
  return readById(ids, (part) => backend.findTitles(scope, part));
}

/** Asks for each id once, for no more at a time than one read takes. */
async function readById<Found>(
  ids: readonly string[],
  read: (part: readonly string[]) => Promise<Iterable<readonly [string, Found]>>,
): Promise<Map<string, Found>> {
  const distinct = [...new Set(ids)];
  const found = new Map<string, Found>();
  for (let start = 0; start < distinct.length; start += MEMORIES_A_READ)
    for (const [id, each] of await read(distinct.slice(start, start + MEMORIES_A_READ))) found.set(id, each);
  return found;
}
