import type { Memory } from '../../domain/memory.js';
import type { Relationship } from '../../domain/relationship.js';
import type { RepositoryContext } from '../context.js';
import { notFound } from '../failures.js';
import type { KnownVersion } from '../repositories.js';

/** Every version of a memory, oldest first, the present one last. */
export async function memoryVersions(
  context: RepositoryContext,
  id: string,
): Promise<KnownVersion<'memory', Memory>[]> {
  const [present] = await context.backend.findMemories(context.scope, [id]);
  if (present === undefined) throw notFound('memory', id);
  const former = await context.backend.memoryHistory(context.scope, id);
  return [...former, { memory: present, superseded_at: null }];
}

/** Every version of a relationship, oldest first, the present one last. */
export async function relationshipVersions(
  context: RepositoryContext,
  id: string,
): Promise<KnownVersion<'relationship', Relationship>[]> {
  const [present] = await context.backend.findRelationships(context.scope, { ids: [id], limit: 1 });
  if (present === undefined) throw notFound('relationship', id);
  const former = await context.backend.relationshipHistory(context.scope, id);
  return [...former, { relationship: present, superseded_at: null }];
}
