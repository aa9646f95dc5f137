import type { Backend } from '../../contracts/backend.js';
import type { JournalEntry, JournalKind, MigrationJournal } from '../../contracts/tenant-migration.js';
import type { ProjectAlias } from '../../domain/project.js';
import type { StoredRecord } from '../backup/backup-format.js';
import type { OperatorScopes } from './operator-scopes.js';

/** One record on its way back. */
export interface Homeward {
  /** null = it was set aside. */
  readonly tenant_id: string | null;
  /** As it is in its tenant: several where the use of several users becomes one number again. */
  readonly sent: readonly StoredRecord[];
  /** As it is in a store without tenants; null = one tenant had it already, or its memory is gone. */
  readonly back: StoredRecord | null;
}

/** A store with tenants that came from one without. */
export interface HomewardSource {
  readonly parts: Backend;
  readonly journal: MigrationJournal;
  readonly tenant_ids: readonly string[];
  readonly scopes: OperatorScopes;
}

/** Notes an alias; several tenants may have made the same one. */
export function isFirst({ alias }: ProjectAlias, seen: Set<string>): boolean {
  if (seen.has(alias)) return false;
  seen.add(alias);
  return true;
}

/** What the journal says of records, by id, of those that went to this tenant. */
export async function entriesOf(
  { journal }: Pick<HomewardSource, 'journal'>,
  kind: JournalKind,
  tenant_id: string,
  records: readonly { readonly id: string }[],
): Promise<Map<string, JournalEntry>> {
  const found = await journal.find(kind, idsOf(records));
  return new Map(found.filter((entry) => entry.tenant_id === tenant_id).map((entry) => [entry.id, entry]));
}

/** Which of these migrated memories are in their tenants today, tombstones included: the others were erased. */
export async function stillThere(
  { parts, journal, scopes }: HomewardSource,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const byTenant = new Map<string, string[]>();
  for (const { id, tenant_id } of await journal.find('memory', [...new Set(ids)]))
    if (tenant_id !== null) byTenant.set(tenant_id, [...(byTenant.get(tenant_id) ?? []), id]);
  const there = new Set<string>();
  for (const [tenant_id, own] of byTenant)
    for (const { id } of await parts.findMemories(scopes(tenant_id), own)) there.add(id);
  return there;
}

/** Each id once. */
export function idsOf(records: readonly { readonly id: string }[]): string[] {
  return [...new Set(records.map(({ id }) => id))];
}
