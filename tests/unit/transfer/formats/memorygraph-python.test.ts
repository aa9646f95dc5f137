import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { testFolder } from '../../../support/test-folder.js';
import { counts, fixture, openImportShop } from './import-shop.js';

const STORE = fixture('memorygraph-python-sqlite', 'memory-0.12.4.db');
const OLD_STORE = fixture('memorygraph-python-sqlite', 'memory-0.9.4.db');
const EXPORT = fixture('memorygraph-python-json', 'export-2.0.json');
const PROBLEM = 'd32b12ef-3dd8-4d26-88a4-7d1e74e62d41';
const SOLUTION = '53ccb45f-6f2c-49de-baa4-cf127960658a';
const PRIVATE = 'ef7aa9a7-d0b9-44cb-8820-0f445af54430';
const EDGE = 'a69a675f-9b75-4f64-aa8c-e4f0ca156d85';
const OTHER_EDGE = '9ca7efab-bc61-4c7a-9f82-fc222bc0aac5';
const folder = testFolder('python');

/** A copy of the store in which SQL was run. */
function changed(name: string, ...statements: readonly string[]): string {
  const path = join(folder, name);
  copyFileSync(STORE, path);
  const database = new Database(path);
  for (const statement of statements) database.exec(statement);
  database.close();
  return path;
}

describe('the store of the Python memorygraph', () => {
  it('brings every field of a memory', async () => {
    const shop = await openImportShop();
    await shop.take(STORE);
    expect(await shop.from(PROBLEM)).toEqual({
      id: PROBLEM,
      type: 'problem',
      title: 'Checkout returns 502 under load',
      content:
        'Load test on 2026-03-04: at 180 requests/s the checkout endpoint returns 502. Upstream log says "no live upstreams".',
      summary: '502 from the proxy at 180 rps',
      tags: ['checkout', 'performance', 'nginx'],
      importance: 0.9,
      confidence: 0.8,
      effectiveness: null,
      created_at: shop.now(),
      updated_at: shop.now(),
      version: 1,
      created_by: 'tester',
      updated_by: 'tester',
      valid_from: '2026-11-22T15:04:31.527Z',
      valid_until: null,
      recorded_at: shop.now(),
      context: {
        project_path: '/home/dana/code/shop-api',
        files_involved: [
          'deploy/nginx.conf',
          'src/checkout/server.ts',
          'src/checkout/pool.ts',
          'src/checkout/index.ts',
        ],
        languages: ['typescript'],
        frameworks: ['fastify'],
        technologies: ['nginx', 'postgres'],
        git_commit: '9f3c2ab',
        git_branch: 'fix/checkout-502',
        working_directory: '/home/dana/code/shop-api',
        timestamp: '2026-11-22T15:04:31.527Z',
        session_id: 'sess-0001',
        additional_metadata: {
          ticket: 'SHOP-812',
          severity: 2,
          labels: ['prod', 'p1'],
          nested: { a: 1, b: [true, null] },
          original_tenancy: { user_id: 'dana', visibility: 'project' },
        },
      },
      source: {
        kind: 'import',
        origin: {
          format: 'memorygraph-python-sqlite',
          original_id: PROBLEM,
          created_by: 'dana',
          created_at: '2026-11-22T15:04:31.527Z',
          updated_at: '2026-11-22T15:04:31.527Z',
        },
      },
      deleted_at: null,
    });
  });

  it('keeps whom a memory belonged to without giving it effect', async () => {
    const shop = await openImportShop();
    const report = await shop.take(STORE);
    const memory = await shop.from(PRIVATE);
    expect(memory.context).not.toHaveProperty('tenant_id');
    expect(memory.context).not.toHaveProperty('visibility');
    expect(memory.context.additional_metadata).toEqual({
      original_tenancy: { tenant_id: 'globex', visibility: 'private', user_id: 'bob', created_by: 'bob' },
    });
    expect(memory.source.origin?.created_by).toBe('bob');
    expect(report.mapped).toEqual([
      {
        what: 'tenancy (tenant, team, visibility, user)',
        to: 'additional_metadata.original_tenancy',
        count: 5,
      },
    ]);
  });

  it('brings every field of a relationship', async () => {
    const shop = await openImportShop();
    await shop.take(STORE);
    const edge = (await shop.relationships()).find((each) => each.id === EDGE);
    expect(edge).toMatchObject({
      from_memory_id: SOLUTION,
      to_memory_id: PROBLEM,
      type: 'SOLVES',
      strength: 0.95,
      confidence: 0.9,
      context:
        'partially implements the load fix, only works without sticky sessions, verified by load test on 2026-03-06',
      evidence_count: 1,
      success_rate: null,
      valid_from: '2026-11-22T15:04:31.852Z',
      valid_until: null,
      invalidated_by: null,
    });
  });

  it('believes the columns about the end of a relationship', async () => {
    const shop = await openImportShop();
    const path = changed(
      'closed.db',
      `UPDATE relationships SET valid_until = '2026-12-01T10:00:00.123456+01:00', invalidated_by = '${OTHER_EDGE}' WHERE id = '${EDGE}'`,
    );
    const report = await shop.take(path);
    const edges = await shop.relationships();
    expect(edges.find((each) => each.id === EDGE)).toMatchObject({
      valid_until: '2026-12-01T09:00:00.123Z',
      invalidated_by: edges.find((each) => each.id === OTHER_EDGE)?.from_memory_id,
    });
    expect(report.mapped).toContainEqual({
      what: 'invalidated_by (a relationship)',
      to: 'the memory it comes from',
      count: 1,
    });
    expect(counts(await shop.take(path))).toEqual([0, 31, 0, 30]);
  });

  it('reads the schema that has no columns of time', async () => {
    const shop = await openImportShop();
    await shop.take(OLD_STORE);
    const edge = (await shop.relationships()).find((each) => each.type === 'PREFERRED_OVER');
    expect(edge).toMatchObject({ valid_from: '2026-11-22T15:06:10.363Z', context: 'partial indexes, jsonb' });
  });

  it('keeps text of every script as it is', async () => {
    const shop = await openImportShop();
    await shop.take(STORE);
    const memory = await shop.from('561221f7-2c2f-4984-9bcd-af71b7db707b');
    expect(memory.title).toBe('Ünïcödé & <b>markup</b> "quotes" \\ back\\slash 日本語 🎉');
    expect(memory.content).toContain('Line one\r\nLine two\tTabbed');
    expect(memory.tags).toEqual(['ünïcode', '日本語', 'with space', 'with,comma']);
  });

  it('leaves out, by reason, what has no place here', async () => {
    const shop = await openImportShop();
    const path = changed(
      'odd.db',
      `INSERT INTO nodes (id, label, properties) VALUES ('e1', 'Entity', '{"name":"x"}')`,
      `INSERT INTO nodes (id, label, properties) VALUES ('m1', 'Memory', 'no JSON')`,
      `INSERT INTO nodes (id, label, properties, created_at) VALUES ('m2', 'Memory', '{"type":"incident","content":"kept","usage_count":3,"importance":7,"team":"ops"}', '2026-01-02 03:04:05')`,
      `INSERT INTO relationships (id, from_id, to_id, rel_type, properties, created_at) VALUES ('r1', 'm2', 'e1', 'SOLVES', '{}', '2026-01-02 03:04:05')`,
      `INSERT INTO relationships (id, from_id, to_id, rel_type, properties, created_at, valid_from) VALUES ('r2', 'm2', '${PROBLEM}', 'FIXED_BY', '{"context":"{\\"scope\\":\\"partial\\"}"}', '2026-01-02 03:04:05', '2026-01-02 03:04:05')`,
      `INSERT INTO relationships (id, from_id, to_id, rel_type, properties, created_at) VALUES ('r3', 'm2', 'm2', 'SOLVES', '{}', '2026-01-02 03:04:05')`,
    );
    const report = await shop.take(path);
    expect(Object.fromEntries(report.left_out.map((each) => [each.reason, each.count]))).toEqual({
      'it is a node with the label Entity': 1,
      'it has no text': 1,
      'how often it was used': 1,
      'importance is no number of 0 to 1': 1,
      'it relates a memory to itself': 1,
      'one of its memories is not in what was imported': 1,
    });
    expect(await shop.from('m2')).toMatchObject({
      type: 'general',
      content: 'kept',
      importance: 0.5,
      valid_from: '2026-01-02T03:04:05.000Z',
      context: { additional_metadata: { original_type: 'incident', team: 'ops' } },
    });
    const turned = (await shop.relationships()).find((each) => each.id === 'r2');
    expect(turned).toMatchObject({
      type: 'SOLVES',
      from_memory_id: PROBLEM,
      to_memory_id: 'm2',
      context: 'FIXED_BY: {"scope":"partial"}',
      valid_from: '2026-01-02T03:04:05.000Z',
    });
  });
});

