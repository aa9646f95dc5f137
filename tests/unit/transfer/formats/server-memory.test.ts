import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testFolder } from '../../../support/test-folder.js';
import { counts, fixture, openImportShop } from './import-shop.js';

const FILE = fixture('server-memory-jsonl', 'memory.jsonl');
const folder = testFolder('server-memory');

function fileOf(name: string, ...lines: readonly object[]): string {
  const path = join(folder, name);
  writeFileSync(path, lines.map((line) => JSON.stringify(line)).join('\n'));
  return path;
}

const entity = (name: string, ...observations: string[]) => ({
  type: 'entity',
  name,
  entityType: 'service',
  observations,
});
const relation = (from: string, to: string, relationType: string) => ({
  type: 'relation',
  from,
  to,
  relationType,
});

describe('the file of the MCP reference server', () => {
  it('makes a memory of each entity', async () => {
    const shop = await openImportShop();
    await shop.take(FILE);
    expect(await shop.from('Checkout 502')).toMatchObject({
      type: 'problem',
      title: 'Checkout 502',
      content: '502 at 180 requests/s\nLog: "no live upstreams"\nsecond line',
      tags: ['bug'],
      context: { additional_metadata: { original_type: 'bug' } },
      source: { origin: { format: 'server-memory-jsonl', original_id: 'Checkout 502' } },
    });
    expect(await shop.from('redis')).toMatchObject({
      type: 'technology',
      content: 'only for rate limits\nnever cache prices',
      context: {},
    });
    expect(await shop.from('Lee')).toMatchObject({ type: 'general', title: 'Lee', content: 'Lee' });
    expect(await shop.from('line 9')).toMatchObject({
      title: 'empty name',
      content: 'empty name',
      tags: [],
    });
    expect(await shop.from('Ünïcödé 日本語 🎉')).toMatchObject({
      content: 'quotes " \\ back\\slash\n<b>markup</b>\ttab',
    });
  });

  it('takes relations for the nearest type and keeps their words', async () => {
    const shop = await openImportShop();
    await shop.take(FILE);
    const titles = new Map((await shop.memories()).map((each) => [each.id, each.title]));
    const edges = (await shop.relationships()).map((each) => [
      titles.get(each.from_memory_id),
      each.type,
      titles.get(each.to_memory_id),
      each.context,
    ]);
    expect(edges).toEqual(
      expect.arrayContaining([
        ['Dana', 'RELATED_TO', 'shop-api', 'maintains'],
        ['Pool fix', 'SOLVES', 'Checkout 502', null],
        ['Checkout 502', 'OCCURS_IN', 'shop-api', null],
        ['shop-api', 'DEPENDS_ON', 'redis', 'USES'],
        ['Dana', 'RELATED_TO', 'Lee', 'arbeitet mit 日本'],
      ]),
    );
  });

  it('reads verbs in any spelling, and turns round what is said of the other end', async () => {
    const shop = await openImportShop();
    const verbs = ['Fixes', 'depends-on', 'PART OF', 'caused_by', 'replaced by', 'is alternative to'];
    const names = verbs.map((_, index) => `to ${index}`);
    const report = await shop.take(
      fileOf(
        'verbs.jsonl',
        entity('from'),
        ...names.map((name) => entity(name)),
        ...verbs.map((verb, index) => relation('from', `to ${index}`, verb)),
      ),
    );
    const titles = new Map((await shop.memories()).map((each) => [each.id, each.title]));
    const found = (await shop.relationships()).map(
      (each) =>
        `${titles.get(each.from_memory_id)} ${each.type} ${titles.get(each.to_memory_id)}: ${each.context}`,
    );
    expect(found.toSorted()).toEqual(
      [
        'from SOLVES to 0: Fixes',
        'from DEPENDS_ON to 1: null',
        'from USED_IN to 2: PART OF',
        'to 3 CAUSES from: caused_by',
        'to 4 REPLACES from: replaced by',
        'from RELATED_TO to 5: is alternative to',
      ].toSorted(),
    );
    expect(report.mapped).toContainEqual({
      what: 'relation caused_by',
      to: 'CAUSES, turned round',
      count: 1,
    });
  });

  it('adds what grew since, and knows the rest again', async () => {
    const shop = await openImportShop();
    const before = fileOf('growing.jsonl', entity('a', 'one'), entity('b', 'two'));
    await shop.take(before);
    const after = fileOf(
      'growing.jsonl',
      entity('a', 'one'),
      entity('b', 'two', 'three'),
      entity('c', 'four'),
      relation('a', 'b', 'uses'),
    );
    expect(counts(await shop.take(after))).toEqual([2, 1, 1, 0]);
    expect(counts(await shop.take(after))).toEqual([0, 3, 0, 1]);
  });

  it('knows an entity again that was edited here', async () => {
    const shop = await openImportShop();
    const path = fileOf('edited.jsonl', entity('a', 'one'));
    await shop.take(path);
    const { id } = await shop.from('a');
    await shop.repositories.memories.update(id, { content: 'one, edited' });
    expect(counts(await shop.take(path))).toEqual([0, 1, 0, 0]);
  });

  it('reads the graph as the tool of the server shows it', async () => {
    const path = join(folder, 'graph.json');
    writeFileSync(
      path,
      JSON.stringify(
        {
          entities: [
            { name: 'a', entityType: 'service', observations: ['one'] },
            { name: 'b', entityType: 'service', observations: [] },
          ],
          relations: [{ from: 'a', to: 'b', relationType: 'solves' }],
        },
        null,
        2,
      ),
    );
    const shop = await openImportShop();
    expect(counts(await shop.take(path))).toEqual([2, 0, 1, 0]);
  });

  it('refuses a line that is no JSON, with its number', async () => {
    const path = join(folder, 'broken.jsonl');
    writeFileSync(path, `${JSON.stringify(entity('a'))}\n{"type":"entity","na`);
    const shop = await openImportShop();
    await expect(shop.take(path)).rejects.toThrow(/record 2: is not JSON/);
  });
});
