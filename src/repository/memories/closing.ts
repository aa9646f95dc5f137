import type { Change, Precondition } from '../../domain/change-set.js';
import type { Memory } from '../../domain/memory.js';
import { documentOf } from '../../search/analysis.js';
import { contentHash } from '../content-hash.js';

/** The next version of a memory, with its place in the index and the precondition that nobody was faster. */
export function nextVersion(
  former: Memory,
  changed: Partial<Memory>,
  by: { readonly at: string; readonly user_id: string },
): { memory: Memory; change: Change; precondition: Precondition } {
  const memory: Memory = {
    ...former,
    ...changed,
    version: former.version + 1,
    updated_at: by.at,
    recorded_at: by.at,
    updated_by: by.user_id,
  };
  return {
    memory,
    change: {
      kind: 'put_memory',
      memory,
      former,
      document: memory.deleted_at === null ? documentOf(memory) : null,
      content_hash: contentHash(memory),
    },
    precondition: { kind: 'memory_is', id: former.id, version: former.version },
  };
}

/** When a replaced memory stops being true: when its successor begins, where that is later than its own beginning. */
export function closingTime(former: Memory, successor: Pick<Memory, 'valid_from'>, at: string): string {
  if (successor.valid_from > former.valid_from) return successor.valid_from;
  return at > former.valid_from ? at : former.valid_from;
}

/** True where closing at `time` would end the memory's validity earlier than it ends already. */
export function endsEarlier(former: Memory, time: string): boolean {
  return former.valid_until === null || former.valid_until > time;
}