describe('the JSON export of the Python memorygraph', () => {
  it('comes to the same memories as the store, save what the export does not hold', async () => {
    const [store, text] = [await openImportShop(), await openImportShop()];
    await store.take(STORE);
    await text.take(EXPORT);
    for (const memory of await store.memories()) {
      const other = await text.from(memory.id);
      const { context: _c, source: _s, ...fields } = memory;
      expect(other).toMatchObject(fields);
      expect(memory.context).toMatchObject(other.context);
    }
    const edges = (of: typeof store) =>
      of
        .relationships()
        .then((all) =>
          all.map((each) =>
            [each.type, each.from_memory_id, each.to_memory_id, each.strength, each.context].join(' '),
          ),
        );
    expect((await edges(text)).toSorted()).toEqual((await edges(store)).toSorted());
  });

  it('may be compressed', async () => {
    const path = join(folder, 'export.json.gz');
    writeFileSync(path, gzipSync(readFileSync(EXPORT)));
    const shop = await openImportShop();
    expect(counts(await shop.take(path))).toEqual([31, 0, 29, 1]);
  });

  it('is refused whole where it is cut off', async () => {
    const path = join(folder, 'cut.json');
    writeFileSync(path, readFileSync(EXPORT).subarray(0, 30_000));
    const shop = await openImportShop();
    await expect(shop.take(path)).rejects.toMatchObject({ code: 'invalid_file' });
    expect(await shop.memories()).toEqual([]);
  });
});
