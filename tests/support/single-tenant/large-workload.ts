import type { Backend } from '../../../src/contracts/backend.js';
import type { AccessScope } from '../../../src/domain/access-scope.js';
import type { Change } from '../../../src/domain/change-set.js';
import {
  ANN,
  changeSet,
  hours,
  memory,
  nextMemory,
  nextRelationship,
  OPERATOR,
  putMemory,
  putRelationship,
  relationship,
} from '../../contract/records.js';
import type { Step } from './notebook.js';
import { readStreams } from './read-workload.js';

/** More than the 2,000 up to which a search lists what it leaves out, and a list follows its tag. */
const MEMORIES = 2_001;
/** More than a page of 500. */
const WITH_HISTORY = 501;

/** Statements that only a store of some size needs: further pages, and filters that many memories fail or pass. */
export async function workInLargeStore(step: Step, backend: Backend): Promise<void> {
  await backend.commit(ANN, changeSet(manyMemories()));
  await backend.commit(ANN, changeSet(theirHistory()));
  for (const scope of [ANN, OPERATOR]) await readLarge(step, backend, scope);
  await step('large store: verify', () => backend.verify(ANN));
}

function manyMemories(): Change[] {
  return Array.from({ length: MEMORIES }, (_, at) =>
    putMemory(
      memory({
        id: `many-${at}`,
        tags: ['common'],
        valid_until: hours(1),
        context: { project_id: 'zoo', languages: ['c'] },
      }),
    ),
  );
}

function theirHistory(): Change[] {
  return Array.from({ length: WITH_HISTORY }, (_, at): Change[] => {
    const id = `many-${at}`;
    const former = memory({
      id,
      tags: ['common'],
      valid_until: hours(1),
      context: { project_id: 'zoo', languages: ['c'] },
    });
    const edge = relationship({ id: `edge-${at}`, from_memory_id: id, to_memory_id: `many-${at + 1}` });
    return [
      putMemory(nextMemory(former, hours(1), { importance: 0.6 }), former),
      putRelationship(edge),
      putRelationship(nextRelationship(edge, hours(1)), edge),
      { kind: 'put_use', id, usage_count: 1, last_accessed: hours(1) },
    ];
  }).flat();
}

async function readLarge(step: Step, backend: Backend, scope: AccessScope): Promise<void> {
  const read = <T>(name: string, work: () => Promise<T>) => step(`large store, ${scope.kind}: ${name}`, work);
  const valid_at = hours(4);
  const closed = { valid_at, include_closed: true };
  const tagged = { ...closed, tags: ['common', 'rare'] };
  const size = { groups: [['says']], match: 'any', scan_limit: 100, limit: 9 } as const;
  await read('listMemories, a tag of many', () =>
    backend.listMemories(scope, { filter: { ...closed, tags: ['common'] }, order: 'updated_at', limit: 9 }),
  );
  await read('countMemories, a tag of many and a rare one', () => backend.countMemories(scope, tagged));
  await read('findCandidates, many that are closed', () =>
    backend.findCandidates(scope, { filter: { valid_at }, ...size }),
  );
  await read('findCandidates, many of another project', () =>
    backend.findCandidates(scope, {
      filter: { ...closed, projects: { ids: ['web'], global: true } },
      ...size,
    }),
  );
  await read('findCandidates, many of any project', () =>
    backend.findCandidates(scope, { filter: { ...closed, projects: { ids: [], global: true } }, ...size }),
  );
  await readStreams(read, backend, scope);
}
