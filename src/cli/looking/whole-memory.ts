import type { Memory } from '../../domain/memory.js';
import type { Relationship } from '../../domain/relationship.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import { createRepositories } from '../../repository/create-repositories.js';
import type { Repositories } from '../../repository/repositories.js';
import type { CommandContext } from '../command.js';
import { type OpenedRepositories, openRepositories } from '../open-repositories.js';
import { resolveId } from './memory-ids.js';
import { type Version, versionsOf } from './versions.js';

/** A relationship as a memory sees it. */
export type SeenRelationship = Relationship & {
  readonly direction: 'out' | 'in';
  readonly other_memory_id: string;
  /** Of the other end; empty where that is deleted. */
  readonly title: string;
};

/** A memory with all that is kept of it. */
export interface WholeMemory {
  readonly memory: Memory & { readonly usage_count: number; readonly last_accessed: string | null };
  /** Closed ones as well, newest change first. */
  readonly relationships: readonly SeenRelationship[];
  /** Oldest first; where it was asked for. */
  readonly versions?: readonly Version[];
}

const RELATIONSHIPS = 1_000;
const TITLES_READ = 20;

/**
 * Opens the store to read whole memories by their id or its beginning. Without tenants also deleted ones, where no
 * other one fits; with tenants those are the operator's matter.
 */
export async function openWhole(
  command: CommandContext,
  { history }: { readonly history: boolean },
): Promise<{ now: string; readWhole(given: string): Promise<WholeMemory> }> {
  const opened = await openRepositories(command, { create: false });
  const read = (given: string) => wholeMemory(opened, opened.repositories, given, history);
  if (opened.scope.access !== null) return { now: opened.now(), readWhole: read };
  const deleted = { ...opened.context, scope: command.operatorScope() };
  return {
    now: opened.now(),
    async readWhole(given) {
      try {
        return await read(given);
      } catch (thrown) {
        if (!(thrown instanceof MemoryGraphError) || thrown.code !== 'not_found') throw thrown;
        const { scope } = deleted;
        return wholeMemory(
          { ...opened, context: deleted, scope },
          createRepositories(deleted),
          given,
          history,
        );
      }
    },
  };
}

async function wholeMemory(
  { backend, scope }: OpenedRepositories,
  repositories: Repositories,
  given: string,
  history: boolean,
): Promise<WholeMemory> {
  const titles = async (ids: readonly string[]) => {
    const found = await backend.findMemories(scope, ids.slice(0, TITLES_READ));
    return new Map(found.map((memory) => [memory.id, memory.title]));
  };
  const id = await resolveId(repositories.memories, given, titles);
  const known = await repositories.history.ofMemory(id);
  const memory = known.at(-1)?.memory;
  if (memory === undefined) throw new MemoryGraphError('internal', 'A memory without a version was found.');
  // Not through `get`, which would say that it is used just now.
  const [use] = await backend.findUse(scope, [id]);
  const found = await repositories.relationships.of(id, { include_closed: true, limit: RELATIONSHIPS });
  return {
    memory: { ...memory, usage_count: use?.usage_count ?? 0, last_accessed: use?.last_accessed ?? null },
    relationships: found.relationships.map((each) => seenFrom(id, each, found.titles)),
    ...(history ? { versions: versionsOf(known) } : {}),
  };
}

function seenFrom(
  id: string,
  relationship: Relationship,
  titles: ReadonlyMap<string, string>,
): SeenRelationship {
  const out = relationship.from_memory_id === id;
  const other_memory_id = out ? relationship.to_memory_id : relationship.from_memory_id;
  const title = titles.get(other_memory_id) ?? '';
  return { ...relationship, direction: out ? 'out' : 'in', other_memory_id, title };
}
