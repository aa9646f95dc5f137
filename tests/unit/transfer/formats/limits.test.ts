import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testFolder } from '../../../support/test-folder.js';
import { counts, openImportShop } from './import-shop.js';

const folder = testFolder('limits');
let files = 0;

function exportOf(memories: readonly object[], relationships: readonly object[] = []): string {
  const path = join(folder, `${++files}.json`);
  writeFileSync(path, JSON.stringify({ export_version: '1.0', memories, relationships }));
  return path;
}

const memory = (id: string, more: object = {}) => ({
  id,
  type: 'general',
  title: `Title of ${id}`,
  content: `What ${id} says`,
  ...more,
});
const edge = (from: string, to: string, more: object = {}) => ({
  from_memory_id: from,
  to_memory_id: to,
  type: 'SOLVES',
  properties: {},
  ...more,
});

describe('records over our limits', () => {
  it('are split into memories that follow each other, and lose nothing', async () => {
    const content = Array.from({ length: 12_000 }, (_, index) => `line ${index} 🎉`).join('\n');
    const shop = await openImportShop();
    const path = exportOf(
      [memory('a', { content, summary: 's', tags: ['t'] }), memory('b')],
      [edge('b', 'a')],
    );
    const report = await shop.take(path);
    const parts = (await shop.memories()).filter((each) => each.title.startsWith('Title of a'));
    expect(parts.length).toBeGreaterThan(3);
    const ordered = parts.toSorted((one, other) => partOf(one.title) - partOf(other.title));
    expect(ordered.map((each) => each.title)).toEqual(
      ordered.map((_, index) => `Title of a (${index + 1}/${ordered.length})`),
    );
    expect(ordered.map((each) => each.content).join('')).toBe(content);
    expect(ordered.map((each) => each.tags)).toEqual(ordered.map(() => ['t']));
    expect(ordered[0]).toMatchObject({ id: 'a', summary: 's' });
    const edges = await shop.relationships();
    for (const [index, part] of ordered.entries())
      if (index > 0)
        expect(edges).toContainEqual(
          expect.objectContaining({
            type: 'FOLLOWS',
            from_memory_id: part.id,
            to_memory_id: ordered[index - 1]?.id,
          }),
        );
    expect(edges).toContainEqual(
      expect.objectContaining({ type: 'SOLVES', from_memory_id: 'b', to_memory_id: 'a' }),
    );
    expect(counts(await shop.take(path))).toEqual([0, ordered.length + 1, 0, ordered.length]);
    expect(report.mapped).toContainEqual({
      what: 'content over 50,000 characters',
      to: 'memories that follow each other',
      count: 1,
    });
  });

  it('keep a long title whole in the content', async () => {
    const title = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ');
    const shop = await openImportShop();
    await shop.take(exportOf([memory('a', { title })]));
    const kept = await shop.from('a');
    expect(kept.title).toMatch(/^word0 .* word\d+…$/);
    expect(kept.title.length).toBeLessThanOrEqual(200);
    expect(kept.content).toBe(`${title}\n\nWhat a says`);
  });

  it('keep long summaries, tags and texts of the context in the metadata', async () => {
    const tags = Array.from({ length: 55 }, (_, index) => `tag ${index}`);
    const long = 'x'.repeat(1_001);
    const shop = await openImportShop();
    await shop.take(
      exportOf([
        memory('a', {
          summary: 's'.repeat(501),
          tags: [...tags, 'y'.repeat(101), '', 7],
          context: { project_path: long, languages: ['ts', long], environment: 'prod' },
        }),
      ]),
    );
    const kept = await shop.from('a');
    expect(kept.summary).toBeNull();
    expect(kept.tags).toEqual(tags.slice(0, 50));
    expect(kept.context.languages).toEqual(['ts']);
    expect(kept.context.additional_metadata).toEqual({
      summary: 's'.repeat(501),
      other_tags: [...tags.slice(50), 'y'.repeat(101), '7'],
      project_path: long,
      environment: 'prod',
    });
  });

  it('drop the largest fields of metadata that is too large, and say so', async () => {
    const shop = await openImportShop();
    const additional_metadata = { small: 1, large: 'x'.repeat(19_000), larger: 'y'.repeat(19_500) };
    const report = await shop.take(exportOf([memory('a', { context: { additional_metadata } })]));
    const kept = await shop.from('a');
    expect(Object.keys(kept.context.additional_metadata ?? {}).toSorted()).toEqual(['large', 'small']);
    expect(report.left_out).toEqual([
      { record: 'detail', reason: 'a field too large for the metadata', count: 1 },
    ]);
  });

  it('come in mended where a text or a number cannot be kept', async () => {
    const path = join(folder, 'odd.json');
    const content = '"a\\u0000b\\ud800c"';
    const metadata = `{"__proto__":{"x":1},"deep":${'['.repeat(40)}${']'.repeat(40)}}`;
    writeFileSync(
      path,
      `{"export_version":"1.0","memories":[{"id":"a","type":7,"content":${content},"importance":"high","created_at":"yesterday","context":{"additional_metadata":${metadata}}}],"relationships":[]}`,
    );
    const shop = await openImportShop();
    const report = await shop.take(path);
    const kept = await shop.from('a');
    expect(kept.content).toBe('a\ufffdb\ufffdc');
    expect(kept.importance).toBe(0.5);
    expect(Object.getPrototypeOf(kept.context.additional_metadata)).toBe(Object.prototype);
    expect(report.left_out.map((each) => each.reason).toSorted()).toEqual([
      'created_at is no date',
      'importance is no number of 0 to 1',
    ]);
  });

  it('are taken once where an id or a relationship stands twice', async () => {
    const shop = await openImportShop();
    const path = exportOf(
      [memory('a'), memory('a', { content: 'other' }), memory('b')],
      [edge('a', 'b'), edge('a', 'b'), edge('a', 'nowhere'), edge('b', 'b')],
    );
    const report = await shop.take(path);
    expect(counts(report)).toEqual([2, 0, 1, 1]);
    expect(report.left_out.map((each) => [each.record, each.reason, each.count]).toSorted()).toEqual([
      ['memory', 'its id stands earlier already', 1],
      ['relationship', 'it relates a memory to itself', 1],
      ['relationship', 'one of its memories is not in what was imported', 1],
    ]);
  });

  it('come to the same in a dry run where relationships close circles', async () => {
    const ids = ['a', 'b', 'c', 'd'];
    const path = exportOf(
      ids.map((id) => memory(id)),
      [edge('a', 'b'), edge('b', 'c'), edge('c', 'a'), edge('c', 'd'), edge('d', 'c', { type: 'REPLACES' })],
    );
    const shop = await openImportShop();
    await shop.take(exportOf([memory('a'), memory('b')], [edge('a', 'b')]));
    const dry = await shop.take(path, { dryRun: true });
    const real = await shop.take(path);
    expect(dry).toEqual(real);
    expect(real.relationships).toMatchObject({
      created: 3,
      duplicates: 1,
      skipped: [{ reason: 'it would close a cycle', count: 1 }],
    });
  });
});

function partOf(title: string): number {
  return Number(/\((\d+)\//.exec(title)?.[1]);
}
