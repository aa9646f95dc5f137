import Database from 'better-sqlite3';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Connection } from '../../../backends/sqlite/connection.js';
import type { Backend } from '../../../src/contracts/backend.js';
import type { AccessScope } from '../../../src/domain/access-scope.js';
import type { MemoryFilter } from '../../../src/domain/memory-filter.js';
import {
  changeSet,
  collect,
  memory,
  NOW,
  OPERATOR,
  put,
  relate,
  relationship,
  SCOPE,
  store,
  temporaryStore,
} from './fixtures.js';

afterEach(() => vi.restoreAllMocks());

/** Notes every statement that is run until the mocks are restored. */
function watchStatements(): Set<string> {
  const seen = new Set<string>();
  for (const method of ['all', 'rows', 'get', 'run'] as const) {
    const original = Connection.prototype[method] as (...given: unknown[]) => unknown;
    vi.spyOn(Connection.prototype, method).mockImplementation(function (
      this: Connection,
      ...given: unknown[]
    ) {
      seen.add(String(given[0]));
      return original.apply(this, given) as never;
    });
  }
  return seen;
}

const FILTER: MemoryFilter = {
  valid_at: NOW,
  types: ['general'],
  tags: ['a', 'b'],
  project_path: '/a',
  projects: { ids: ['p'], global: false },
  session_id: 's',
  languages: ['go'],
  frameworks: ['f'],
  min_importance: 0,
  min_confidence: 0,
  created_after: NOW,
  created_before: NOW,
  updated_after: NOW,
  relationship_types: ['CAUSES'],
};
const PLAIN: MemoryFilter = { valid_at: NOW };

async function useEverything(backend: Backend, scope: AccessScope): Promise<void> {
  const [a, b] = [memory({ tags: ['a'], valid_until: '2027-01-01T00:00:00.000Z' }), memory()];
  const edge = relationship(a.id, b.id);
  const record = {
    tool: 't',
    key: a.id,
    body_hash: 'h',
    answer: '{}',
    expires_at: '2027-01-01T00:00:00.000Z',
  };
  await backend.commit(
    scope,
    changeSet(
      [
        put(a),
        put(b),
        relate(edge),
        { kind: 'put_idempotency', record },
        { kind: 'put_use', id: a.id, usage_count: 1, last_accessed: NOW },
      ],
      [
        { kind: 'memory_absent', id: a.id },
        { kind: 'relationship_absent', id: edge.id },
        { kind: 'no_duplicate', content_hash: 'x', created_by: 'tester', visibility: null },
        { kind: 'no_equal_relationship', type: 'CAUSES', from: a.id, to: b.id },
        { kind: 'acyclic', type: 'CAUSES', from: a.id, to: b.id },
        { kind: 'idempotency_free', tool: 't', key: a.id },
      ],
    ),
  );
  await backend.commit(
    scope,
    changeSet(
      [
        put({ ...a, version: 2, content: 'other', tags: ['c'] }, a),
        relate({ ...edge, version: 2 }, edge),
        put({ ...b, version: 2, deleted_at: NOW }, b),
      ],
      [
        { kind: 'memory_is', id: a.id, version: 1 },
        { kind: 'relationship_is', id: edge.id, version: 1 },
      ],
    ),
  );
  await backend.commit(
    scope,
    changeSet([], [{ kind: 'tombstone_is', id: b.id, version: 2 }, { kind: 'empty' }]),
  );
  await backend.addUse(scope, [{ id: a.id, times: 1, at: NOW }]);
  await backend.findMemories(scope, [a.id]);
  await backend.findUse(scope, [a.id]);
  await backend.memoryHistory(scope, a.id);
  await backend.findDuplicate(scope, { content_hash: 'x', created_by: 't', visibility: null, at: NOW });
  await backend.findIdempotency(scope, 't', 'k', NOW);
  await backend.completeId(scope, 'm', 5);
  for (const filter of [FILTER, PLAIN, { ...PLAIN, include_closed: true }]) {
    await backend.listMemories(scope, { filter, order: 'created_at', after: { at: NOW, id: 'm' }, limit: 5 });
    await backend.listMemories(scope, { filter, order: 'updated_at', limit: 5 });
    await backend.countMemories(scope, filter);
    await backend.findCandidates(scope, {
      filter,
      groups: [['text']],
      match: 'any',
      scan_limit: 9,
      limit: 9,
    });
  }
  await backend.findRelationships(scope, {
    memory_ids: [a.id],
    ids: ['r'],
    types: ['CAUSES'],
    valid_at: NOW,
    limit: 5,
  });
  await backend.findRelationships(scope, { direction: 'in', memory_ids: [a.id], limit: 5 });
  await backend.relationshipHistory(scope, edge.id);
  await backend.termStatistics(scope, ['text']);
  await backend.vocabulary(scope, { min_length: 1, max_length: 9 });
  await backend.counts(scope, NOW);
  await collect(backend.streamMemories(scope));
  await collect(backend.streamMemoryVersions(scope));
  await collect(backend.streamRelationships(scope));
  await collect(backend.streamRelationshipVersions(scope));
  await collect(backend.streamUse(scope));
  await backend.countAnswers(scope, ['k']);
  await backend.commit(
    scope,
    changeSet([
      { kind: 'purge_answers', folded: [a.id.toLowerCase()] },
      { kind: 'purge_relationship', id: edge.id },
      { kind: 'purge_memory', id: a.id },
    ]),
  );
  await backend.scrub(scope);
  await backend.verify(scope);
}

