import type { Memory } from '../../domain/memory.js';
import type { MemoryFilter } from '../../domain/memory-filter.js';
import { isClosedAt } from '../../domain/validity.js';
import type { RepositoryContext } from '../../repository/context.js';
import { chooseProjects } from '../../repository/projects/choose.js';
import type { AskedMemories } from './asked-memories.js';

/** A list as a person asks for it. */
export interface AskedList extends AskedMemories {
  readonly limit: number;
  readonly kind: 'now' | 'all' | 'closed' | 'deleted';
  readonly order: 'created_at' | 'updated_at';
}

/** A memory in a list: what it is, without its text. */
export interface ListedMemory
  extends Pick<
    Memory,
    | 'id'
    | 'type'
    | 'title'
    | 'tags'
    | 'importance'
    | 'version'
    | 'created_at'
    | 'updated_at'
    | 'valid_from'
    | 'valid_until'
    | 'deleted_at'
  > {
  readonly project_id: string | null;
}

/** A list with what it was picked from; names as in the answers of the tools. */
export interface MemoryList {
  readonly results: readonly ListedMemory[];
  /** How many there are; where `searched.total_is_minimum`, at least so many. */
  readonly total: number;
  readonly has_more: boolean;
  readonly searched: {
    readonly scope: string;
    readonly filters: Readonly<Record<string, unknown>>;
    readonly total_is_minimum?: true;
  };
  readonly hints?: readonly string[];
}

const READ_AT_ONCE = 500;

/** Memories by time, newest first. Deleted ones need the scope of the operator. Throws `invalid_argument`. */
export async function listMemories(context: RepositoryContext, asked: AskedList): Promise<MemoryList> {
  const now = context.clock.now();
  const { says, projects } = await chooseProjects(context, asked.project);
  const filter: MemoryFilter = {
    ...conditionsOf(asked),
    ...(projects === undefined ? {} : { projects }),
    valid_at: now,
  };
  const isWanted = WANTED[asked.kind](now);
  const found = await pick(context, filter, asked, isWanted);
  const isCounted =
    (asked.kind === 'now' || asked.kind === 'all') &&
    !(asked.until !== undefined && asked.order === 'updated_at');
  const has_more = found.length > asked.limit;
  const total = isCounted ? await context.backend.countMemories(context.scope, filter) : found.length;
  return {
    results: found.slice(0, asked.limit).map(listed),
    total,
    has_more,
    searched: {
      scope: says,
      filters: filtersOf(asked),
      ...(has_more && !isCounted ? { total_is_minimum: true as const } : {}),
    },
    ...(found.length === 0 ? { hints: await hintsFor(context, filter, asked) } : {}),
  };
}

const WANTED: Readonly<Record<AskedList['kind'], (now: string) => (memory: Memory) => boolean>> = {
  now: () => () => true,
  all: () => () => true,
  closed: (now) => (memory) => isClosedAt(memory, now),
  deleted: () => (memory) => memory.deleted_at !== null,
};

/** The first `limit` and one more, picked page by page where the store itself cannot tell them. */
async function pick(
  { backend, scope }: RepositoryContext,
  filter: MemoryFilter,
  { order, limit, until }: AskedList,
  isWanted: (memory: Memory) => boolean,
): Promise<Memory[]> {
  const found: Memory[] = [];
  // Below every id of that time, so that the list begins before it.
  let after = order === 'updated_at' && until !== undefined ? { at: until, id: '' } : undefined;
  while (found.length <= limit) {
    const page = await backend.listMemories(scope, {
      filter,
      order,
      limit: Math.min(READ_AT_ONCE, Math.max(limit + 1, 100)),
      ...(after === undefined ? {} : { after }),
    });
    const last = page.at(-1);
    found.push(...page.filter(isWanted));
    if (last === undefined) break;
    after = { at: last[order], id: last.id };
  }
  return found.slice(0, limit + 1);
}

function conditionsOf({ types, tags, since, until, order, kind }: AskedList): Omit<MemoryFilter, 'valid_at'> {
  const byChange = order === 'updated_at';
  return {
    ...(types.length === 0 ? {} : { types }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(since === undefined ? {} : byChange ? { updated_after: since } : { created_after: since }),
    ...(until === undefined || byChange ? {} : { created_before: until }),
    ...(kind === 'now' ? {} : { include_closed: true }),
  };
}

function filtersOf({ types, tags, since, until, kind, order }: AskedList): Record<string, unknown> {
  return {
    ...(types.length === 0 ? {} : { memory_types: types }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(kind === 'now' ? {} : { [kind]: true }),
    order,
  };
}

function listed(memory: Memory): ListedMemory {
  const { id, type, title, tags, importance, version } = memory;
  const { created_at, updated_at, valid_from, valid_until, deleted_at } = memory;
  const project_id = memory.context.project_id ?? null;
  const times = { created_at, updated_at, valid_from, valid_until, deleted_at };
  return { id, type, title, tags, importance, version, ...times, project_id };
}

async function hintsFor(
  { backend, scope }: RepositoryContext,
  filter: MemoryFilter,
  { kind }: AskedList,
): Promise<string[]> {
  const { projects, ...anywhere } = filter;
  if (kind === 'deleted') return ['Nothing is there that was deleted and not purged.'];
  const elsewhere = projects === undefined ? 0 : await backend.countMemories(scope, anywhere);
  if (elsewhere > 0 && kind !== 'closed')
    return [`${elsewhere} in other projects: --project all shows them.`];
  const stored = await backend.countMemories(scope, { valid_at: filter.valid_at, include_closed: true });
  if (stored > 0) return ['Leave some of the options out.'];
  return [
    scope.access === null
      ? 'The store is empty: nothing was stored yet.'
      : 'Nothing that you may see was stored yet in this tenant.',
  ];
}
