import { createHash } from 'node:crypto';
import type { Change } from '../../domain/change-set.js';
import { contentHash } from '../../repository/content-hash.js';
import { documentOf } from '../../search/analysis.js';
import type { StoredRecord } from './backup-format.js';

/** The change that puts a record into a store that does not have it, exactly as it is. */
export function changeOf(each: StoredRecord): Change {
  switch (each.kind) {
    case 'memory': {
      const memory = each.record;
      const document = memory.deleted_at === null ? documentOf(memory) : null;
      return { kind: 'put_memory', memory, former: null, document, content_hash: contentHash(memory) };
    }
    case 'memory_version':
      return { kind: 'put_memory_version', ...each.record };
    case 'relationship':
      return { kind: 'put_relationship', relationship: each.record, former: null };
    case 'relationship_version':
      return { kind: 'put_relationship_version', ...each.record };
    case 'use':
      return { kind: 'put_use', ...each.record };
    case 'project_alias':
      return { kind: 'put_project_alias', ...each.record };
    case 'project_grant':
      return { kind: 'put_project_grant', ...each.record, granted: true };
  }
}

/** The same id for the same text, so that a store knows a change set of resumed work that it has applied already. */
export function changeSetIdOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
