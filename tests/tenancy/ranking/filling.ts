import type { MultiTenantBackend } from '../../../src/contracts/tenancy.js';
import type { Change } from '../../../src/domain/change-set.js';
import type { Memory } from '../../../src/domain/memory.js';
import type { MemoryContext } from '../../../src/domain/memory-context.js';
import { addMilliseconds } from '../../../src/domain/time.js';
import { operatorScope } from '../../../src/policy/access-scope.js';
import { contentHash } from '../../../src/repository/content-hash.js';
import { documentOf } from '../../../src/search/analysis.js';

const AT_ONCE = 500;

/** A text that somebody of a tenant stores. */
export interface Filling {
  readonly tenant_id: string;
  readonly created_by: string;
  readonly context: MemoryContext;
  readonly texts: readonly string[];
  /** When the first one was stored; each further one a minute later. */
  readonly since: string;
  /** Part of the ids. */
  readonly label: string;
}

/** Stores many memories at once, as a restore would. */
export async function fillTenant(backend: MultiTenantBackend, filling: Filling): Promise<void> {
  const { tenant_id, texts, label } = filling;
  const scope = operatorScope('operator', tenant_id);
  for (let first = 0; first < texts.length; first += AT_ONCE) {
    const changes = texts.slice(first, first + AT_ONCE).map((content, at): Change => {
      const memory = memoryOf(filling, first + at, content);
      const document = documentOf(memory);
      return { kind: 'put_memory', memory, former: null, document, content_hash: contentHash(memory) };
    });
    const id = `fill-${label}-${first}`;
    const outcome = await backend.commit(scope, { id, at: filling.since, preconditions: [], changes });
    if (!outcome.committed) throw new Error('the store was not filled');
  }
}

function memoryOf(
  { tenant_id, created_by, context, since, label }: Filling,
  at: number,
  content: string,
): Memory {
  const made = addMilliseconds(since, at * 60_000);
  return {
    id: `${label}-${String(at).padStart(5, '0')}`,
    type: at % 3 === 0 ? 'problem' : 'fact',
    title: `${content.split(' ').slice(0, 3).join(' ')} ${at}`,
    content,
    summary: null,
    tags: ['filled'],
    importance: (at % 10) / 10,
    confidence: 0.8,
    effectiveness: null,
    created_at: made,
    updated_at: made,
    version: 1,
    created_by,
    updated_by: created_by,
    valid_from: made,
    valid_until: null,
    recorded_at: made,
    context: { ...context, tenant_id },
    source: { kind: 'assistant' },
    deleted_at: null,
  };
}
