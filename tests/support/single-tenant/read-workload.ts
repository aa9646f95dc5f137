import type { Backend, RelationshipQuery } from '../../../src/contracts/backend.js';
import type { AccessScope } from '../../../src/domain/access-scope.js';
import { hours } from '../../contract/records.js';
import { FILTERS } from './filters.js';
import type { Step } from './notebook.js';

const AFTER = { at: hours(5), id: 'm' };

const RELATIONSHIP_QUERIES: Readonly<Record<string, RelationshipQuery>> = {
  'of a memory': { memory_ids: ['a'], limit: 9 },
  'from a memory': { memory_ids: ['a'], direction: 'out', limit: 9 },
  'to a memory': { memory_ids: ['b'], direction: 'in', limit: 9 },
  'of a memory without any': { memory_ids: ['c'], direction: 'both', limit: 9 },
  'by ids': { ids: ['ab'], limit: 9 },
  'by types': { types: ['CAUSES'], limit: 9 },
  'valid at a time': { types: ['CAUSES'], valid_at: hours(4), limit: 9 },
  'a further page': { types: ['CAUSES'], after: AFTER, limit: 9 },
  'by everything': {
    memory_ids: ['a', 'b'],
    ids: ['ab'],
    types: ['CAUSES'],
    valid_at: hours(4),
    after: AFTER,
    limit: 9,
  },
};

/** Asks for everything that can be asked for, as this scope, over what `commitEverything` stored. */
export async function readEverything(step: Step, backend: Backend, scope: AccessScope): Promise<void> {
  const read = <T>(name: string, work: () => Promise<T>) => step(`${scope.kind}: ${name}`, work);
  await read('findMemories', () => backend.findMemories(scope, ['a', 'not there']));
  await read('findMemories, none', () => backend.findMemories(scope, []));
  await read('findUse', () => backend.findUse(scope, ['a', 'not there']));
  await read('findUse, none', () => backend.findUse(scope, []));
  await read('memoryHistory', () => backend.memoryHistory(scope, 'a'));
  const same = { content_hash: 'x', created_by: 'ann', visibility: null, at: hours(4) };
  await read('findDuplicate', () => backend.findDuplicate(scope, same));
  await read('findIdempotency', () => backend.findIdempotency(scope, 'store_memory', 'k1', hours(4)));
  await read('completeId', () => backend.completeId(scope, 'a', 9));
  await read('completeId, any', () => backend.completeId(scope, '', 9));
  await read('projectAliases', () => backend.projectAliases(scope));
  await read('projectSummaries', () => backend.projectSummaries(scope));
  for (const [name, query] of Object.entries(RELATIONSHIP_QUERIES))
    await read(`findRelationships, ${name}`, () => backend.findRelationships(scope, query));
  await read('relationshipHistory', () => backend.relationshipHistory(scope, 'ab'));
  await read('termStatistics', () => backend.termStatistics(scope, ['bill', 'mysql']));
  await read('vocabulary', () => backend.vocabulary(scope, { min_length: 2, max_length: 8 }));
  await read('counts', () => backend.counts(scope, hours(4)));
  const nothing = { filter: { valid_at: hours(4) }, groups: [['?'], []], scan_limit: 9, limit: 9 };
  for (const match of ['any', 'all'] as const)
    await read(`findCandidates, ${match}, no word`, () =>
      backend.findCandidates(scope, { ...nothing, match }),
    );
  for (const [name, filter] of Object.entries(FILTERS)) {
    await read(`listMemories by created_at, ${name}`, () =>
      backend.listMemories(scope, { filter, order: 'created_at', limit: 9 }),
    );
    await read(`listMemories by updated_at, a further page, ${name}`, () =>
      backend.listMemories(scope, { filter, order: 'updated_at', after: AFTER, offset: 1, limit: 9 }),
    );
    await read(`countMemories, ${name}`, () => backend.countMemories(scope, filter));
    await findCandidates(read, backend, scope, name);
  }
  await readStreams(read, backend, scope);
}

/** By any of the words, and by all of them. */
async function findCandidates(read: Step, backend: Backend, scope: AccessScope, name: string): Promise<void> {
  const filter = FILTERS[name] ?? { valid_at: hours(4) };
  const size = { scan_limit: 100, limit: 9 };
  await read(`findCandidates, any, ${name}`, () =>
    backend.findCandidates(scope, {
      filter,
      groups: [['bill'], ['mysql', 'deadlock']],
      match: 'any',
      ...size,
    }),
  );
  await read(`findCandidates, all, ${name}`, () =>
    backend.findCandidates(scope, {
      filter,
      groups: [['bill'], ['mysql', 'deadlock']],
      match: 'all',
      ...size,
    }),
  );
}

export async function readStreams(read: Step, backend: Backend, scope: AccessScope): Promise<void> {
  await read('streamMemories', () => count(backend.streamMemories(scope)));
  await read('streamMemoryVersions', () => count(backend.streamMemoryVersions(scope)));
  await read('streamRelationships', () => count(backend.streamRelationships(scope)));
  await read('streamRelationshipVersions', () => count(backend.streamRelationshipVersions(scope)));
  await read('streamUse', () => count(backend.streamUse(scope)));
}

async function count(stream: AsyncIterable<unknown>): Promise<number> {
  let total = 0;
  for await (const _each of stream) total++;
  return total;
}
