import type { Backend } from '../../contracts/backend.js';
import type { AccessScope } from '../../domain/access-scope.js';
import type { StoredRecord } from '../backup/backup-format.js';

/** Every record of a store without tenants, which nobody writes to meanwhile. */
export async function* wholeRecords(whole: Backend, scope: AccessScope): AsyncGenerator<StoredRecord> {
  for await (const record of whole.streamMemories(scope)) yield { kind: 'memory', record };
  for await (const record of whole.streamMemoryVersions(scope)) yield { kind: 'memory_version', record };
  for await (const record of whole.streamRelationships(scope)) yield { kind: 'relationship', record };
  for await (const record of whole.streamRelationshipVersions(scope))
    yield { kind: 'relationship_version', record };
  for await (const record of whole.streamUse(scope)) yield { kind: 'use', record };
  for (const record of await whole.projectAliases(scope)) yield { kind: 'project_alias', record };
}
