import type { AccessScope } from '../../src/domain/access-scope.js';
import type { MemoryFilter } from '../../src/domain/memory-filter.js';
import type { Connection, Parameters } from './connection.js';
import { compileFilter } from './memory-filter.js';
import { ofTenant, scopeParameters } from './scope.js';

/** Where listed or counted memories come from: what follows FROM, the filter's conditions, what they bind. */
interface MemorySource {
  readonly from: string;
  readonly conditions: readonly string[];
  readonly parameters: Parameters;
}

/** Up to here it is quicker to fetch and sort the memories of a tag than to walk all and look for the tag. */
const FEW = 2_000;

/** A rare tag leads to its memories; otherwise the memories are walked in order and each is asked for its tags. */
export function memorySource(connection: Connection, scope: AccessScope, filter: MemoryFilter): MemorySource {
  const { conditions, parameters } = compileFilter(scope, filter);
  const tag = filter.tags?.find((each) => isRare(connection, scope, each));
  if (tag === undefined) return { from: 'memories AS m', conditions, parameters };
  return {
    from: 'memory_facets AS l CROSS JOIN memories AS m ON m.seq = l.seq',
    conditions: [`${ofTenant('l')} AND l.kind = 'tag' AND l.value = :leading_tag`, ...conditions],
    parameters: { ...parameters, leading_tag: tag },
  };
}

function isRare(connection: Connection, scope: AccessScope, tag: string): boolean {
  const row = connection.get<{ total: number }>(
    `SELECT count(*) AS total FROM (SELECT 1 FROM memory_facets AS f
       WHERE ${ofTenant('f')} AND f.kind = 'tag' AND f.value = :tag LIMIT ${FEW + 1})`,
    { ...scopeParameters(scope), tag },
  );
  return (row?.total ?? 0) <= FEW;
}
