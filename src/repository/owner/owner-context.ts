import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import type { RepositoryContext } from '../context.js';

/** What the owner's operations work with: a store in the operator's scope, which shows what was deleted. */
export type OwnerContext = Pick<RepositoryContext, 'backend' | 'scope' | 'clock' | 'ids' | 'allowCycles'>;

/** Throws `forbidden` for any scope but the operator's: nothing a tool or a token reaches may do this. */
export function requireOperator(context: Pick<OwnerContext, 'scope'>): void {
  if (context.scope.kind === 'operator') return;
  throw new MemoryGraphError(
    'forbidden',
    'Only the owner of the store may do this, from the command line where it lies.',
  );
}

/** Long work: tells how far it is, and stops between two changes where it is called off. */
export interface OwnerControl {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number | null) => void;
}

/** Throws `cancelled` where the work is called off; what was done before stays done. */
export function stopWhereCancelled(control: OwnerControl): void {
  if (control.signal?.aborted !== true) return;
  throw new MemoryGraphError(
    'cancelled',
    'Cancelled: what was done until then stays done, the rest was left. The same command goes on with it.',
  );
}
