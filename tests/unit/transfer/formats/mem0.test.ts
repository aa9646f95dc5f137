import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testFolder } from '../../../support/test-folder.js';
import { counts, fixture, openImportShop } from './import-shop.js';

const folder = testFolder('mem0');

describe('memories of mem0', () => {
  it('bring their fields', async () => {
    const shop = await openImportShop();
    const report = await shop.take(fixture('mem0-json', 'get-all.json'));
    expect(await shop.from('3dc6f65f-fb3f-4e91-89a8-ed1a22f8898a')).toMatchObject({
      type: 'fact',
      content: 'Prefers window seats on long flights',
      tags: ['travel', 'preferences'],
      valid_from: '2026-03-02T08:30:36.275Z',
      context: {
        additional_metadata: {
          category: 'travel',
          nested: { a: [1, null, true] },
          agent_id: 'travel-agent',
          run_id: 'trip-2026-03',
          original_tenancy: { user_id: 'dana' },
        },
      },
      source: { origin: { created_by: 'dana', updated_at: '2026-03-05T15:00:00.000Z' } },
    });
    expect(await shop.from('9b1d1c52-0c8e-4d0a-9a63-0c9d3a0d1a11')).toMatchObject({
      valid_until: '2026-05-31T00:00:00.000Z',
    });
    expect(report.left_out).toEqual(
      expect.arrayContaining([
        { record: 'memory', reason: 'it has no text', count: 1 },
        { record: 'relationship', reason: 'it lacks one of its names', count: 1 },
      ]),
    );
  });

  it('bring relations between names as memories of those names', async () => {
    const shop = await openImportShop();
    await shop.take(fixture('mem0-json', 'get-all.json'));
    const titles = new Map((await shop.memories()).map((each) => [each.id, each.title]));
    const edges = (await shop.relationships()).map(
      (each) =>
        `${titles.get(each.from_memory_id)} ${each.type} ${titles.get(each.to_memory_id)} ${each.context}`,
    );
    expect(edges.toSorted()).toEqual([
      'dana RELATED_TO shop-api works_on',
      'shop-api DEPENDS_ON postgres null',
    ]);
  });

  it.each([
    ['a plain list', [{ id: 'a', memory: 'one' }, { memory: 'two' }]],
    [
      'the export of the platform',
      { count: 2, next: null, memories: [{ id: 'a', memory: 'one' }, { memory: 'two' }] },
    ],
  ])('are read as %s', async (name, value) => {
    const path = join(folder, `${name}.json`);
    writeFileSync(path, JSON.stringify(value));
    const shop = await openImportShop();
    expect(counts(await shop.take(path))).toEqual([2, 0, 0, 0]);
    expect(counts(await shop.take(path))).toEqual([0, 2, 0, 0]);
  });
});
