import type { Backend } from '../contracts/backend.js';
import type { Change, ChangeSet, CommitOutcome, Precondition } from '../domain/change-set.js';
import { MemoryGraphError } from '../errors/memory-graph-error.js';
import type { RepositoryContext } from './context.js';
import { refusal } from './failures.js';

/** What one attempt wants to write, and its answer where that succeeds. */
export interface Draft<Answer> {
  readonly preconditions: readonly Precondition[];
  readonly changes: readonly Change[];
  readonly answer: Answer;
  /** True where another attempt, built from what is there by then, may pass this refusal. */
  readonly mayRetry?: (outcome: Extract<CommitOutcome, { committed: false }>) => boolean;
}

/** What a commit needs of a repository's context. */
export type CommitContext = Pick<RepositoryContext, 'backend' | 'scope' | 'clock' | 'ids' | 'audit'>;

const ATTEMPTS = 20;

/**
 * Builds and commits until it holds: `build` reads what is there and says what to write; where a commit is
 * refused because someone else was faster, and the draft allows it, it is built anew.
 */
export async function commitDraft<Answer>(
  context: CommitContext,
  build: (at: string) => Promise<Draft<Answer>>,
): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const at = context.clock.now();
    const draft = await build(at);
    if (draft.changes.length === 0) return draft.answer;
    const { preconditions, changes } = draft;
    const outcome = await commitAudited(context, { id: context.ids.next(), at, preconditions, changes });
    if (outcome.committed) return draft.answer;
    if (attempt >= ATTEMPTS && draft.mayRetry?.(outcome) === true) {
      throw new MemoryGraphError(
        'busy',
        'Others keep changing the same records; nothing was written. Repeat the call.',
      );
    }
    if (draft.mayRetry?.(outcome) !== true) throw refusal(outcome);
  }
}

/** Commits a change set with the audit event of the call that makes it. */
export async function commitAudited(
  {
    backend,
    scope,
    audit,
  }: Pick<CommitContext, 'scope' | 'audit'> & { readonly backend: Pick<Backend, 'commit'> },
  given: ChangeSet,
): Promise<CommitOutcome> {
  const event = audit?.eventForCommit(writtenIds(given.changes)) ?? null;
  const changes: readonly Change[] =
    event === null ? given.changes : [...given.changes, { kind: 'put_audit_event', event }];
  const outcome = await backend.commit(scope, { ...given, changes });
  if (outcome.committed) audit?.committed();
  return outcome;
}

/** Ids of the records that changes write or erase. */
function writtenIds(changes: readonly Change[]): string[] {
  return changes.flatMap((change) => {
    switch (change.kind) {
      case 'put_memory':
        return [change.memory.id];
      case 'put_relationship':
        return [change.relationship.id];
      case 'purge_memory':
      case 'purge_relationship':
        return [change.id];
      default:
        return [];
    }
  });
}

/** Retry where a record that the operation itself read has a newer version by now, or went away. */
export function whenOvertaken(outcome: Extract<CommitOutcome, { committed: false }>): boolean {
  return outcome.failed.kind === 'memory_is' || outcome.failed.kind === 'relationship_is'
    ? outcome.current_version !== undefined
    : outcome.failed.kind === 'no_duplicate' || outcome.failed.kind === 'idempotency_free';
}
