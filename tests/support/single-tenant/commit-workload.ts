import type { Backend } from '../../../src/contracts/backend.js';
import type { Change, Precondition } from '../../../src/domain/change-set.js';
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

const A = memory({
  id: 'a',
  content: 'Postgres runs the billing of the shop',
  tags: ['database', 'billing'],
  context: {
    project_id: 'web',
    project_path: '/home/ann/web',
    session_id: 's1',
    languages: ['Go', 'SQL'],
    frameworks: ['Gin'],
  },
});
const B = memory({ id: 'b', content: 'The billing deadlocks on Fridays' });
const C = memory({ id: 'c', content: 'Retry the transaction', context: { project_id: 'api' } });
const EDGE = relationship({ id: 'ab', from_memory_id: 'a', to_memory_id: 'b', type: 'CAUSES' });
const ANSWER = {
  tool: 'store_memory',
  key: 'k1',
  body_hash: 'h',
  answer: '{"id":"a","text":"kept answer"}',
  expires_at: hours(24),
};

/** Commits every kind of change, with every precondition, once as it holds and once as it does not. */
export async function commitEverything(step: Step, backend: Backend): Promise<void> {
  const commit = (
    name: string,
    changes: readonly Change[],
    preconditions: readonly Precondition[] = [],
    scope = ANN,
  ) =>
    step(`commit: ${name}`, async () => {
      const outcome = await backend.commit(scope, changeSet(changes, preconditions)).catch(String);
      return typeof outcome === 'string' ? outcome : outcome.committed;
    });
  await commit('nothing', []);
  await commit('a new memory', [putMemory(A)]);
  await commit('two new memories', [putMemory(B), putMemory(C)]);
  await commit('a memory that is there, as if it were new', [putMemory(A)]);
  const a2 = nextMemory(A, hours(1), { content: 'MySQL runs the billing', tags: ['billing', 'mysql'] });
  const a3 = nextMemory(a2, hours(2), { importance: 0.9 });
  await commit('other words and tags', [putMemory(a2, A)]);
  await commit('the same words', [putMemory(a3, a2)]);
  await commit('a relationship', [putRelationship(EDGE)]);
  const edge2 = nextRelationship(EDGE, hours(1), { strength: 0.4 });
  await commit('a changed relationship', [putRelationship(edge2, EDGE)]);
  const absent = relationship({ id: 'zz', from_memory_id: 'a', to_memory_id: 'b' });
  await commit('a change of a relationship that is not there', [
    putRelationship(nextRelationship(absent, hours(1)), absent),
  ]);
  const c2 = nextMemory(C, hours(1), { deleted_at: hours(1) });
  await commit('a tombstone', [putMemory(c2, C)]);
  await commit('the history of a backup', [
    { kind: 'put_memory_version', memory: C, superseded_at: hours(1) },
    { kind: 'put_relationship_version', relationship: EDGE, superseded_at: hours(1) },
  ]);
  await commit('the use of a backup', [
    { kind: 'put_use', id: 'a', usage_count: 3, last_accessed: hours(1) },
  ]);
  await commit('a kept answer', [{ kind: 'put_idempotency', record: ANSWER }]);
  await commit('another name of a project', [{ kind: 'put_project_alias', alias: 'old', project_id: 'web' }]);
  await commit('a name of its own again', [{ kind: 'put_project_alias', alias: 'old', project_id: null }]);
  await step('commit: a change set that was applied', async () => {
    const set = changeSet([]);
    await backend.commit(ANN, set);
    await backend.commit(ANN, set);
  });
  await step('addUse', () =>
    backend.addUse(ANN, [
      { id: 'a', times: 2, at: hours(3) },
      { id: 'not there', times: 1, at: hours(3) },
    ]),
  );
  await step('addUse, as operator', () => backend.addUse(OPERATOR, [{ id: 'c', times: 1, at: hours(3) }]));
  for (const scope of [ANN, OPERATOR])
    for (const [at, precondition] of PRECONDITIONS.entries())
      await commit(`if ${at + 1}, ${precondition.kind}, as ${scope.kind}`, [], [precondition], scope);
  await commit(
    'a circle that is closed by it',
    [putRelationship(relationship({ id: 'ba', from_memory_id: 'b', to_memory_id: 'a', type: 'CAUSES' }))],
    [{ kind: 'acyclic', type: 'CAUSES', from: 'b', to: 'a' }],
  );
  const c3 = nextMemory(c2, hours(2), { deleted_at: null });
  await commit(
    'a memory that comes back',
    [putMemory(c3, c2)],
    [{ kind: 'tombstone_is', id: 'c', version: 2 }],
  );
}

/** Each as it holds, then as it does not, over what `commitEverything` has stored by then. */
const PRECONDITIONS: readonly Precondition[] = [
  { kind: 'memory_absent', id: 'new' },
  { kind: 'memory_absent', id: 'a' },
  { kind: 'memory_is', id: 'a', version: 3 },
  { kind: 'memory_is', id: 'a' },
  { kind: 'memory_is', id: 'a', version: 1 },
  { kind: 'tombstone_is', id: 'c', version: 2 },
  { kind: 'tombstone_is', id: 'a', version: 3 },
  { kind: 'relationship_is', id: 'ab', version: 2 },
  { kind: 'relationship_is', id: 'ab', version: 1 },
  { kind: 'relationship_absent', id: 'new' },
  { kind: 'relationship_absent', id: 'ab' },
  { kind: 'no_duplicate', content_hash: 'new', created_by: 'ann', visibility: null },
  { kind: 'no_duplicate', content_hash: B.content, created_by: 'ann', visibility: null },
  { kind: 'no_equal_relationship', type: 'CAUSES', from: 'b', to: 'a' },
  { kind: 'no_equal_relationship', type: 'CAUSES', from: 'a', to: 'b' },
  { kind: 'acyclic', type: 'CAUSES', from: 'a', to: 'b' },
  { kind: 'idempotency_free', tool: 'store_memory', key: 'new' },
  { kind: 'idempotency_free', tool: 'store_memory', key: 'k1' },
  { kind: 'empty' },
];

/** Erases what `commitEverything` left, in every way, and writes the files anew. */
export async function eraseEverything(step: Step, backend: Backend): Promise<void> {
  const erase = (name: string, changes: readonly Change[]) =>
    step(`commit: ${name}`, () => backend.commit(ANN, changeSet(changes)));
  await step('countAnswers', () => backend.countAnswers(ANN, ['kept answer']));
  await erase('erased answers that are not there', [
    { kind: 'purge_answers', folded: ['nothing holds this'] },
  ]);
  await erase('erased answers', [{ kind: 'purge_answers', folded: ['kept answer'] }]);
  await erase('an erased relationship', [{ kind: 'purge_relationship', id: 'ab' }]);
  await erase('an erased memory', [{ kind: 'purge_memory', id: 'a' }]);
  await erase('an erased memory that is not there', [{ kind: 'purge_memory', id: 'a' }]);
  await step('scrub', () => backend.scrub(ANN));
  await step('verify', () => backend.verify(ANN));
  await step('verify, as operator', () => backend.verify(OPERATOR));
}
