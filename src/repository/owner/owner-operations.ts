import { type OwnerContext, type OwnerControl, requireOperator } from './owner-context.js';
import { purge } from './purge.js';
import { type PurgePlan, type PurgeRequest, planPurge } from './purge-plan.js';
import { scrubStore } from './scrub.js';
import { type Undeleted, undeleteMemory } from './undelete.js';
import { type UndoReport, type UndoRequest, undoWork } from './undo.js';

/** What the owner of a store can take back; no tool reaches it. Each says at its own file what it throws. */
export interface OwnerOperations {
  /** Brings a deleted memory back with its relationships. */
  undelete(id: string): Promise<Undeleted>;
  /** What a purge would erase; writes nothing. */
  planPurge(request: PurgeRequest, control?: OwnerControl): Promise<PurgePlan>;
  /** Erases it from the store; `scrub` then erases it from the files. */
  purge(plan: PurgePlan, control?: OwnerControl): Promise<void>;
  scrub(): Promise<void>;
  /** Takes back what one user wrote in a span of time. */
  undo(request: UndoRequest, control?: OwnerControl): Promise<UndoReport>;
}

/** The operations over one store, in the operator's scope. Throws `forbidden` for another scope. */
export function createOwnerOperations(context: OwnerContext): OwnerOperations {
  requireOperator(context);
  return {
    undelete: (id) => undeleteMemory(context, id),
    planPurge: (request, control) => planPurge(context, request, control),
    purge: (plan, control) => purge(context, plan, control),
    scrub: () => scrubStore(context),
    undo: (request, control) => undoWork(context, request, control),
  };
}
