import type { Memory } from '../../domain/memory.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import { commitDraft } from '../commit.js';
import { contentHash } from '../content-hash.js';
import { notFound } from '../failures.js';
import { nextVersion } from '../memories/closing.js';
import { bringsBack } from './brings-back.js';
import { type OwnerContext, requireOperator } from './owner-context.js';

/** A memory that is back. */
export interface Undeleted {
  readonly id: string;
  readonly title: string;
  readonly version: number;
  /** Set where it was closed when it was deleted: it still is, and search leaves it out. */
  readonly valid_until: string | null;
  /** A live memory of the same author that says the same: stored meanwhile, and left as it is. */
  readonly duplicate_of: string | null;
}

/**
 * Makes a tombstone a live memory again, as a new version; its relationships, which stayed stored, show again.
 * Its validity is what it was: one that was replaced stays closed. Throws `not_found`, `conflict` (it is not
 * deleted), `cycle` (a relationship that would come back closes a circle by now), `forbidden`.
 */
export async function undeleteMemory(context: OwnerContext, id: string): Promise<Undeleted> {
  requireOperator(context);
  try {
    return await commitDraft(context, async (at) => {
      const [former] = await context.backend.findMemories(context.scope, [id]);
      if (former === undefined) throw notFound('memory', id);
      if (former.deleted_at === null) throw notDeleted(former);
      const { memory, change } = nextVersion(
        former,
        { deleted_at: null },
        { at, user_id: context.scope.user_id },
      );
      return {
        preconditions: [
          { kind: 'tombstone_is', id, version: former.version },
          ...(await bringsBack(context, id, at)),
        ],
        changes: [change],
        answer: {
          id,
          title: memory.title,
          version: memory.version,
          valid_until: memory.valid_until,
          duplicate_of: await equalOf(context, memory, at),
        },
        mayRetry: ({ failed }) => failed.kind === 'tombstone_is',
      };
    });
  } catch (thrown) {
    throw thrown instanceof MemoryGraphError && thrown.code === 'cycle' ? wouldCloseCircle(thrown) : thrown;
  }
}

function equalOf(context: OwnerContext, memory: Memory, at: string): Promise<string | null> {
  const { visibility, team_id } = memory.context;
  return context.backend.findDuplicate(context.scope, {
    content_hash: contentHash(memory),
    created_by: memory.created_by,
    visibility: visibility ?? null,
    // Of tenants alone: the same text for another team is another memory.
    ...(visibility === undefined ? {} : { team_id: team_id ?? null }),
    at,
  });
}

function notDeleted({ id, version }: Memory): MemoryGraphError {
  return new MemoryGraphError('conflict', `The memory ${id} is not deleted; nothing was changed.`, {
    details: { id, current_version: version },
  });
}

function wouldCloseCircle({ details }: MemoryGraphError): MemoryGraphError {
  const { type, from, to } = details;
  return new MemoryGraphError(
    'cycle',
    `With this memory a ${type} from ${from} to ${to} would come back and close a circle of ${type} relationships; nothing was changed. Invalidate one of the others first, or set MEMORY_ALLOW_CYCLES=true.`,
    { details },
  );
}
