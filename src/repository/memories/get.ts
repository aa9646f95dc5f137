import type { Memory, MemoryUse, MemoryVersion } from '../../domain/memory.js';
import { isValidAt } from '../../domain/validity.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import type { RepositoryContext } from '../context.js';
import { notFound } from '../failures.js';

/** One memory as it is, or as it was known at a time; looking at it counts as a use. */
export async function getMemory(
  context: RepositoryContext,
  id: string,
  when: { readonly as_of?: string; readonly known_at?: string } = {},
): Promise<{ memory: Memory; use: MemoryUse }> {
  const { backend, scope } = context;
  const [present] = await backend.findMemories(scope, [id]);
  if (present === undefined) throw notFound('memory', id);
  const memory = when.known_at === undefined ? present : await knownAt(context, present, when.known_at);
  if (when.as_of !== undefined && !isValidAt(memory, when.as_of)) {
    throw new MemoryGraphError(
      'not_found',
      `This memory was not valid at ${when.as_of}: it holds from ${memory.valid_from} until ${memory.valid_until ?? 'now'}.`,
      { details: { id, valid_from: memory.valid_from, valid_until: memory.valid_until } },
    );
  }
  const at = context.clock.now();
  context.useRecorder.add(scope, id, at);
  const [use] = await backend.findUse(scope, [id]);
  return {
    memory,
    use: {
      id,
      usage_count: (use?.usage_count ?? 0) + context.useRecorder.pending(scope, id),
      last_accessed: at,
    },
  };
}

async function knownAt(context: RepositoryContext, present: Memory, known_at: string): Promise<Memory> {
  if (present.recorded_at <= known_at) return present;
  const version = versionKnownAt(await context.backend.memoryHistory(context.scope, present.id), known_at);
  if (version !== null) return version;
  throw new MemoryGraphError(
    'not_found',
    `This memory was not known at ${known_at}; it was stored at ${present.created_at}.`,
    {
      details: { id: present.id, created_at: present.created_at },
    },
  );
}

/** The version that was the present one at a time, or null. */
function versionKnownAt(versions: readonly MemoryVersion[], known_at: string): Memory | null {
  const found = versions.findLast(
    (version) => version.memory.recorded_at <= known_at && known_at < version.superseded_at,
  );
  return found?.memory ?? null;
}
