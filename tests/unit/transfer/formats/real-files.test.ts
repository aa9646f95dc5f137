import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { counts, fixture, openImportShop } from './import-shop.js';

/** File, format, and what comes of it: memories, relationships, relationships that say the same as another. */
const FILES: readonly [string[], string, number, number, number][] = [
  [['memorygraph-python-sqlite', 'memory-0.12.4.db'], 'memorygraph-python-sqlite', 31, 29, 1],
  [['memorygraph-python-sqlite', 'memory-0.9.4.db'], 'memorygraph-python-sqlite', 30, 27, 1],
  [['memorygraph-python-json', 'export-1.0.json'], 'memorygraph-python-json', 30, 27, 1],
  [['memorygraph-python-json', 'export-2.0.json'], 'memorygraph-python-json', 31, 29, 1],
  [['server-memory-jsonl', 'memory.jsonl'], 'server-memory-jsonl', 10, 6, 1],
  [['mcp-memory-service-sqlite', 'sqlite_vec.db'], 'mcp-memory-service-sqlite', 16, 1, 0],
  [['mcp-memory-service-json', 'export.json'], 'mcp-memory-service-json', 16, 1, 0],
  [['mem0-json', 'get-all.json'], 'mem0-json', 6, 2, 1],
  [['mem0-json', 'get-all-by-2.2.1.json'], 'mem0-json', 3, 0, 0],
];

function contents(path: string): string[] {
  const hash = createHash('sha256').update(readFileSync(path)).digest('hex');
  return [hash, ...readdirSync(dirname(path))];
}

describe('files of other programs', () => {
  it.each(FILES)(
    'takes in %s once, as the dry run says, and leaves it as it is',
    async (parts, ...expected) => {
      const [format, memories, relationships, equal] = expected;
      const path = fixture(...parts);
      const before = contents(path);
      const shop = await openImportShop();
      const dry = await shop.take(path, { dryRun: true });
      expect(await shop.memories()).toEqual([]);
      const report = await shop.take(path);
      expect(report).toEqual(dry);
      expect(report.format).toBe(format);
      expect(counts(report)).toEqual([memories, 0, relationships, equal]);
      expect(await shop.memories()).toHaveLength(memories);
      expect(await shop.relationships()).toHaveLength(relationships);
      const again = await shop.take(path);
      expect(counts(again)).toEqual([0, memories, 0, relationships + equal]);
      expect(counts(await shop.take(path, { dryRun: true }))).toEqual(counts(again));
      expect(contents(path)).toEqual(before);
    },
  );

  it.each(FILES)('reads %s by the name of its format as well', async (parts, format, memories) => {
    const shop = await openImportShop();
    const report = await shop.take(fixture(...parts), { format });
    expect(report.memories.created).toBe(memories);
  });

  it('knows the memories of one store again in its other forms', async () => {
    const shop = await openImportShop();
    await shop.take(fixture('memorygraph-python-sqlite', 'memory-0.12.4.db'));
    const report = await shop.take(fixture('memorygraph-python-json', 'export-2.0.json'));
    expect(counts(report)).toEqual([0, 31, 0, 30]);
    await shop.take(fixture('mcp-memory-service-sqlite', 'sqlite_vec.db'));
    expect(counts(await shop.take(fixture('mcp-memory-service-json', 'export.json')))).toEqual([0, 16, 0, 1]);
  });
});
