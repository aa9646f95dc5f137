import type { Backend } from '../../../src/contracts/backend.js';
import { type Change, purgedMemories } from '../../../src/domain/change-set.js';
import { holdsText } from '../../../src/domain/holds-text.js';
import type { Run } from '../backend.js';
import type { Connection } from '../connection.js';
import { REWRITING } from '../scrub.js';
import { writing } from '../writing.js';
import { hasTable } from './migration-schemas.js';

/**
 * The part of a tenant whose erasures reach what a migration set aside: relationships between its memories and
 * another tenant's are kept beside the registry, with their text, for the way back.
 * @param run work on the registry.
 */
export function erasingAside(part: Backend, run: Run): Backend {
  return {
    ...part,
    async commit(scope, changes) {
      const outcome = await part.commit(scope, changes);
      if (outcome.committed && changes.changes.some(({ kind }) => kind.startsWith('purge_')))
        await run((registry) => forgetAside(registry, scope.tenant_id, changes.changes));
      return outcome;
    },
    async scrub(scope) {
      await part.scrub(scope);
      if (await run(hasJournal)) for (const step of REWRITING) await run(step);
    },
  };
}

interface AsideRow {
  readonly id: string;
  readonly former: string;
}

/** A relationship goes with a memory of it; and, with its history, where one of them holds an erased text. */
function forgetAside(registry: Connection, tenant_id: string, changes: readonly Change[]): void {
  if (!hasJournal(registry)) return;
  const purged = purgedMemories(changes);
  const texts = changes.flatMap((change) => (change.kind === 'purge_answers' ? change.folded : []));
  writing(registry, () => {
    for (const { id, former } of asideOf(registry, tenant_id)) {
      const versions = registry.all<AsideRow>(
        "SELECT id, former FROM migration_journal WHERE kind = 'aside_relationship_version' AND id = :id",
        { id },
      );
      const { from_memory_id, to_memory_id } = JSON.parse(former) as Record<string, string>;
      const goes =
        purged.some((memory_id) => memory_id === from_memory_id || memory_id === to_memory_id) ||
        [former, ...versions.map((version) => version.former)].some((record) => holdsOne(record, texts));
      if (goes)
        registry.run(
          "DELETE FROM migration_journal WHERE kind IN ('aside_relationship', 'aside_relationship_version') AND id = :id",
          { id },
        );
    }
  });
}

/** What was set aside of a tenant: one of the memories that it joins went there. */
function asideOf(registry: Connection, tenant_id: string): AsideRow[] {
  return registry.all<AsideRow>(
    `SELECT j.id, j.former FROM migration_journal AS j WHERE j.kind = 'aside_relationship' AND EXISTS (
       SELECT 1 FROM migration_journal AS m WHERE m.kind = 'memory' AND m.tenant_id = :tenant_id
         AND m.id IN (j.former ->> 'from_memory_id', j.former ->> 'to_memory_id'))`,
    { tenant_id },
  );
}

function holdsOne(record: string, folded: readonly string[]): boolean {
  const value: unknown = JSON.parse(record);
  return folded.some((text) => holdsText(value, text));
}

function hasJournal(registry: Connection): boolean {
  return hasTable(registry, 'migration_journal');
}
