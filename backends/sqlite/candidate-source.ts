import type { AccessScope } from '../../src/domain/access-scope.js';
import type { MemoryFilter } from '../../src/domain/memory-filter.js';
import type { Connection, Parameters } from './connection.js';
import { compileFilter } from './memory-filter.js';
import { memoryLive, ofTenant, scopeParameters } from './scope.js';

/** Where candidates come from: what follows FROM for `memory_words AS w`, its conditions, what they bind. */
export interface CandidateSource {
  readonly from: string;
  readonly conditions: readonly string[];
  readonly parameters: Parameters;
}

/** Up to here it is quicker to leave closed memories out one by one than to look at every match's validity. */
const FEW = 2_000;

/**
 * Rows of the full-text table that the filter lets through. To look at a memory's own row costs more than to
 * rank it, so a filter by validity alone is turned round where few memories are not valid: these are listed.
 * Runs in the transaction of the search itself, so that both see one state of the store.
 */
export function candidateSource(
  connection: Connection,
  scope: AccessScope,
  filter: MemoryFilter,
): CandidateSource {
  if (!asksForValidityOnly(filter) || !isOnlyTenant(connection, scope)) return joined(filter);
  if (filter.include_closed) return { from: 'memory_words AS w', conditions: [], parameters: {} };
  const parameters = { valid_at: filter.valid_at };
  const hidden = connection.get<{ total: number }>(
    `SELECT count(*) AS total FROM (${NOT_VALID} LIMIT ${FEW + 1})`,
    { ...scopeParameters(scope), ...parameters },
  );
  const total = hidden?.total ?? 0;
  if (total > FEW) return joined(filter);
  const conditions = total === 0 ? [] : [`w.rowid NOT IN (${NOT_VALID})`];
  return { from: 'memory_words AS w', conditions, parameters };
}

/** Both halves are answered from their indexes alone. */
const NOT_VALID = `SELECT a.seq FROM memories AS a WHERE ${ofTenant('a')} AND a.valid_until <= :valid_at
  UNION ALL SELECT b.seq FROM memories AS b WHERE ${ofTenant('b')} AND b.valid_from > :valid_at`;

function asksForValidityOnly(filter: MemoryFilter): boolean {
  const { valid_at: _at, include_closed: _closed, ...rest } = filter;
  return Object.values(rest).every((value) => value === undefined);
}

/** The full-text table has no tenants; leaving out the memories' own rows is right only where there is one. */
function isOnlyTenant(connection: Connection, scope: AccessScope): boolean {
  const other = connection.get(
    'SELECT 1 AS found FROM search_totals WHERE tenant_id <> :tenant_id LIMIT 1',
    scopeParameters(scope),
  );
  return other === undefined;
}

function joined(filter: MemoryFilter): CandidateSource {
  const { conditions, parameters } = compileFilter(filter);
  return {
    from: 'memory_words AS w CROSS JOIN memories AS m ON m.seq = w.rowid',
    conditions: [memoryLive('m'), ...conditions],
    parameters,
  };
}
