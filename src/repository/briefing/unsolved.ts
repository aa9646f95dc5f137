import type { Memory } from '../../domain/memory.js';
import type { RelationshipType } from '../../domain/relationship-types.js';
import { isValidAt } from '../../domain/validity.js';
import type { ReadingContext } from '../reading-context.js';

/** A memory at the target of one of these is dealt with. */
const ANSWERS: readonly RelationshipType[] = ['SOLVES', 'ADDRESSES', 'PREVENTS', 'EFFECTIVE_FOR'];
/** Tags by which people and assistants mark what is over. */
const OVER = new Set(['done', 'solved', 'resolved', 'fixed', 'closed', 'completed', 'wontfix']);
const RELATIONSHIPS_READ = 1_000;

/** Those of the memories that nothing valid at this moment solves or deals with, in the order given. */
export async function unsolved(
  { backend, scope }: ReadingContext,
  memories: readonly Memory[],
  valid_at: string,
): Promise<Memory[]> {
  const open = memories.filter((memory) => !memory.tags.some((tag) => OVER.has(tag)));
  if (open.length === 0) return [];
  const answers = await backend.findRelationships(scope, {
    memory_ids: open.map((memory) => memory.id),
    direction: 'in',
    types: ANSWERS,
    valid_at,
    limit: RELATIONSHIPS_READ,
  });
  if (answers.length === 0) return open;
  // A fix that was replaced since, and not by another fix, solves nothing any more.
  const sources = await backend.findMemories(scope, [
    ...new Set(answers.map((answer) => answer.from_memory_id)),
  ]);
  const live = new Set(sources.filter((source) => isValidAt(source, valid_at)).map((source) => source.id));
  const answered = new Set(
    answers.filter((answer) => live.has(answer.from_memory_id)).map((answer) => answer.to_memory_id),
  );
  return open.filter((memory) => !answered.has(memory.id));
}
