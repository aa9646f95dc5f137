import type { AccessScope } from '../../src/domain/access-scope.js';
import type { MemoryFilter } from '../../src/domain/memory-filter.js';
import type { Connection, Parameters } from './connection.js';
import { HIDDEN, hiddenParameters } from './hidden-memories.js';
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
 * Rows of the full-text table that the scope shows and the filter lets through. To look at a memory's own row costs
 * more than to rank it, so a filter by validity and project alone is turned round where few memories fail it: these
 * are listed, and likewise those that a rule of visibility hides. What is found is held against the rule once more.
 * Runs in the transaction of the search itself, so that both see one state of the store.
 */
export function candidateSource(
  connection: Connection,
  scope: AccessScope,
  filter: MemoryFilter,
): CandidateSource {
  const { access } = scope;
  const failed = failing(filter);
  if (failed === null || !isOnlyTenant(connection, scope)) return joined(scope, filter);
  const lists = access === null ? failed : [HIDDEN, ...failed];
  const conditions: string[] = [];
  const parameters = {
    valid_at: filter.valid_at,
    project_id: filter.projects?.ids[0] ?? null,
    ...(access === null ? {} : hiddenParameters(scope, access)),
  };
  for (const list of lists) {
    const found = connection.get<{ total: number }>(
      `SELECT count(*) AS total FROM (${list} LIMIT ${FEW + 1})`,
      { ...scopeParameters(scope), ...parameters },
    );
    const total = found?.total ?? 0;
    if (total > FEW) return joined(scope, filter);
    if (total > 0) conditions.push(`w.rowid NOT IN (${list})`);
  }
  return { from: 'memory_words AS w', conditions, parameters };
}

/** Both halves are answered from their indexes alone. */
const NOT_VALID = `SELECT a.seq FROM memories AS a WHERE ${ofTenant('a')} AND a.valid_until <= :valid_at
  UNION ALL SELECT b.seq FROM memories AS b WHERE ${ofTenant('b')} AND b.valid_from > :valid_at`;
/** Likewise: what lies before and behind the project in the order of projects. */
const OF_OTHER_PROJECTS = `SELECT a.seq FROM memories AS a WHERE ${ofTenant('a')} AND a.project_id < :project_id
  UNION ALL SELECT b.seq FROM memories AS b WHERE ${ofTenant('b')} AND b.project_id > :project_id`;
const OF_ANY_PROJECT = `SELECT a.seq FROM memories AS a WHERE ${ofTenant('a')} AND a.project_id IS NOT NULL`;

/** Statements that list the memories a filter keeps out; null where it asks for more than validity and project. */
function failing(filter: MemoryFilter): string[] | null {
  const { valid_at: _at, include_closed, projects, ...rest } = filter;
  if (Object.values(rest).some((value) => value !== undefined)) return null;
  const validity = include_closed ? [] : [NOT_VALID];
  if (projects === undefined) return validity;
  if (!projects.global || projects.ids.length > 1) return null;
  return [...validity, projects.ids.length === 0 ? OF_ANY_PROJECT : OF_OTHER_PROJECTS];
}

/** The full-text table has no tenants; leaving out the memories' own rows is right only where there is one. */
function isOnlyTenant(connection: Connection, scope: AccessScope): boolean {
  const other = connection.get(
    'SELECT 1 AS found FROM search_totals WHERE tenant_id <> :tenant_id LIMIT 1',
    scopeParameters(scope),
  );
  return other === undefined;
}

function joined(scope: AccessScope, filter: MemoryFilter): CandidateSource {
  const { conditions, parameters } = compileFilter(scope, filter);
  return {
    from: 'memory_words AS w CROSS JOIN memories AS m ON m.seq = w.rowid',
    conditions: [memoryLive(scope, 'm'), ...conditions],
    parameters,
  };
}
