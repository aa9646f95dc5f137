import type { TenancyState, TenantMigration } from '../../contracts/tenant-migration.js';
import { asMemoryGraphError, MemoryGraphError } from '../../errors/memory-graph-error.js';

const ADVICE: Readonly<Partial<Record<TenancyState, string>>> = {
  migrating:
    'Until the migration is finished (run it again) or given up ("memorygraph migrate-to-multitenant --rollback"), nobody else can use the store.',
  returning:
    'Until it is finished (run "memorygraph migrate-to-multitenant --rollback" again), nobody else can use the store.',
};

/** What to do about a store that a run left between two states; null where it did not. */
export async function adviceFor(migration: TenantMigration): Promise<string | null> {
  const status = await migration.status().catch(() => null);
  return (status === null ? undefined : ADVICE[status.state]) ?? null;
}

/** A failure in the middle of the way, with what the state of the store asks for. */
export async function withAdvice(migration: TenantMigration, thrown: unknown): Promise<MemoryGraphError> {
  const error = asMemoryGraphError(thrown);
  const advice = await adviceFor(migration);
  if (advice === null) return error;
  const { code, message, operatorMessage, details } = error;
  return new MemoryGraphError(code, `${message} ${advice}`, {
    details,
    operatorMessage: `${operatorMessage} ${advice}`,
    cause: thrown,
  });
}
