import type { Change, Precondition } from '../../domain/change-set.js';
import type { NewRelationship } from '../../domain/new-memory.js';
import type { Relationship } from '../../domain/relationship.js';
import { mayEdit } from '../../policy/record-rights.js';
import { commitDraft, whenOvertaken } from '../commit.js';
import type { RepositoryContext } from '../context.js';
import { forbidden, notFound } from '../failures.js';
import { closingTime, endsEarlier, nextVersion } from '../memories/closing.js';
import { guardSecrets } from '../secrets/guard.js';
import { closedEnd, newRelationship } from './new-relationship.js';

/** Relates two memories; one that is replaced is closed in the same write. */
export async function createRelationship(
  context: RepositoryContext,
  given: NewRelationship,
): Promise<Relationship> {
  const { fields: input } = guardSecrets(given, context.secrets ?? 'mask');
  return commitDraft(context, async (at) => {
    const draft = newRelationship(context, input, at);
    const ends = await context.backend.findMemories(context.scope, [
      input.from_memory_id,
      input.to_memory_id,
    ]);
    const end = (id: string) => {
      const found = ends.find((memory) => memory.id === id);
      if (found === undefined) throw notFound('memory', id);
      return found;
    };
    const [from, to] = [end(input.from_memory_id), end(input.to_memory_id)];
    const preconditions: Precondition[] = [];
    const changes: Change[] = [draft.change];
    const closed = closedEnd(input);
    for (const [memory, other] of [[from, to] as const, [to, from] as const]) {
      const until = closingTime(memory, other, at);
      if (memory.id !== closed || !endsEarlier(memory, until)) {
        preconditions.push({ kind: 'memory_is', id: memory.id });
        continue;
      }
      if (!mayEdit(context.scope, memory)) throw forbidden('close', 'memory');
      const next = nextVersion(memory, { valid_until: until }, { at, user_id: context.scope.user_id });
      preconditions.push(next.precondition);
      changes.push(next.change);
    }
    preconditions.push(...draft.preconditions);
    return { preconditions, changes, answer: draft.relationship, mayRetry: whenOvertaken };
  });
}
