import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { testFolder } from '../../../support/test-folder.js';
import { fixture, openImportShop } from './import-shop.js';

const STORE = fixture('mcp-memory-service-sqlite', 'sqlite_vec.db');
const EXPORT = fixture('mcp-memory-service-json', 'export.json');
const OLD = '6054326b3ab4e542bce05d1b7fc634ff1aafd402d10bd8ae1fc8d59f7c59cca1';
const NEW = 'cebe5dacba2da992cda9a4e39c5fb127405b14b8bb79e552094fa89cacc2cf7a';
const DECISION = 'fb8aff7a018187a435ae8f1a66f151de3f4cfe995f9377e07ed2ea5b86f1643b';
const folder = testFolder('mcp-memory-service');

describe.each([
  ['store', STORE],
  ['export', EXPORT],
])('the %s of mcp-memory-service', (kind, path) => {
  it('brings content, tags, type, times and metadata, but not what was searched', async () => {
    const shop = await openImportShop();
    const report = await shop.take(path);
    const memory = await shop.from(DECISION);
    expect(memory).toMatchObject({
      id: DECISION,
      type: 'decision',
      content: 'Decision: the order service keeps prices in minor units (integer cents).',
      tags: ['pricing', 'decision'],
      valid_from: '2026-11-22T16:16:03.092Z',
      source: { origin: { format: `mcp-memory-service-${kind === 'store' ? 'sqlite' : 'json'}` } },
    });
    const { additional_metadata: data = {} } = memory.context;
    expect(data).toMatchObject({ ticket: 'SHOP-812', nested: { a: [1, null, true] }, quality_score: 0.9 });
    expect(JSON.stringify(await shop.memories())).not.toMatch(
      /access_queries|access_count|TypeError: x.*init"/,
    );
    expect(report.left_out).toContainEqual({
      record: 'detail',
      reason: 'how often and by what it was searched',
      count: 15,
    });
  });

  it('has no tag for what was untagged', async () => {
    const shop = await openImportShop();
    await shop.take(path);
    const herons = (await shop.memories()).find((each) => each.content.includes('herons'));
    expect(herons).toMatchObject({ tags: [], type: 'general' });
  });

  it('ends a memory where the one that took its place begins', async () => {
    const shop = await openImportShop();
    await shop.take(path);
    expect(await shop.from(OLD)).toMatchObject({
      valid_from: '2026-11-22T16:16:03.997Z',
      valid_until: '2026-11-22T16:16:04.297Z',
    });
    expect(await shop.from(NEW)).toMatchObject({ valid_until: null });
    expect(await shop.relationships()).toMatchObject([
      { type: 'REPLACES', from_memory_id: NEW, to_memory_id: OLD, context: 'moved' },
    ]);
  });

  it('does not bring what was deleted', async () => {
    const shop = await openImportShop();
    const report = await shop.take(path);
    expect(JSON.stringify(await shop.memories())).not.toContain('marmots');
    const deleted = report.left_out.filter((each) => each.reason === 'it was deleted there');
    expect(deleted).toHaveLength(kind === 'store' ? 1 : 0);
  });
});

describe('the store of mcp-memory-service', () => {
  it('brings its graph, and counts its beliefs', async () => {
    const path = join(folder, 'graph.db');
    copyFileSync(STORE, path);
    const database = new Database(path);
    const edge = database.prepare('INSERT INTO memory_graph VALUES (?, ?, ?, ?, ?, ?, ?)');
    edge.run(DECISION, NEW, 0.75, '["semantic","causal"]', null, 1795364164.5, 'related');
    edge.run(NEW, DECISION, 0.75, '["semantic","causal"]', null, 1795364164.5, 'related');
    edge.run(OLD, DECISION, 0.5, '[]', '{"confidence":0.4,"context":"why"}', 1795364164.5, 'contradicts');
    edge.run('gone', DECISION, 0.5, '[]', null, 1795364164.5, 'causes');
    database.exec(
      `INSERT INTO beliefs (belief_hash, content, created_at, updated_at) VALUES ('b', 'a belief', '2026', '2026')`,
    );
    database.close();
    const shop = await openImportShop();
    const report = await shop.take(path);
    expect(report.relationships).toMatchObject({ read: 4, created: 3, duplicates: 1 });
    const edges = await shop.relationships();
    expect(edges.find((each) => each.type === 'RELATED_TO')).toMatchObject({
      strength: 0.75,
      context: 'semantic, causal',
      valid_from: '2026-11-22T16:16:04.500Z',
    });
    expect(edges.find((each) => each.type === 'CONTRADICTS')).toMatchObject({
      confidence: 0.4,
      context: 'why',
    });
    expect(report.left_out.map((each) => each.reason)).toEqual(
      expect.arrayContaining([
        'it is a belief drawn from others',
        'one of its memories is not in what was imported',
      ]),
    );
  });
});