/** Statements about the store itself or about one row whose tenant was looked at in the same transaction. */
const WITHOUT_TENANT = [
  /^(BEGIN|BEGIN IMMEDIATE|COMMIT|ROLLBACK)$/,
  /^PRAGMA /,
  /^SELECT title, content, summary, tags, context FROM memory_words WHERE rowid = :seq$/,
  /^DELETE FROM memory_words WHERE rowid = :seq$/,
  /^INSERT INTO memory_words/,
];

describe('every statement', () => {
  it.each([
    ['principal', SCOPE],
    ['operator', OPERATOR],
  ])('binds the tenant (%s)', async (_name, scope) => {
    const opened = await temporaryStore();
    const seen = watchStatements();
    await useEverything(opened.backend, scope);
    const free = [...seen].filter(
      (sql) => !sql.includes(':tenant_id') && !WITHOUT_TENANT.some((known) => known.test(sql)),
    );
    expect(seen.size).toBeGreaterThan(40);
    expect(free).toEqual([]);
    await opened.remove();
  });

  it('names each table under a condition on its tenant', async () => {
    const opened = await temporaryStore();
    const seen = watchStatements();
    await useEverything(opened.backend, SCOPE);
    const loose = [...seen].filter((sql) =>
      [
        ...sql.matchAll(
          /(?:FROM|JOIN) (?:memories|relationships|memory_facets|memory_use|\w+_versions) AS (\w+)/g,
        ),
      ].some(
        ([, alias]) =>
          !new RegExp(`\\b${alias}\\.(tenant_id|seq) =|= ${alias}\\.(tenant_id|seq)\\b`).test(sql),
      ),
    );
    expect(loose).toEqual([]);
    await opened.remove();
  });
});

describe('the plan', () => {
  it('of a list follows an index and sorts nothing', async () => {
    const opened = await temporaryStore();
    await store(opened.backend, memory(), memory());
    const seen = watchStatements();
    for (const order of ['created_at', 'updated_at'] as const)
      await opened.backend.listMemories(SCOPE, { filter: PLAIN, order, limit: 5 });
    await opened.backend.listMemories(SCOPE, {
      filter: { ...PLAIN, projects: { ids: ['p'], global: false } },
      order: 'created_at',
      limit: 5,
    });
    const raw = new Database(opened.path);
    for (const sql of [...seen].filter((each) => each.includes('ORDER BY'))) {
      const bare = sql.replaceAll(/:\w+/g, '1');
      const plan = raw.prepare(`EXPLAIN QUERY PLAN ${bare}`).all() as { detail: string }[];
      expect(plan.map(({ detail }) => detail).join('; ')).toMatch(
        /USING INDEX memories_by_(created_at|updated_at|project_id)/,
      );
      expect(plan.map(({ detail }) => detail).join('; ')).not.toContain('TEMP B-TREE');
    }
    raw.close();
    await opened.remove();
  });
});

describe('a commit whose n-th statement fails', () => {
  it('leaves nothing behind, for every n', async () => {
    const opened = await temporaryStore();
    const [a, b] = [memory({ tags: ['x'] }), memory({ tags: ['x', 'y'] })];
    await store(opened.backend, a);
    const before = await dump(opened.backend);
    const changes = changeSet([
      put(b),
      put({ ...a, version: 2, content: 'other words', tags: ['z'] }, a),
      relate(relationship(a.id, b.id)),
    ]);
    let failAt = 1;
    for (; ; failAt++) {
      let at = 0;
      const original = Connection.prototype.run;
      const spy = vi.spyOn(Connection.prototype, 'run').mockImplementation(function (
        this: Connection,
        sql,
        bound,
      ) {
        if (sql !== 'ROLLBACK' && ++at === failAt)
          throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_WRITE' });
        return original.call(this, sql, bound);
      });
      const result = await opened.backend
        .commit(SCOPE, changes)
        .catch((thrown: { code: string }) => thrown.code);
      spy.mockRestore();
      if (typeof result !== 'string') break;
      expect(result).toBe('storage_unreadable');
      expect(await dump(opened.backend)).toEqual(before);
    }
    expect(failAt).toBeGreaterThan(10);
    expect((await opened.backend.verify(SCOPE)).faults).toEqual([]);
    expect(await opened.backend.countMemories(SCOPE, PLAIN)).toBe(2);
    await opened.remove();
  });
});

async function dump(backend: Backend) {
  return {
    memories: await collect(backend.streamMemories(OPERATOR)),
    versions: await collect(backend.streamMemoryVersions(OPERATOR)),
    relationships: await collect(backend.streamRelationships(OPERATOR)),
    words: await backend.vocabulary(SCOPE, { min_length: 1, max_length: 99 }),
    statistics: await backend.termStatistics(SCOPE, []),
    faults: (await backend.verify(SCOPE)).faults,
  };
}
