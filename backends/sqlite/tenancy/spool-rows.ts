import type { Connection } from '../connection.js';
import { appendTexts } from './audit-rows.js';
import type { WaitingEvent } from './spool-lines.js';

interface Spooled {
  readonly name: string;
  readonly events: readonly WaitingEvent[];
}

/**
 * Appends what of a spool is not in the chain yet, in a transaction that holds the lock for writing, and notes how far
 * that goes: a spool can be taken in by anybody, and as often as anybody likes.
 * @returns the number of its last event that is in the chain.
 */
export function takeSpool(connection: Connection, tenant_id: string, { name, events }: Spooled): number {
  const bound = { tenant_id, name };
  const known = connection.get<{ taken: number }>(
    'SELECT s.taken FROM audit_spools AS s WHERE s.tenant_id = :tenant_id AND s.name = :name',
    bound,
  );
  const taken = known?.taken ?? 0;
  const rest = events.filter(({ number }) => number > taken);
  const last = rest.at(-1);
  if (last === undefined) return taken;
  appendTexts(
    connection,
    tenant_id,
    rest.map(({ text }) => text),
  );
  connection.run(
    `INSERT INTO audit_spools (tenant_id, name, taken) VALUES (:tenant_id, :name, :taken)
     ON CONFLICT (tenant_id, name) DO UPDATE SET taken = excluded.taken`,
    { ...bound, taken: last.number },
  );
  return last.number;
}

/** Only once the file is gone: a spool without its row would be taken in once more. */
export function forgetSpools(connection: Connection, tenant_id: string, names: readonly string[]): void {
  for (const name of names)
    connection.run('DELETE FROM audit_spools WHERE tenant_id = :tenant_id AND name = :name', {
      tenant_id,
      name,
    });
}
