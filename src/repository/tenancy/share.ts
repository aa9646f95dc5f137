import type { Memory } from '../../domain/memory.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import { mayShare } from '../../policy/record-rights.js';
import type { RepositoryContext } from '../context.js';
import { forbidden } from '../failures.js';
import { changeMemory } from '../memories/update.js';
import { type AskedVisibility, stampVisibility } from './stamp.js';

/** Who sees a memory from now on. */
export interface ShareOutcome {
  readonly id: string;
  readonly version: number;
  readonly visibility: string;
  readonly team_id?: string;
}

/**
 * Changes who sees a memory; its maker and an admin may. Former versions stay as visible as they were.
 * @throws MemoryGraphError `not_found`, `forbidden`, `conflict`, `invalid_argument`.
 */
export async function shareMemory(
  context: RepositoryContext,
  id: string,
  asked: AskedVisibility,
  expected_version?: number,
): Promise<ShareOutcome> {
  const { scope } = context;
  if (scope.access === null)
    throw new MemoryGraphError(
      'unsupported',
      'This store has no tenants: everybody who may open it sees all of it, and nothing can be shared.',
    );
  const { memory, version } = await changeMemory(context, id, expected_version, (memory) => {
    if (!mayShare(scope, memory)) throw forbidden('change who sees', 'memory');
    return { context: shared(context, memory, asked) };
  });
  const { visibility = 'private', team_id } = memory.context;
  return { id, version, visibility, ...(team_id === undefined ? {} : { team_id }) };
}

function shared({ scope }: RepositoryContext, memory: Memory, asked: AskedVisibility): Memory['context'] {
  const stamped = stampVisibility(scope, asked, memory.context);
  if (stamped.notes.length === 0) return stamped.context;
  throw new MemoryGraphError(
    'invalid_argument',
    'The memory belongs to no project that is granted to you. Share it with a team or the tenant, or give it a project first.',
    { details: { arguments: ['visibility'] } },
  );
}
