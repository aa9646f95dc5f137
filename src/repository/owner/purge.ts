import type { Change } from '../../domain/change-set.js';
import { foldText, holdsText } from '../../domain/holds-text.js';
import { commitDraft, whenOvertaken } from '../commit.js';
import { erasedMemory, erasedRelationship } from './erased.js';
import {
  type OwnerContext,
  type OwnerControl,
  requireOperator,
  stopWhereCancelled,
} from './owner-context.js';
import { contextHolds, type PurgePlan, wordsOf } from './purge-plan.js';

const AT_ONCE = 100;

/**
 * Erases what a plan names, in change sets of bounded size. What is gone by then is passed over; what holds the
 * text only since the plan was made is left. The files are another matter: `scrubStore`.
 * Throws `cancelled` between two change sets, `forbidden`, and what a commit throws.
 */
export async function purge(
  context: OwnerContext,
  plan: PurgePlan,
  control: OwnerControl = {},
): Promise<void> {
  requireOperator(context);
  const { folded } = plan;
  const changes: Change[] = [
    ...plan.memories.map(({ id }): Change => ({ kind: 'purge_memory', id })),
    ...plan.relationships.map((id): Change => ({ kind: 'purge_relationship', id })),
    ...plan.project_aliases.map((alias): Change => ({ kind: 'put_project_alias', alias, project_id: null })),
    ...(plan.project_grants ?? []).map(
      (grant): Change => ({ kind: 'put_project_grant', ...grant, granted: false }),
    ),
  ];
  for (let done = 0; done < changes.length; done += AT_ONCE) {
    stopWhereCancelled(control);
    await commit(context, changes.slice(done, done + AT_ONCE));
    control.onProgress?.(Math.min(done + AT_ONCE, changes.length), changes.length);
  }
  if (folded === null) return;
  for (const { id } of plan.histories) {
    stopWhereCancelled(control);
    await eraseMemoryHistory(context, id, folded);
  }
  for (const id of plan.relationship_histories) {
    stopWhereCancelled(control);
    await eraseRelationshipHistory(context, id, folded);
  }
  // An answer may hold the title that a memory had at the time.
  await commit(context, [
    { kind: 'purge_answers', folded: [folded, ...plan.histories.map(({ id }) => foldText(id))] },
  ]);
}

async function commit(context: OwnerContext, changes: readonly Change[]): Promise<void> {
  await commitDraft(context, async () => ({ preconditions: [], changes, answer: null }));
}

async function eraseMemoryHistory(context: OwnerContext, id: string, folded: string): Promise<void> {
  const { backend, scope } = context;
  await commitDraft(context, async () => {
    const [present] = await backend.findMemories(scope, [id]);
    const versions = await backend.memoryHistory(scope, id);
    const held = versions.filter(({ memory }) => holdsText(wordsOf(memory), folded));
    if (present === undefined) return { preconditions: [], changes: [], answer: null };
    return {
      // A history without its memory would be left behind where somebody purges it in this moment.
      preconditions: [
        present.deleted_at === null
          ? { kind: 'memory_is', id }
          : { kind: 'tombstone_is', id, version: present.version },
      ],
      changes: held.map(
        ({ memory, superseded_at }): Change => ({
          kind: 'put_memory_version',
          memory: erasedMemory(memory),
          superseded_at,
        }),
      ),
      answer: null,
      mayRetry: () => true,
    };
  });
}

async function eraseRelationshipHistory(context: OwnerContext, id: string, folded: string): Promise<void> {
  const { backend, scope } = context;
  await commitDraft(context, async () => {
    const [present] = await backend.findRelationships(scope, { ids: [id], limit: 1 });
    const versions = await backend.relationshipHistory(scope, id);
    const held = versions.filter(({ relationship }) => contextHolds(relationship, folded));
    if (present === undefined) return { preconditions: [], changes: [], answer: null };
    return {
      preconditions: [{ kind: 'relationship_is', id, version: present.version }],
      changes: held.map(
        ({ relationship, superseded_at }): Change => ({
          kind: 'put_relationship_version',
          relationship: erasedRelationship(relationship),
          superseded_at,
        }),
      ),
      answer: null,
      mayRetry: whenOvertaken,
    };
  });
}
